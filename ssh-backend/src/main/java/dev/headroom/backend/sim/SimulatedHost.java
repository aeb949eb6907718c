package dev.headroom.backend.sim;

import dev.headroom.ma2scf.model.HostId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** What one simulated host does with a command: what a POSIX shell and the real tools would. */
final class SimulatedHost implements SimulatedExec {
    private final SimulatedCluster cluster;
    private final HostId host;

    SimulatedHost(SimulatedCluster cluster, HostId host) {
        this.cluster = cluster;
        this.host = host;
    }

    @Override
    public int run(String commandText, InputStream in, OutputStream out, OutputStream err) throws IOException {
        cluster.awaitReachable(host);
        return 0;
    }
}
