package dev.headroom.backend.remote;

import java.time.Duration;

/** A command that runs and prints for a long time. Owned by one thread at a time. */
public interface RemoteStream extends AutoCloseable {

    /**
     * Writes text to the command's standard input. After a lost connection the next {@link #next} returns the
     * failure.
     */
    void send(String text);

    /** Waits for the next event; {@link Event.Silent} leaves the stream usable, a failure ends it. */
    Event next(Duration deadline);

    /** Ends the command. Never throws. */
    @Override
    void close();

    /** The next event of a stream. */
    sealed interface Event {
        /** One line of standard output, without its end of line. */
        record Line(String text) implements Event {}

        /**
         * The command ended.
         *
         * @param error the last part of its standard error
         */
        record Ended(int exitCode, String error) implements Event {}

        /** Nothing came before the deadline; it may still come. */
        record Silent() implements Event {}

        /** The stream failed: it gives no further events. */
        record Failed(RemoteFailure failure) implements Event {}
    }
}
