package dev.headroom.ma2scf.sharing.rules;

import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Site;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.lending.Round;
import java.time.Duration;
import java.util.Optional;

/**
 * Loans that run get the weights that the load asks for now: those they have are right for the hour in which they were made. When
 * one container of a service is above the threshold while others of it have room, clients wait although nothing is missing. It
 * needs no start and stops nothing; homes keep their weights. See decision 0018.
 */
final class BalanceRule implements Rule {
    @Override
    public PlanKind kind() {
        return PlanKind.BALANCE;
    }

    @Override
    public Optional<Duration> hold(SharingPolicy policy) {
        return Optional.of(policy.holds().overload());
    }

    @Override
    public Optional<Opinion> judge(ServiceView view, Round round) {
        if (!mayAct(view, round.situation())) {
            return Optional.empty();
        }
        Balance balance = Balance.of(view, round);
        return balance.weights().isEmpty() ? Optional.empty() : Optional.of(balance);
    }

    /** Other rules answer for what is dead or quiesced. Only weights of loans that this installation has set are its own to change. */
    private static boolean mayAct(ServiceView view, Situation situation) {
        return view.in(Site.State.SERVING).stream().anyMatch(site -> site.isLoan() && situation.hasOurWeights(site))
                && situation.isWhole(view);
    }
}
