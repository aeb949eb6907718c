package dev.headroom.console.proposals;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.ProposalId;
import java.time.Instant;

/** What a card lets an operator answer, for tests of other packages. */
public final class Answerable {
    private Answerable() {}

    public static boolean mayApprove(ControlState state, ProposalId id, Instant now) {
        return CardProjection.of(state, now).stream()
                .filter(card -> card.id().equals(id))
                .anyMatch(
                        card -> card.isOpen() && card.answers().approveRefusal().isEmpty());
    }

    public static boolean mayUndo(ControlState state, ProposalId id, Instant now) {
        return CardProjection.of(state, now).stream()
                .filter(card -> card.id().equals(id))
                .anyMatch(card -> card.answers().canUndo());
    }
}
