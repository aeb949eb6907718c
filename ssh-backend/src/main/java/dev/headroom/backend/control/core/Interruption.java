package dev.headroom.backend.control.core;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Notice.Severity;
import dev.headroom.backend.control.Notice.Topic;
import dev.headroom.backend.control.Proposal;
import java.time.Instant;

/** Tells the operators of a plan that is interrupted, until it is so no more. Pure. See decision 0074. */
final class Interruption {
    private Interruption() {}

    /** @param why a whole sentence */
    static ControlState noted(ControlState state, Proposal left, String why, Instant now) {
        return state.noting(
                now,
                Severity.WARNING,
                Topic.interrupted(left.id()),
                "%1$s for %2$s was interrupted. %3$s Finish it (approve %1$s), take back what was done (undo %1$s), or leave it as it is (reject %1$s)."
                        .formatted(left.id(), left.plan().service(), why));
    }

    /** The state {@code after} a step from {@code before}, without the notices of what is interrupted no more. */
    static ControlState noticing(ControlState before, ControlState after) {
        ControlState noticing = after;
        for (Proposal left : before.interrupted()) {
            if (after.interrupted().stream().noneMatch(p -> p.id().equals(left.id()))) {
                noticing = noticing.forgetting(Topic.interrupted(left.id()));
            }
        }
        return noticing;
    }
}
