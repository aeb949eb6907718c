package dev.headroom.backend.control;

import java.util.Optional;

/**
 * The master's answers if an operator asked now, judged at every transition: the window shows them and judges
 * nothing.
 *
 * @param approval why approving the proposal would be refused, one sentence; empty when it may be approved
 * @param undo why undoing it would be refused, one sentence; empty when it may be undone
 */
public record Prospects(Optional<String> approval, Optional<String> undo) {
    /** The prospects of a proposal that the master has not judged yet. */
    public static final Prospects UNKNOWN =
            new Prospects(Optional.of("Nothing is judged yet."), Optional.of("Nothing is judged yet."));
}
