package dev.headroom.backend.control;

import dev.headroom.ma2scf.model.HostId;

/**
 * What became known of a director that takes its part of a plan back by itself, should this master die.
 *
 * @param plan the proposal's number; of another installation where {@link Outcome.Reverted} says so
 */
public record RevertReport(HostId director, ProposalId plan, Outcome outcome) {
    /** What became of it. */
    public sealed interface Outcome {
        /** The director is ready. */
        record Armed() implements Outcome {}

        /**
         * The director cannot do that, and the plan goes on without.
         *
         * @param why the end of a sentence, without a point
         */
        record NotArmed(String why) implements Outcome {}

        /**
         * The director has taken its part back.
         *
         * @param ours whether the plan was one of this installation
         */
        record Reverted(boolean ours) implements Outcome {}
    }
}
