package dev.headroom.backend.remote.jsch.line;

import dev.headroom.backend.remote.RemoteFailure;
import java.io.IOException;

/** Carries a failure through JSch, which lets only exceptions pass. */
public final class FailedLine extends IOException {
    private static final long serialVersionUID = 1;

    private final transient RemoteFailure failure;

    public FailedLine(RemoteFailure failure) {
        super(failure.sentence());
        this.failure = failure;
    }

    public RemoteFailure failure() {
        return failure;
    }
}
