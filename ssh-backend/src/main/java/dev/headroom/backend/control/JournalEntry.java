package dev.headroom.backend.control;

import java.time.Instant;

/**
 * One line of the journal.
 *
 * @param subject the proposal ("P7"), or "master"
 * @param by who caused it: an operator, "automatic" or "master"
 * @param text one sentence; for a step the exact command or what was read back
 */
public record JournalEntry(Instant at, Kind kind, String subject, String by, String text) {
    /** What happened. */
    public enum Kind {
        STARTED,
        MODE,
        PROPOSED,
        APPROVED,
        REJECTED,
        EXPIRED,
        SUPERSEDED,
        /** Written before the command is sent. */
        STEP_SENT,
        STEP_DONE,
        STEP_FAILED,
        ENDED,
        HALTED,
        RESUMED,
        REFUSED,
        STOPPED
    }
}
