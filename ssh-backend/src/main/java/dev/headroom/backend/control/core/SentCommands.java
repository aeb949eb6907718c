package dev.headroom.backend.control.core;

import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.Unanswered;
import dev.headroom.ma2scf.plan.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Remembers the commands of which no answer came until their hosts have ended them, also those that an earlier master
 * sent. Pure. See decision 0070.
 */
final class SentCommands {
    private SentCommands() {}

    /** The state after the command of a step was sent. */
    static ControlState sent(ControlState state, ProposalId proposal, int index, StepProgress step, Instant now) {
        Duration limit = step.commands().stream()
                .map(ExactCommand::within)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        List<Unanswered> next = without(state, proposal, index);
        next.add(new Unanswered(proposal, index, step.step().action(), limit, now.plus(limit)));
        return with(state, next);
    }

    /** The state after an outcome, which may be that nothing is known. */
    static ControlState ended(ControlState state, Proposal proposal, int index, CommandOutcome outcome, Instant now) {
        boolean mayStillRun = outcome instanceof CommandOutcome.Indeterminate unknown && unknown.mayStillRun();
        return mayStillRun
                ? sent(state, proposal.id(), index, proposal.steps().get(index), now)
                : answered(state, proposal.id(), index);
    }

    /** The state after a reading showed the effect of the command, or its host said that it ended. */
    static ControlState answered(ControlState state, ProposalId proposal, int index) {
        return with(state, without(state, proposal, index));
    }

    /** The state without the commands that their hosts have ended by {@code now}. */
    static ControlState expired(ControlState state, Instant now) {
        return with(
                state,
                state.continuity().unanswered().stream()
                        .filter(u -> now.isBefore(u.until()))
                        .toList());
    }

    /** Whether the command of this step may still run. */
    static boolean mayStillRun(ControlState state, ProposalId proposal, int index) {
        return state.continuity().unanswered().stream().anyMatch(u -> is(u, proposal, index));
    }

    /** A command that may still run and that changes what {@code action} would change. */
    static Optional<Unanswered> inTheWayOf(ControlState state, Action action) {
        return state.continuity().unanswered().stream()
                .filter(u -> u.concerns(action))
                .findFirst();
    }

    /** Why a plan cannot begin or go on yet, one sentence. */
    static Optional<String> obstacle(ControlState state, Proposal candidate) {
        return candidate.steps().stream()
                .filter(StepProgress::mayStillRun)
                .flatMap(s -> inTheWayOf(state, s.step().action()).stream())
                .map(Unanswered::sentence)
                .findFirst();
    }

    private static List<Unanswered> without(ControlState state, ProposalId proposal, int index) {
        List<Unanswered> next = new ArrayList<>(state.continuity().unanswered());
        next.removeIf(u -> is(u, proposal, index));
        return next;
    }

    private static boolean is(Unanswered command, ProposalId proposal, int index) {
        return command.proposal().equals(proposal) && command.step() == index;
    }

    private static ControlState with(ControlState state, List<Unanswered> next) {
        return next.equals(state.continuity().unanswered())
                ? state
                : state.withContinuity(state.continuity().unanswered(next));
    }
}
