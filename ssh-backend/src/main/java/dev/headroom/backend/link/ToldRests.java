package dev.headroom.backend.link;

import dev.headroom.backend.control.Continuity;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Proposal;
import java.util.List;

/** The rejections that an operator should know of. */
final class ToldRests {
    private ToldRests() {}

    /** Without those of a kind of plan of which one for the same service lives or was done since. */
    static List<Continuity.Rest> of(ControlState state) {
        return state.continuity().rests().stream()
                .filter(rest -> state.proposals().stream()
                        .filter(p -> p.plan().service().equals(rest.service())
                                && p.plan().kind() == rest.kind()
                                && p.id().number() > rest.rejected().number())
                        .noneMatch(p -> p.status().live() || p.status() == Proposal.Status.DONE))
                .toList();
    }
}
