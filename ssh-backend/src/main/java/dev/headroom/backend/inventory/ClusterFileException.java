package dev.headroom.backend.inventory;

import dev.headroom.backend.remote.Said;

/**
 * A cluster file cannot be used. The message is one sentence: file, line, column, what was found, what was expected.
 */
public final class ClusterFileException extends Exception {
    private static final long serialVersionUID = 1L;

    public ClusterFileException(String message) {
        super(Said.bounded(message));
    }
}
