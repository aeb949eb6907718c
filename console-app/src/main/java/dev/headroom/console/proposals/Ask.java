package dev.headroom.console.proposals;

import dev.headroom.backend.control.ProposalId;

/** What the operator is being asked to confirm. */
sealed interface Ask {
    ProposalId proposal();

    /** Whether to run it. {@code basis} is of the plan that the operator saw when asked. */
    record ToApprove(ProposalId proposal, long basis) implements Ask {}

    record ToReject(ProposalId proposal) implements Ask {}

    record ToUndo(ProposalId proposal) implements Ask {}
}
