package dev.headroom.backend.control;

import dev.headroom.ma2scf.policy.Mode;

/** What an operator (or the command line) asks of the master. {@code by} names who, for the journal. */
public sealed interface Intent {
    String by();

    /**
     * Runs an open proposal, or the rest of an interrupted one.
     *
     * @param basisRevision of the plan that the operator saw: another plan under the same number is refused
     */
    record Approve(ProposalId proposal, long basisRevision, String by) implements Intent {}

    /** Says no to an open proposal, or leaves an interrupted one as it is. */
    record Reject(ProposalId proposal, String reason, String by) implements Intent {}

    /** Offers the inverse of the finished steps of an ended or interrupted proposal as a new proposal. */
    record Undo(ProposalId proposal, String by) implements Intent {}

    /** Stops the running plan after the command that is on the way, and begins nothing until {@link Resume}. */
    record Halt(String by) implements Intent {}

    /**
     * Says how this master shall end, before it is ended; nothing new begins from then on. {@link Resume} takes it back.
     *
     * @param how {@link ControlState#mayClose} says when it is so far
     */
    record Close(ControlState.Closing how, String by) implements Intent {}

    record Resume(String by) implements Intent {}

    /**
     * Agrees to the division of containers into homes and stand-bys.
     *
     * @param fingerprint of the division that the operator saw: another one is refused
     */
    record Adopt(String fingerprint, String by) implements Intent {}

    record SetMode(Mode mode, String by) implements Intent {}
}
