package dev.headroom.backend.control;

import java.util.Optional;

/**
 * What the master would answer to an operator who asked now, judged at every transition: a window shows it and judges nothing.
 *
 * @param approval why approving the proposal would be refused, one sentence; empty when it may be approved
 * @param undo why undoing it would be refused, one sentence; empty when it may be undone
 */
public record Prospects(Optional<String> approval, Optional<String> undo) {
    /** Of a proposal that the master has not looked at yet. */
    public static final Prospects UNKNOWN =
            new Prospects(Optional.of("Nothing is judged yet."), Optional.of("Nothing is judged yet."));
}
