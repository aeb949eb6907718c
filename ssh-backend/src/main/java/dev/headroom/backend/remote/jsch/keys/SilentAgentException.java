package dev.headroom.backend.remote.jsch.keys;

/**
 * An agent did not answer in time; the message is the end of a sentence. It is unchecked, because JSch takes its own
 * exception for an agent without keys. It does not leave this package.
 */
final class SilentAgentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SilentAgentException(String what) {
        super(what);
    }

    /** What happened, the end of a sentence. */
    String what() {
        return String.valueOf(getMessage());
    }
}
