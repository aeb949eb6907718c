package dev.headroom.backend.control;

import dev.headroom.ma2scf.plan.Step;
import java.time.Instant;
import java.util.List;

/**
 * One step of a proposal and how far it is.
 *
 * @param commands what it sends; empty for a step that only waits
 * @param detail what was read back, or what went wrong; empty before it ran
 * @param changedAt when the state last changed
 * @param refused whether the host refused its command, so that waiting for the change makes no sense
 */
public record StepProgress(
        Step step, List<ExactCommand> commands, State state, String detail, Instant changedAt, boolean refused) {
    public StepProgress {
        commands = List.copyOf(commands);
    }

    /** A step whose command was not refused. */
    public StepProgress(Step step, List<ExactCommand> commands, State state, String detail, Instant changedAt) {
        this(step, commands, state, detail, changedAt, false);
    }

    /** Where a step is. PENDING → (AWAITING_READING) → RUNNING → VERIFYING → DONE; FAILED, UNKNOWN and NOT_RUN end it too. */
    public enum State {
        PENDING,
        /** It is its turn, but it cannot begin before its hosts have been read again. */
        AWAITING_READING,
        /** Its command is on the way. */
        RUNNING,
        /** The command ended; the change must now be seen on the host. */
        VERIFYING,
        /** Seen on the host. */
        DONE,
        /** It was so already: no command was sent. */
        NOT_NEEDED,
        FAILED,
        /** Its command was sent by a master that ended, and nobody has seen yet what became of it. */
        UNKNOWN,
        /** An earlier step failed, or the operator halted: never sent. */
        NOT_RUN
    }

    public boolean finished() {
        return state == State.DONE || state == State.NOT_NEEDED;
    }

    /** Whether its command may still be sent, or is on the way, or may have been. */
    public boolean mayStillRun() {
        return switch (state) {
            case PENDING, AWAITING_READING, RUNNING, VERIFYING, UNKNOWN -> true;
            case DONE, NOT_NEEDED, FAILED, NOT_RUN -> false;
        };
    }

    public boolean inFlight() {
        return state == State.RUNNING || state == State.VERIFYING;
    }

    /** It cannot begin before its hosts have been read again; it keeps the time since when it waits. */
    public StepProgress waiting(Instant now) {
        return isWaiting() ? this : with(State.AWAITING_READING, "", now);
    }

    /** Whether its command was not sent yet. */
    public boolean unsent() {
        return state == State.PENDING || state == State.AWAITING_READING;
    }

    public boolean isWaiting() {
        return state == State.AWAITING_READING;
    }

    public StepProgress with(State newState, String newDetail, Instant at) {
        return new StepProgress(step, commands, newState, newDetail, at, refused);
    }

    public StepProgress ended(CommandOutcome outcome, Instant at) {
        String said = switch (outcome) {
            case CommandOutcome.Ran(String output) -> output.strip();
            case CommandOutcome.Refused(String sentence) -> sentence;
            case CommandOutcome.Indeterminate(String sentence) -> sentence;
        };
        boolean wasRefused = outcome instanceof CommandOutcome.Refused;
        return new StepProgress(step, commands, State.VERIFYING, said, at, wasRefused);
    }
}
