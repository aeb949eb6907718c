package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.finder.Request;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Dead destinations get weight 0, and what they carried is borrowed elsewhere, in another zone if possible. A service with
 * nothing left alive comes before all others and gets at least one container.
 */
final class FailoverRule {
    /** Before every priority an operator can set. */
    private static final int DOWN_FIRST = 0;

    private FailoverRule() {}

    /** Empty if nothing of {@code view} has failed, or all is done that can be. Every table is fresh. */
    static Optional<Outcome> judge(ServiceView view, Situation situation) {
        List<Site> failed = view.in(Site.State.FAILED);
        List<Site> dead = dead(view);
        Request.Need need = need(view, situation);
        int missing = need.atLeast();
        if (dead.isEmpty() && missing == 0) {
            return Optional.empty();
        }
        List<String> reasons = new ArrayList<>(
                failed.stream().map(site -> reason(site, situation)).toList());
        StepWriter writer = new StepWriter(situation.snapshot(), situation.policy());
        List<Step> quiesce = dead.stream()
                .flatMap(site -> writer
                        .quiesce(
                                view.service(),
                                site.spot(),
                                "Nothing answers there, so no client may be sent there any more.")
                        .stream())
                .toList();
        List<String> obstacles = Shortages.obstacles(view, situation);
        reasons.addAll(Shortages.measured(view, situation, need.deficit()));
        if (need.deficit() <= 0 && missing == 0) {
            reasons.add("What is left can carry %s: no loan is needed.".formatted(view.id()));
            return Optional.of(
                    new Outcome.Settled(LoanPlans.withoutLoan(view, situation, quiesce, reasons, List.of())));
        }
        if (missing > 0) {
            reasons.add("%s serve of the %d that must.".formatted(Wording.containers(view.alive()), view.leastAlive()));
        }
        if (!obstacles.isEmpty()) {
            reasons.addAll(obstacles);
            return Optional.of(
                    new Outcome.Settled(LoanPlans.withoutLoan(view, situation, quiesce, reasons, List.of())));
        }
        LenderSearch search = new LenderSearch(situation);
        List<Newcomers> newcomers = Shortages.newcomers(view, situation);
        int priority = view.alive() == 0 ? DOWN_FIRST : view.service().priority();
        Request request = search.request(view, priority, need, view.zonesOf(Site.State.FAILED), newcomers, true);
        return Optional.of(new Outcome.Shortage(PlanKind.FAILOVER, view, request, newcomers, quiesce, reasons));
    }

    private static List<Site> dead(ServiceView view) {
        return view.in(Site.State.FAILED).stream().filter(Site::getsConnections).toList();
    }

    /** Whether clients are still sent to what has failed. */
    static boolean mustQuiesce(ServiceView view) {
        return !dead(view).isEmpty();
    }

    /** What is missing for the demand, and the containers missing for the minimum; nothing where nothing has failed. */
    static Request.Need need(ServiceView view, Situation situation) {
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
        double deficit = known ? Math.max(0, demand / situation.target() - capacity) : 0;
        return new LenderSearch(situation).need(view, deficit, missing);
    }

    private static String reason(Site site, Situation situation) {
        return site.known()
                .filter(k -> situation.failed().contains(k.server().id()))
                .map(k -> "%s has failed: it cannot be read (%s), and no director can connect to %s."
                        .formatted(k.server().id(), Readings.reason(k.server()), site.endpoint()))
                .or(() -> site.known()
                        .map(k -> "%s is %s and does not answer at %s."
                                .formatted(
                                        k.container().id(),
                                        Wording.state(k.container().state()),
                                        site.endpoint())))
                .orElse("Nothing answers at %s.".formatted(site.endpoint()));
    }
}
