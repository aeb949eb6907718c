package dev.headroom.backend.remote;

import java.time.Duration;

/** A stream that failed before it began: each {@link #next} returns the failure. Safe for several threads at once. */
public record BrokenStream(RemoteFailure failure) implements RemoteStream {
    @Override
    public void send(String text) {
        // The text is dropped; next() returns the failure.
    }

    @Override
    public Event next(Duration deadline) {
        return new Event.Failed(failure);
    }

    @Override
    public void close() {
        // Nothing to close: no stream was opened.
    }
}
