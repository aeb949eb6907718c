package dev.headroom.backend.remote.jsch;

import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteStream;
import java.time.Duration;

/** A stream that could not even begin. */
record BrokenStream(RemoteFailure failure) implements RemoteStream {
    @Override
    public void send(String text) {
        // next() tells
    }

    @Override
    public Event next(Duration deadline) {
        return new Event.Failed(failure);
    }

    @Override
    public void close() {
        // nothing is open
    }
}
