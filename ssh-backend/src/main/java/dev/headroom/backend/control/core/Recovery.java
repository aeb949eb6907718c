package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.Proposal.Status;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.JournalEntry.Detail;
import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.backend.control.Notice.Topic;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.StepProgress.State;
import dev.headroom.ma2scf.plan.Action;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds out, by the first reading of its hosts, what the commands of an interrupted plan have changed, or of one that was
 * halted while a host was not read. Where no master comes to do that, directors take their part back: {@code RevertCommands}. Pure.
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

    /** Which command of {@code left} is of unknown effect, and why, one sentence; empty where there is none. */
    static Optional<String> unseen(ControlState state, Proposal left) {
        return left.firstIn(State.UNKNOWN).stream()
                .mapToObj(index -> {
                    Action action = left.steps().get(index).step().action();
                    String why = SentCommands.mayStillRun(state, left.id(), index)
                                    && !LastRead.isLost(action.host(), state.observation())
                            ? "its command may still run on " + action.host().name()
                            : LastRead.sentence(
                                    action.host(),
                                    state.snapshot(),
                                    state.snapshot().takenAt());
                    return "What became of step %d of %s is not known: %s.".formatted(index + 1, left.id(), why);
                })
                .findFirst();
    }

    /** The state in which an interrupted plan says what a reading told of its step, as the step itself does. */
    private static ControlState told(ControlState state, ProposalId id, int index, State reached, Instant now) {
        return state.proposal(id)
                .filter(left -> left.status() == Status.INTERRUPTED)
                .map(left -> {
                    String note = "%s %s was read again: step %d is %s."
                            .formatted(
                                    left.note(),
                                    left.steps()
                                            .get(index)
                                            .step()
                                            .action()
                                            .host()
                                            .name(),
                                    index + 1,
                                    reached == State.DONE ? "done" : "not done")
                            .strip();
                    Proposal telling = left.with(Status.INTERRUPTED, note, left.changedAt());
                    return Interruption.noted(
                            state.replacing(telling).forgetting(Topic.interrupted(id)), telling, note, now);
                })
                .orElse(state);
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
            State next = unseenState(left, index);
            String detail = "Its command was sent, and the host was read again and does not show the change.";
            return Transition.to(told(
                    state.replacing(left.withStep(index, step.with(next, detail, now))), left.id(), index, next, now));
        }
        String seen = "%s: seen when %s was read again"
                .formatted(
                        Words.readBack(action, state.snapshot()), action.host().name());
        return Transition.to(SentCommands.answered(state, left.id(), index)
                        .replacing(left.withStep(index, step.with(State.DONE, seen, now)))
                        .withMemory(state.memory().recorded(action, left.plan(), now)))
                .then(next -> told(next, left.id(), index, State.DONE, now))
                .with(Inbox.record(now, Kind.STEP_DONE, left.id(), MASTER, seen, new Detail.OfStep(index, State.DONE)));
    }

    /** The state of an unknown step of which it is known now that it changed nothing. */
    static State unseenState(Proposal left, int index) {
        if (left.status() == Status.INTERRUPTED) {
            return State.PENDING;
        }
        return isPassedOver(left, index) ? State.FAILED : State.NOT_RUN;
    }

    /** Whether the plan went on, or goes on, at other directors while this step was unknown. */
    private static boolean isPassedOver(Proposal left, int index) {
        return left.status() == Status.RUNNING
                || left.status() == Status.SUSPENDED
                || left.steps().stream()
                        .skip(index + 1L)
                        .anyMatch(later -> later.finished() || later.inFlight() || later.state() == State.FAILED);
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
