package dev.headroom.ma2scf.sharing.rules;

import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.lending.Round;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A loan that some directors know gets to know the others: they could not be changed when it began. See decision 0067. */
final class OwedLoanRule implements Rule {
    @Override
    public PlanKind kind() {
        return PlanKind.BORROW;
    }

    @Override
    public boolean mayActInPart() {
        return true;
    }

    @Override
    public Optional<Duration> hold(SharingPolicy policy) {
        return Optional.of(policy.holds().overload());
    }

    @Override
    public Optional<Opinion> judge(ServiceView view, Round round) {
        return OwedLoan.of(view, round.situation())
                .map(owed -> (_, claimed) -> owed.site()
                                .known()
                                .filter(k -> claimed.contains(k.container().id()))
                                .isPresent()
                        ? Optional.empty()
                        : Optional.of(new Outcome.Settled(plan(owed, round.situation()))));
    }

    private static Verdict plan(OwedLoan owed, Situation situation) {
        return new Verdict.Proposed(new Plan(
                PlanKind.BORROW,
                owed.view().id(),
                situation.snapshot().revision(),
                0,
                owed.steps(situation),
                List.of(),
                owed.reasons(),
                List.of()));
    }
}
