package dev.headroom.console.proposals;

import dev.headroom.backend.control.ProposalId;

/** A question to the operator about one proposal. */
sealed interface Ask {
    ProposalId proposal();

    /** Run it? {@code basis} is the revision of the plan that the operator saw when asked. */
    record ToApprove(ProposalId proposal, long basis) implements Ask {}

    record ToReject(ProposalId proposal) implements Ask {}

    record ToUndo(ProposalId proposal) implements Ask {}
}
