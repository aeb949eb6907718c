package dev.headroom.backend.fleet;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.remote.BrokenStream;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.RemoteShell;
import dev.headroom.backend.remote.RemoteStream;
import dev.headroom.ma2scf.model.HostId;
import java.time.Duration;

/**
 * The shell of a host to which Headroom must not connect: each call returns the reason. Safe for several threads at
 * once.
 */
record RefusedShell(RemoteFailure failure) implements RemoteShell {
    @Override
    public HostId host() {
        return failure.host();
    }

    @Override
    public RemoteResult run(CommandLine command, Duration deadline) {
        return new RemoteResult.Failed(failure, false);
    }

    @Override
    public RemoteStream open(CommandLine command, Duration deadline) {
        return new BrokenStream(failure);
    }

    @Override
    public void close() {
        // Nothing to close: no session was opened.
    }
}
