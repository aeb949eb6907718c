package dev.headroom.backend.json;

import java.io.Serial;

/** A snapshot file cannot be used. The message is one sentence for the operator. */
public final class SnapshotException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    SnapshotException(String sentence) {
        super(sentence);
    }

    SnapshotException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
