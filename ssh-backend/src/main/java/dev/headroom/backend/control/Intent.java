package dev.headroom.backend.control;

/** What an operator (or the command line) asks of the master. {@code by} names who, for the journal. */
public sealed interface Intent {
    String by();

    /**
     * Runs an open proposal.
     *
     * @param basisRevision of the plan that the operator saw: another plan under the same number is refused
     */
    record Approve(ProposalId proposal, long basisRevision, String by) implements Intent {}

    record Reject(ProposalId proposal, String reason, String by) implements Intent {}

    /** Offers the inverse of a proposal's finished steps as a new proposal. */
    record Undo(ProposalId proposal, String by) implements Intent {}

    /** Stops the running plan after the command that is on the way, and begins nothing until {@link Resume}. */
    record Halt(String by) implements Intent {}

    record Resume(String by) implements Intent {}

    record SetMode(Mode mode, String by) implements Intent {}
}
