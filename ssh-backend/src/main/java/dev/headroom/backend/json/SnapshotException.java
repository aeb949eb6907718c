package dev.headroom.backend.json;

import dev.headroom.backend.remote.Said;
import java.io.Serial;

/** A snapshot file cannot be used. The message is one sentence for the operator. */
public final class SnapshotException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    SnapshotException(String sentence) {
        super(Said.bounded(sentence));
    }

    SnapshotException(String sentence, Throwable cause) {
        super(Said.bounded(sentence), cause);
    }
}
