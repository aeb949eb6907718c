package dev.headroom.backend.sim;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.RemoteShell;
import dev.headroom.backend.remote.RemoteStream;
import dev.headroom.ma2scf.model.HostId;
import java.time.Duration;

/** A simulated host without a network: the same results as over SSH, at once. Deadlines are of the machine's time. */
public final class SimulatedShell implements RemoteShell {
    private final HostId host;

    public SimulatedShell(HostId host, SimulatedExec exec) {
        this.host = host;
    }

    @Override
    public HostId host() {
        return host;
    }

    @Override
    public RemoteResult run(CommandLine command, Duration deadline) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RemoteStream open(CommandLine command, Duration deadline) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
