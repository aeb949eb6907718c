package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.Proposal.Status;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.JournalEntry.Detail;
import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.StepProgress.State;
import dev.headroom.ma2scf.plan.Action;
import java.time.Instant;

/**
 * Finds out, by the first reading of its hosts, what the commands of an interrupted plan have changed, or of one that was
 * halted while a host was not read. Pure.
 */
final class Recovery {
    private static final String MASTER = "master";

    private Recovery() {}

    static Transition seen(ControlState state, Instant now) {
        Transition result = Transition.to(state);
        for (Proposal left : state.proposals().reversed()) {
            for (int i = 0; i < left.steps().size(); i++) {
                if (left.steps().get(i).state() == State.UNKNOWN) {
                    int index = i;
                    result = result.followedBy(
                            next -> seen(next, next.proposal(left.id()).orElse(left), index, now));
                }
            }
            if (left.status() == Status.INTERRUPTED) {
                result = result.followedBy(
                        next -> closed(next, next.proposal(left.id()).orElse(left), now));
            }
        }
        return result;
    }

    private static Transition seen(ControlState state, Proposal left, int index, Instant now) {
        StepProgress step = left.steps().get(index);
        Action action = step.step().action();
        if (state.snapshot().readAt(action.host()).isEmpty() || LastRead.isLost(action.host(), state.observation())) {
            return Transition.to(state);
        }
        if (!action.holds(state.snapshot())) {
            if (SentCommands.mayStillRun(state, left.id(), index)) {
                return Transition.to(state);
            }
            State next = left.status() == Status.INTERRUPTED ? State.PENDING : State.NOT_RUN;
            String detail = "Its command was sent, and the host was read again and does not show the change.";
            return Transition.to(state.replacing(left.withStep(index, step.with(next, detail, now))));
        }
        String seen = "%s: seen when %s was read again"
                .formatted(
                        Words.readBack(action, state.snapshot()), action.host().name());
        return Transition.to(SentCommands.answered(state, left.id(), index)
                        .replacing(left.withStep(index, step.with(State.DONE, seen, now)))
                        .withMemory(state.memory().recorded(action, left.plan(), now)))
                .with(Inbox.record(now, Kind.STEP_DONE, left.id(), MASTER, seen, new Detail.OfStep(index, State.DONE)));
    }

    private static Transition closed(ControlState state, Proposal left, Instant now) {
        return left.steps().stream().allMatch(StepProgress::finished)
                ? Inbox.end(
                        state,
                        left,
                        Status.DONE,
                        Kind.ENDED,
                        MASTER,
                        "Every step was seen to hold, the last when its host was read again.",
                        now)
                : Transition.to(state);
    }
}
