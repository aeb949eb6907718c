package dev.headroom.backend.remote;

import java.time.Duration;

/** A command that goes on talking. Owned by one thread at a time. */
public interface RemoteStream extends AutoCloseable {

    /** Writes text to the command's standard input. A lost connection shows up at the next {@link #next}. */
    void send(String text);

    /** Waits for the next event; {@link Event.Silent} leaves the stream usable, a failure ends it. */
    Event next(Duration deadline);

    /** Ends the command. Never throws. */
    @Override
    void close();

    /** What came. */
    sealed interface Event {
        /** One line of standard output, without its end of line. */
        record Line(String text) implements Event {}

        /**
         * The command ended.
         *
         * @param error the last part of its standard error
         */
        record Ended(int exitCode, String error) implements Event {}

        /** Nothing came in time; it may still come. */
        record Silent() implements Event {}

        record Failed(RemoteFailure failure) implements Event {}
    }
}
