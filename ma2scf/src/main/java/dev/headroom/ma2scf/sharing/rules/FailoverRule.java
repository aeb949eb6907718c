package dev.headroom.ma2scf.sharing.rules;

import dev.headroom.ma2scf.finder.Request;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Site;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.lending.LenderSearch;
import dev.headroom.ma2scf.sharing.lending.Round;
import java.util.List;
import java.util.Optional;

/**
 * Dead destinations get weight 0, and what they carried is borrowed elsewhere, in another zone if possible. A service with
 * nothing left alive comes before all others and gets at least one container.
 */
public final class FailoverRule implements Rule {
    @Override
    public PlanKind kind() {
        return PlanKind.FAILOVER;
    }

    @Override
    public boolean mayActInPart() {
        return true;
    }

    /** Empty if nothing of {@code view} has failed, or all is done that can be. */
    @Override
    public Optional<Opinion> judge(ServiceView view, Round round) {
        List<Site> dead = view.in(Site.State.FAILED).stream()
                .filter(Site::getsConnections)
                .toList();
        Request.Need need = need(view, round);
        return dead.isEmpty() && need.atLeast() == 0
                ? Optional.empty()
                : Optional.of(Failover.of(view, dead, need, round.situation()));
    }

    /** What is missing for the demand, and the containers missing for the minimum; nothing where nothing has failed. */
    public static Request.Need need(ServiceView view, Round round) {
        Situation situation = round.situation();
        boolean fault = !view.in(Site.State.FAILED).isEmpty()
                || !situation.memory().quiescedOf(view.id()).isEmpty();
        int missing = fault ? Math.max(0, view.leastAlive() - view.alive()) : 0;
        double demand = view.alive() == 0
                ? Math.max(
                        view.measuredDemand(),
                        situation.memory().demandOf(view.id()).greatest())
                : view.measuredDemand();
        double capacity = view.serving() == 0 ? 0 : view.capacity();
        boolean known = view.serving() > 0 || view.alive() == 0;
        // the target is what a loan is sized for: where the rest keeps to the limit, none is needed
        boolean needed = known && demand > situation.policy().overloadAt().fraction() * capacity;
        double deficit = needed ? demand / situation.target() - capacity : 0;
        return new LenderSearch(round).need(view, deficit, missing);
    }
}
