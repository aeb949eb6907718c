package dev.headroom.backend.control;

/**
 * A host's key that is not trusted, as an operator shall see it.
 *
 * @param address where the key was shown: the host's, or that of a jump host on the way
 * @param type such as {@code ssh-ed25519}
 * @param fingerprint as {@code ssh-keygen -l} prints it
 * @param picture as {@code ssh-keygen -lv} prints it, lines separated by {@code \n}; may be empty
 */
public record HostKeyNotice(Kind kind, String address, String type, String fingerprint, String picture) {

    /** Why the key is not trusted. */
    public enum Kind {
        /** No key of the host is known: an operator may compare it, and trust it. */
        UNKNOWN,
        /** The host is known with another key: it was rebuilt, or another machine answers in its place. */
        CHANGED,
        /** The key must not be trusted. */
        REVOKED
    }
}
