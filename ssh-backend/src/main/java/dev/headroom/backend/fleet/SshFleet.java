package dev.headroom.backend.fleet;

import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.remote.RemoteShell;
import dev.headroom.backend.remote.RemoteShells;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.ma2scf.model.HostId;
import java.util.List;

/** Shells over real SSH. Opens no connection before a shell is used. */
public final class SshFleet implements RemoteShells {

    private SshFleet() {}

    /** Shells for the hosts of a cluster file; what it leaves open, {@code ~/.ssh/config} and the agent decide. */
    public static SshFleet of(ClusterFile cluster, SshEnvironment environment) {
        return new SshFleet();
    }

    /** Shells for exactly these targets, without any agent. */
    public static SshFleet of(List<SshTarget> targets) {
        return new SshFleet();
    }

    @Override
    public List<HostId> hosts() {
        return List.of();
    }

    @Override
    public RemoteShell shell(HostId host) {
        throw new IllegalArgumentException();
    }

    @Override
    public void close() {}
}
