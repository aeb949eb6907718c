package dev.headroom.backend.fleet;

import dev.headroom.backend.fleet.TargetResolver.Resolved;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.inventory.DirectorEntry;
import dev.headroom.backend.inventory.SshSettings;
import dev.headroom.backend.remote.RemoteShell;
import dev.headroom.backend.remote.RemoteShells;
import dev.headroom.backend.remote.Route;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.config.JumpHost;
import dev.headroom.backend.remote.jsch.JschRemoteShell;
import dev.headroom.backend.remote.jsch.JschSettings;
import dev.headroom.backend.remote.jsch.JumpHosts;
import dev.headroom.backend.remote.jsch.LoginQueue;
import dev.headroom.backend.remote.jsch.keys.KeyRing;
import dev.headroom.backend.remote.secrets.Secrets;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The shells of a cluster over real SSH. It opens no connection before a shell is used. Safe for several threads at
 * once.
 */
public final class SshFleet implements RemoteShells {
    private final Map<HostId, RemoteShell> shells = new LinkedHashMap<>();
    private final Map<HostId, SshTarget> targets = new LinkedHashMap<>();

    private final KeyRing ring;

    private SshFleet(List<Resolved> ways, JschSettings settings) {
        ring = settings.ring();
        LoginQueue queue = LoginQueue.ofThisMachine();
        var jumps = new JumpHosts(settings, queue);
        for (Resolved way : ways) {
            SshTarget target = way.target();
            RemoteShell shell = way.refusal()
                    .<RemoteShell>map(RefusedShell::new)
                    .orElseGet(() -> new JschRemoteShell(target, settings, queue, jumps));
            if (shells.put(target.host(), shell) != null) {
                throw new IllegalArgumentException("The host %s must be given once."
                        .formatted(target.host().name()));
            }
            targets.put(target.host(), target);
        }
    }

    /**
     * Shells for the hosts of a cluster file; the configuration of OpenSSH and the ssh-agent decide what the file
     * does not.
     *
     * @throws IOException if a configuration of OpenSSH is there and cannot be read
     */
    public static SshFleet of(ClusterFile cluster, SshEnvironment environment) throws IOException {
        return of(cluster, environment, Secrets.ofNobody());
    }

    /**
     * The same, with a way to the operator.
     *
     * @param secrets closed with these shells
     */
    public static SshFleet of(ClusterFile cluster, SshEnvironment environment, Secrets secrets) throws IOException {
        return new SshFleet(TargetResolver.of(environment).targets(cluster), JschSettings.asking(secrets, true));
    }

    /** The same for a program that looks once and ends: its sentences promise no further try. */
    public static SshFleet once(ClusterFile cluster, SshEnvironment environment, Secrets secrets) throws IOException {
        return new SshFleet(TargetResolver.of(environment).targets(cluster), JschSettings.asking(secrets, false));
    }

    /** The same for a program that looks at the keys of the hosts, and logs in to none but jump hosts. */
    public static SshFleet looking(ClusterFile cluster, SshEnvironment environment) throws IOException {
        return looking(TargetResolver.of(environment).targets(cluster));
    }

    private static SshFleet looking(List<Resolved> ways) {
        return new SshFleet(
                ways.stream()
                        .map(way -> new Resolved(way.target().withoutKeys(), way.refusal()))
                        .toList(),
                JschSettings.asking(Secrets.ofNobody(), false));
    }

    /**
     * Shells that look at the keys of hosts as {@code ssh} takes them: names, addresses, and hosts of its configuration,
     * perhaps with a user and a port.
     *
     * @throws IOException if a configuration of OpenSSH is there and cannot be read
     * @throws IllegalArgumentException if a text can name no host, with a sentence
     */
    public static SshFleet looking(List<String> texts, SshEnvironment environment) throws IOException {
        TargetResolver resolver = TargetResolver.of(environment);
        Map<DirectorId, JumpHost> named = new LinkedHashMap<>();
        for (JumpHost host : texts.stream().map(Destination::of).distinct().toList()) {
            DirectorId name = named(host.name());
            named.put(named.containsKey(name) ? named(host.toString()) : name, host);
        }
        return looking(named.entrySet().stream()
                .map(one -> resolver.target(
                        new DirectorEntry(one.getKey(), one.getValue().name(), given(one.getValue()))))
                .toList());
    }

    private static DirectorId named(String host) {
        return new DirectorId(Route.nameOf(host).name());
    }

    /** The settings that a host of a command line has. */
    static SshSettings given(JumpHost host) {
        return new SshSettings(host.user(), host.port(), Optional.empty(), Optional.empty());
    }

    /** Shells for exactly these targets. */
    public static SshFleet of(List<SshTarget> targets) {
        return new SshFleet(targets.stream().map(Resolved::free).toList(), JschSettings.defaults());
    }

    /**
     * How a host is logged in to.
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
        ring.close();
    }
}
