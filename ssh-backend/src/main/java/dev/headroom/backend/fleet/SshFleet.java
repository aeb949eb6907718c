package dev.headroom.backend.fleet;

import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.remote.RemoteShell;
import dev.headroom.backend.remote.RemoteShells;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.jsch.JschRemoteShell;
import dev.headroom.backend.remote.jsch.JschSettings;
import dev.headroom.ma2scf.model.HostId;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shells over real SSH. Opens no connection before a shell is used. Safe for several threads at once. */
public final class SshFleet implements RemoteShells {
    private final Map<HostId, RemoteShell> shells = new LinkedHashMap<>();
    private final Map<HostId, SshTarget> targets = new LinkedHashMap<>();

    private SshFleet(List<SshTarget> targets, JschSettings settings) {
        for (SshTarget target : targets) {
            if (shells.put(target.host(), new JschRemoteShell(target, settings)) != null) {
                throw new IllegalArgumentException("The host %s must be given once."
                        .formatted(target.host().name()));
            }
            this.targets.put(target.host(), target);
        }
    }

    /**
     * Shells for the hosts of a cluster file; what it leaves open, {@code ~/.ssh/config} and the agent decide.
     *
     * @throws IOException if there is a {@code ~/.ssh/config} that cannot be read
     */
    public static SshFleet of(ClusterFile cluster, SshEnvironment environment) throws IOException {
        return new SshFleet(
                TargetResolver.of(environment).targets(cluster),
                JschSettings.defaults().withAgent(environment.agent()));
    }

    /** Shells for exactly these targets, without any agent. */
    public static SshFleet of(List<SshTarget> targets) {
        return new SshFleet(targets, JschSettings.defaults());
    }

    /**
     * Where and as whom a host is logged in to.
     *
     * @throws IllegalArgumentException if the host is not one of {@link #hosts()}
     */
    public SshTarget target(HostId host) {
        return known(targets, host);
    }

    @Override
    public List<HostId> hosts() {
        return List.copyOf(shells.keySet());
    }

    @Override
    public RemoteShell shell(HostId host) {
        return known(shells, host);
    }

    private <T> T known(Map<HostId, T> all, HostId host) {
        return Optional.ofNullable(all.get(host))
                .orElseThrow(() -> new IllegalArgumentException(
                        "The host %s is not one of %s.".formatted(host.name(), shells.keySet())));
    }

    @Override
    public void close() {
        shells.values().forEach(RemoteShell::close);
    }
}
