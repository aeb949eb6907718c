package dev.headroom.backend.inventory;

/**
 * A cluster file cannot be used. The message is one sentence: file, line, column, what was found, what was expected.
 */
public final class ClusterFileException extends Exception {
    private static final long serialVersionUID = 1L;

    public ClusterFileException(String message) {
        super(message);
    }
}
