package dev.headroom.backend.etcd;

import java.io.IOException;

/** etcd did not answer, or refused; the message is one sentence without its first words. */
final class EtcdException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean transientFailure;

    EtcdException(String message, boolean transientFailure) {
        super(message);
        this.transientFailure = transientFailure;
    }

    /** Whether another member, or the same one later, may answer otherwise. */
    boolean isTransient() {
        return transientFailure;
    }
}
