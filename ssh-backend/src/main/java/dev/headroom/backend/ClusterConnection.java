package dev.headroom.backend;

import dev.headroom.backend.act.ActionCommands;
import dev.headroom.backend.agent.ClusterDefinition;
import dev.headroom.backend.agent.ClusterDefinition.ServerDefinition;
import dev.headroom.backend.agent.ClusterDefinition.ServiceDefinition;
import dev.headroom.backend.agent.HostAccess;
import dev.headroom.backend.agent.SshObserver;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.control.driver.ClusterObserver;
import dev.headroom.backend.fleet.SshEnvironment;
import dev.headroom.backend.fleet.SshFleet;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.inventory.DirectorEntry;
import dev.headroom.backend.inventory.HostEntry;
import dev.headroom.backend.inventory.Runtimes;
import dev.headroom.backend.inventory.ServerEntry;
import dev.headroom.backend.lease.LeaseDesk;
import dev.headroom.backend.pace.PaceRules;
import dev.headroom.backend.remote.RemoteShells;
import dev.headroom.backend.remote.secrets.SecretPrompt;
import dev.headroom.backend.remote.secrets.Secrets;
import dev.headroom.backend.runtime.ContainerRuntime;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.sharing.facts.FaultDetector;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/**
 * The shells of all hosts of one cluster, and the observer and command speller that use them. Opens no connection
 * before its first use. Safe for several threads at once.
 */
public final class ClusterConnection implements AutoCloseable {
    private final ClusterFile file;
    private final RemoteShells shells;
    private final List<HostAccess> hosts;

    /**
     * @param shells a shell for each host of the file; closed with this connection
     * @param users the login user of each host: root needs no sudo
     */
    public ClusterConnection(ClusterFile file, RemoteShells shells, Function<HostId, String> users) {
        this.file = file;
        this.shells = shells;
        this.hosts = file.hosts().stream()
                .map(host -> new HostAccess(
                        shells.shell(host.id()),
                        host.address(),
                        users.apply(host.id()).equals("root") ? Privilege.ROOT : Privilege.SUDO,
                        runtime(host)))
                .toList();
    }

    private static ContainerRuntime runtime(HostEntry host) {
        return switch (host) {
            case ServerEntry server -> server.runtime();
            case DirectorEntry _ -> Runtimes.USUAL;
        };
    }

    /**
     * A connection over SSH, with the keys and settings of the user who runs this program.
     *
     * @throws IOException if the user's own SSH configuration cannot be read
     */
    public static ClusterConnection overSsh(ClusterFile file) throws IOException {
        return overSsh(file, SecretPrompt.nobody("nobody can be asked here"));
    }

    /**
     * The same, with a way to the operator.
     *
     * @throws IOException if the user's own SSH configuration cannot be read
     */
    public static ClusterConnection overSsh(ClusterFile file, SecretPrompt prompt) throws IOException {
        SshFleet fleet = SshFleet.of(file, SshEnvironment.current(), new Secrets(prompt));
        return new ClusterConnection(file, fleet, host -> fleet.target(host).user());
    }

    /**
     * The same for a program that looks once and ends: its sentences promise no further try.
     *
     * @throws IOException if the user's own SSH configuration cannot be read
     */
    public static ClusterConnection once(ClusterFile file, SecretPrompt prompt) throws IOException {
        SshFleet fleet = SshFleet.once(file, SshEnvironment.current(), new Secrets(prompt));
        return new ClusterConnection(file, fleet, host -> fleet.target(host).user());
    }

    public ClusterFile file() {
        return file;
    }

    List<HostAccess> hosts() {
        return hosts;
    }

    /**
     * An observer of all hosts; the caller starts and closes it.
     *
     * @param ours the installation whose marks on started containers are ours
     */
    public ClusterObserver observer(InstantSource clock, Installation ours) {
        return observer(clock, ours, PaceRules.of(file.policy(), file.interval()));
    }

    /** As {@link #observer(InstantSource, Installation)}, with agents that carry the lease of a master. */
    ClusterObserver observer(InstantSource clock, Installation ours, LeaseDesk lease) {
        return new SshObserver(
                definition(ours),
                hosts.stream().map(host -> host.with(lease)).toList(),
                PaceRules.of(file.policy(), file.interval()),
                FaultDetector::wantedProbes,
                clock);
    }

    /**
     * As {@link #observer(InstantSource, Installation)}, at another pace than the cluster file says.
     *
     * @param pace how often the hosts are asked
     */
    public ClusterObserver observer(InstantSource clock, Installation ours, PaceRules pace) {
        return new SshObserver(definition(ours), hosts, pace, FaultDetector::wantedProbes, clock);
    }

    /** The command speller for a program that only shows commands. */
    public ActionCommands commands() {
        return commands(Installation.NONE);
    }

    /**
     * The command speller.
     *
     * @param ours the installation whose mark a started container bears
     */
    public ActionCommands commands(Installation ours) {
        return ActionCommands.of(hosts, ours);
    }

    private ClusterDefinition definition(Installation ours) {
        return new ClusterDefinition(
                file.directors().stream().map(d -> d.id()).toList(),
                file.servers().stream()
                        .map(s -> new ServerDefinition(s.id(), s.zone(), s.lends()))
                        .toList(),
                file.services().stream()
                        .map(s -> new ServiceDefinition(s.spec(), s.containers(), s.rules()))
                        .toList(),
                ours.id(),
                file.places());
    }

    @Override
    public void close() {
        shells.close();
    }
}
