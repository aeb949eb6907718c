package dev.headroom.backend.control;

import java.util.List;
import java.util.Optional;

/**
 * The master's answers if an operator asked now, and if automatic mode did, judged at every transition: the window shows
 * them and judges nothing.
 *
 * @param approval why approving the proposal would be refused, one sentence; empty when it may be approved
 * @param undo why undoing it would be refused, one sentence; empty when it may be undone
 * @param automatic why automatic mode leaves it to an operator, one sentence; empty where it does not, where that mode
 * is off, and where {@code approval} says what stands against it
 * @param announced when automatic mode begins it by itself, one sentence; empty where it does not, or begins it at once
 * @param risks what the settings of its directors make it cost clients, one sentence each
 */
public record Prospects(
        Optional<String> approval,
        Optional<String> undo,
        Optional<String> automatic,
        Optional<String> announced,
        List<String> risks) {
    /** The prospects of a proposal that the master has not judged yet. */
    public static final Prospects UNKNOWN =
            new Prospects(Optional.of("Nothing is judged yet."), Optional.of("Nothing is judged yet."));

    public Prospects {
        risks = List.copyOf(risks);
    }

    /** Those of a proposal of which automatic mode was not asked. */
    public Prospects(Optional<String> approval, Optional<String> undo) {
        this(approval, undo, Optional.empty(), Optional.empty(), List.of());
    }

    /** These with another answer of automatic mode. */
    public Prospects withAutomatic(Optional<String> next) {
        return new Prospects(approval, undo, next, announced, risks);
    }

    /** These with another announcement of automatic mode. */
    public Prospects withAnnounced(Optional<String> next) {
        return new Prospects(approval, undo, automatic, next, risks);
    }

    /** These with other risks. */
    public Prospects withRisks(List<String> next) {
        return new Prospects(approval, undo, automatic, announced, next);
    }
}
