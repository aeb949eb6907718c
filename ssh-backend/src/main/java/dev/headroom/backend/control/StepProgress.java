package dev.headroom.backend.control;

import dev.headroom.ma2scf.plan.Step;
import java.time.Instant;
import java.util.List;

/**
 * One step of a proposal, with its progress. Immutable.
 *
 * @param commands the commands that it sends; empty for a step that only waits
 * @param detail what was read back, or what went wrong; empty before it ran
 * @param changedAt when the state last changed
 * @param refusal whether its command was refused or not sent at all, so that no change by it will be seen
 * @param late how often in a row its command was decided and not sent in time
 */
public record StepProgress(
        Step step,
        List<ExactCommand> commands,
        State state,
        String detail,
        Instant changedAt,
        Refusal refusal,
        int late) {
    private static final int OFTEN = 5;

    public StepProgress {
        commands = List.copyOf(commands);
    }

    /** A step whose command was not refused. */
    public StepProgress(Step step, List<ExactCommand> commands, State state, String detail, Instant changedAt) {
        this(step, commands, state, detail, changedAt, Refusal.NONE, 0);
    }

    /** What kept the command of a step from its effect. */
    public enum Refusal {
        NONE,
        /** It was sent, and the host said no. */
        BY_HOST,
        /** It was not sent: what a reading shows of its effect is somebody else's. */
        UNSENT
    }

    /**
     * The state of a step. PENDING → (AWAITING_READING) → RUNNING → VERIFYING → DONE; FAILED, UNKNOWN, NOT_RUN and
     * LEFT_OUT are ends too.
     */
    public enum State {
        PENDING,
        /** It is next, but its hosts must be read again before it begins. */
        AWAITING_READING,
        /** Its command is on the way. */
        RUNNING,
        /** The command ended; a reading must now show the change. */
        VERIFYING,
        /** A reading showed the change. */
        DONE,
        /** The readings showed the wanted state already: no command was sent. */
        NOT_NEEDED,
        FAILED,
        /** Its command was sent, and its host could not be read since: no reading has shown the effect yet. */
        UNKNOWN,
        /** Never sent: an earlier step failed, or the operator halted the plan. */
        NOT_RUN,
        /** Never sent: its director did not take an earlier step, and the plan went on at the others. */
        LEFT_OUT
    }

    /** Whether the wanted state was seen. */
    public boolean finished() {
        return state == State.DONE || state == State.NOT_NEEDED;
    }

    /** Whether its command may still be sent, is on the way, or may have been sent. */
    public boolean mayStillRun() {
        return switch (state) {
            case PENDING, AWAITING_READING, RUNNING, VERIFYING, UNKNOWN -> true;
            case DONE, NOT_NEEDED, FAILED, NOT_RUN, LEFT_OUT -> false;
        };
    }

    public boolean inFlight() {
        return state == State.RUNNING || state == State.VERIFYING;
    }

    /** This step waiting for a reading of its hosts; a step that waits already keeps the time since when it does. */
    public StepProgress waiting(String newDetail, Instant now) {
        return isWaiting() ? saying(newDetail) : with(State.AWAITING_READING, newDetail, now);
    }

    /** This step with another detail, in the same state since the same time. */
    public StepProgress saying(String newDetail) {
        return with(state, newDetail, changedAt);
    }

    /** Whether its command was not sent yet. */
    public boolean unsent() {
        return state == State.PENDING || state == State.AWAITING_READING;
    }

    public boolean isWaiting() {
        return state == State.AWAITING_READING;
    }

    public StepProgress with(State newState, String newDetail, Instant at) {
        return new StepProgress(
                step, commands, newState, newDetail, at, newState == State.RUNNING ? Refusal.NONE : refusal, late);
    }

    public StepProgress ended(CommandOutcome outcome, Instant at) {
        String said = switch (outcome) {
            case CommandOutcome.Ran(String output) -> output.strip();
            case CommandOutcome.Refused(String sentence) -> sentence;
            case CommandOutcome.Unsent(String sentence) -> sentence;
            case CommandOutcome.Late(String sentence) -> sentence;
            case CommandOutcome.Indeterminate unknown -> unknown.sentence();
        };
        Refusal met = switch (outcome) {
            case CommandOutcome.Refused _ -> Refusal.BY_HOST;
            case CommandOutcome.Unsent _ -> Refusal.UNSENT;
            case CommandOutcome.Ran _, CommandOutcome.Late _, CommandOutcome.Indeterminate _ -> Refusal.NONE;
        };
        return new StepProgress(step, commands, State.VERIFYING, said, at, met, 0);
    }

    /** This step after its command was not sent in time once more: it waits for a reading, and is decided anew. */
    public StepProgress late(String why, Instant at) {
        return new StepProgress(step, commands, State.AWAITING_READING, why, at, Refusal.NONE, late + 1);
    }

    /** Whether its command was refused, or not sent at all. */
    public boolean refused() {
        return refusal != Refusal.NONE;
    }

    /** Whether to decide it anew seems to be in vain. */
    public boolean isOftenLate() {
        return late >= OFTEN;
    }
}
