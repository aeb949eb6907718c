package dev.headroom.backend.remote;

import java.time.Duration;

/** A stream that could not even begin. Safe for several threads at once. */
public record BrokenStream(RemoteFailure failure) implements RemoteStream {
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
