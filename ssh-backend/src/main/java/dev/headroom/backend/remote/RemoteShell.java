package dev.headroom.backend.remote;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.ma2scf.model.HostId;
import java.time.Duration;

/**
 * One host, reached by SSH or simulated: the one seam between Headroom and the world. Opens its session at the first call,
 * reuses it, and opens it again after it was lost. Safe for several threads at once; calls block, so make them on virtual threads.
 */
public interface RemoteShell extends AutoCloseable {
    HostId host();

    /**
     * Runs one command to its end.
     *
     * @param deadline from the call, connecting included
     */
    RemoteResult run(CommandLine command, Duration deadline);

    /**
     * Starts a command that talks for long; what it says is pulled from the stream. A failure to start is the stream's first
     * event.
     *
     * @param deadline for the command to start once the session is open; opening that has deadlines of its own, which grow with
     *     what the host needed before
     */
    RemoteStream open(CommandLine command, Duration deadline);

    /** The operator wants the next call to try, also where a refused login would not be tried again by itself. */
    default void tryAgain() {
        // most shells never refuse to try
    }

    /** Ends the session and every stream. Never throws. */
    @Override
    void close();
}
