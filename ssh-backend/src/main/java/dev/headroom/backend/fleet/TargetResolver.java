package dev.headroom.backend.fleet;

import dev.headroom.backend.fleet.HostResolver.Way;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.inventory.HostEntry;
import dev.headroom.backend.inventory.SshSettings;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteFailure.SameMachine;
import dev.headroom.backend.remote.RemoteFailure.SettingNotFollowed;
import dev.headroom.backend.remote.Route;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.config.OpenSshConfig;
import dev.headroom.backend.remote.config.OpenSshConfig.Query;
import dev.headroom.ma2scf.model.HostId;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Resolves how to log in to the hosts of a cluster file. */
final class TargetResolver {
    private final SshEnvironment environment;
    private final HostResolver resolver;

    private TargetResolver(SshEnvironment environment, OpenSshConfig config) {
        this.environment = environment;
        this.resolver = new HostResolver(environment, config);
    }

    /**
     * The target of one host.
     *
     * @param refusal why Headroom must not connect: ssh would take another way
     */
    record Resolved(SshTarget target, Optional<RemoteFailure> refusal) {
        static Resolved free(SshTarget target) {
            return new Resolved(target, Optional.empty());
        }
    }

    static TargetResolver of(SshEnvironment environment) throws IOException {
        return new TargetResolver(environment, OpenSshConfig.read(environment.home(), environment.systemFolder()));
    }

    /**
     * The targets of all hosts: directors, then real servers. Of two of one role that lead to one machine the second is
     * refused.
     */
    List<Resolved> targets(ClusterFile cluster) {
        return Stream.concat(alone(cluster.directors()).stream(), alone(cluster.servers()).stream())
                .toList();
    }

    private List<Resolved> alone(List<? extends HostEntry> entries) {
        Map<Machine, HostId> seen = new HashMap<>();
        return entries.stream()
                .map(this::target)
                .map(way -> {
                    SshTarget target = way.target();
                    var machine = Machine.of(target);
                    return Optional.ofNullable(seen.putIfAbsent(machine, target.host()))
                            .<RemoteFailure>map(
                                    other -> new SameMachine(target.host(), other, machine.address(), machine.port()))
                            .filter(_ -> way.refusal().isEmpty())
                            .map(twice -> new Resolved(target, Optional.of(twice)))
                            .orElse(way);
                })
                .toList();
    }

    /** A machine, told apart by the way there: behind two bastions one address can be two machines. */
    private record Machine(String address, int port, Route route) {
        static Machine of(SshTarget target) {
            return new Machine(
                    target.address(),
                    target.port(),
                    target.route() instanceof Route.Direct ? Route.direct() : target.route());
        }
    }

    Resolved target(HostEntry entry) {
        SshSettings said = entry.ssh();
        Way way = resolver.way(
                entry.id(),
                new Query(entry.address(), said.user(), said.port(), List.of(), environment.userName()),
                said);
        return new Resolved(
                way.target(),
                way.refusal().map(s -> new SettingNotFollowed(entry.id(), s.setting(), s.place(), s.remedy())));
    }
}
