package dev.headroom.backend.control;

import dev.headroom.ma2scf.plan.Plan;
import java.time.Instant;

/**
 * One line of the journal.
 *
 * @param subject the proposal ("P7"), or "master"
 * @param by who caused it: an operator, "automatic" or "master"
 * @param text one sentence; for a step the exact command or what was read back
 * @param detail the same as data, from which the next master knows what this one did
 */
public record JournalEntry(Instant at, Kind kind, String subject, String by, String text, Detail detail) {

    /** An entry that says all in its sentence. */
    public JournalEntry(Instant at, Kind kind, String subject, String by, String text) {
        this(at, kind, subject, by, text, new Detail.None());
    }

    /** What can be read back from an entry. */
    public sealed interface Detail {
        /** Nothing but the sentence. */
        record None() implements Detail {}

        /** What was offered. */
        record OfPlan(Plan plan) implements Detail {}

        /**
         * How far a step is.
         *
         * @param step index in the plan, from 0
         */
        record OfStep(int step, StepProgress.State state) implements Detail {}

        /** What became of a proposal. */
        record OfStatus(Proposal.Status status) implements Detail {}
    }

    /** What happened. */
    public enum Kind {
        STARTED,
        MODE,
        ADOPTED,
        /** With the plan. */
        PROPOSED,
        APPROVED,
        REJECTED,
        EXPIRED,
        SUPERSEDED,
        /** Written before the command is sent. */
        STEP_SENT,
        STEP_DONE,
        STEP_FAILED,
        /** It gave way to a more urgent plan. */
        SUSPENDED,
        /** It goes on after it gave way. */
        CONTINUED,
        ENDED,
        HALTED,
        RESUMED,
        REFUSED,
        /** An operator said how this master shall end. */
        CLOSING,
        /** Of a proposal: this master ended in the middle of it. */
        STOPPED
    }
}
