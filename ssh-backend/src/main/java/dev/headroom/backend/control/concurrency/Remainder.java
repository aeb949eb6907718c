package dev.headroom.backend.control.concurrency;

import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The remaining steps of a plan that stopped before its end. Pure. */
public final class Remainder {
    private Remainder() {}

    /**
     * The remaining steps as a plan of its own, for the checker. Waits that had ended are waited for again, since
     * their condition need not hold any more.
     *
     * @return empty when no step is left
     */
    public static Optional<Plan> of(Proposal proposal) {
        List<Step> rest = proposal.steps().stream()
                .filter(s -> s.mayStillRun() || !s.step().action().mutates())
                .map(StepProgress::step)
                .toList();
        boolean nothing = proposal.steps().stream().noneMatch(StepProgress::mayStillRun);
        Plan plan = proposal.plan();
        return nothing
                ? Optional.empty()
                : Optional.of(new Plan(
                        plan.kind(),
                        plan.service(),
                        plan.basisRevision(),
                        plan.amount(),
                        rest,
                        plan.forecast(),
                        plan.reasons(),
                        plan.whyNot()));
    }

    /**
     * The proposal ready to begin or to go on: the waits just before its first unfinished step are waited for again,
     * and no step begins by a reading from before {@code now}.
     */
    public static Proposal reopened(Proposal proposal, Instant now) {
        List<StepProgress> steps = new ArrayList<>(proposal.steps());
        int first = 0;
        while (first < steps.size() && steps.get(first).finished()) {
            first++;
        }
        for (int i = first - 1;
                first < steps.size() && i >= 0 && !steps.get(i).step().action().mutates();
                i--) {
            steps.set(i, steps.get(i).with(StepProgress.State.PENDING, "", now));
        }
        return dueSince(proposal.withSteps(steps), now);
    }

    /** The proposal, no step of which begins by a reading from before {@code now}. */
    public static Proposal dueSince(Proposal proposal, Instant now) {
        return dueSince(proposal, _ -> true, now);
    }

    /**
     * The proposal, whose waits end by no reading from before {@code now}, when its newest command ended. They may end by
     * the reading that proves that command.
     */
    public static Proposal waitsDueSince(Proposal proposal, Instant now) {
        return dueSince(proposal, s -> !s.step().action().mutates(), now);
    }

    /** The proposal, no command of which is sent by a reading from before {@code now}. */
    public static Proposal commandsDueSince(Proposal proposal, Instant now) {
        return dueSince(proposal, s -> s.step().action().mutates(), now);
    }

    private static Proposal dueSince(Proposal proposal, Predicate<StepProgress> which, Instant now) {
        return proposal.withSteps(proposal.steps().stream()
                .map(s -> s.unsent() && which.test(s) ? s.with(StepProgress.State.PENDING, s.detail(), now) : s)
                .toList());
    }
}
