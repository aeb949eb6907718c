package dev.headroom.backend.remote;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.ma2scf.model.HostId;
import java.time.Duration;

/**
 * Runs commands on one host, by SSH or simulated: the one seam between Headroom and the hosts. It opens its session
 * at the first call, reuses it, and opens it again after a loss. Safe for several threads at once; calls block, so
 * make them on virtual threads.
 */
public interface RemoteShell extends AutoCloseable {
    /** The host that it reaches. */
    HostId host();

    /**
     * Runs one command to its end. Never throws for a failure of the network: the result says it.
     *
     * @param deadline counted from the call, connecting included
     */
    RemoteResult run(CommandLine command, Duration deadline);

    /**
     * Starts a command that prints for a long time; the caller pulls its lines from the stream. A failure to start is
     * the stream's first event.
     *
     * @param deadline for the command to start once the session is open; opening the session has deadlines of its
     * own, which
     *     grow with the time that the host needed before
     */
    RemoteStream open(CommandLine command, Duration deadline);

    /** Lets the next call log in at the operator's request, also where a refused login would not be tried again. */
    default void tryAgain() {
        // Nothing to do in a shell that makes no pause after a refused login.
    }

    /**
     * This computer may have slept, so the session may be half-open: the host has forgotten it, or it went from another
     * address. One that gives no sign of life soon is ended, and the next call opens another. Never blocks.
     */
    default void woken() {
        // Nothing to do in a shell without a connection.
    }

    /** Ends the session and every stream. Never throws. */
    @Override
    void close();
}
