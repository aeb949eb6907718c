package dev.headroom.backend.doctor;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerRole;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.VirtualService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Judges whether each service has a container to borrow. Pure. */
final class StandByJudge {
    private StandByJudge() {}

    /** The findings about the services. */
    static List<Finding> ofServices(ClusterSnapshot snapshot) {
        return snapshot.services().stream()
                .flatMap(service -> of(snapshot, service).stream())
                .toList();
    }

    private static Optional<Finding> of(ClusterSnapshot snapshot, VirtualService service) {
        ServiceId id = service.id();
        Set<ServerId> lenders = snapshot.servers().stream()
                .filter(server -> server.lends() && service.limits().mayLend(server.id()))
                .map(RealServer::id)
                .collect(Collectors.toCollection(TreeSet::new));
        List<Container> all = snapshot.containersOf(id);
        Set<ServerId> standBy = servers(all, ContainerRole.StandBy.class);
        standBy.retainAll(lenders);
        String unread = snapshot.servers().stream()
                .filter(server -> server.containers().lastKnown().isEmpty())
                .map(server -> server.id().toString())
                .collect(Collectors.joining(", "));
        if (standBy.isEmpty() && unread.isEmpty()) {
            return Optional.of(Finding.of(
                    Severity.ADVICE,
                    Check.STAND_BY,
                    "%s has no stand-by container on a server that may lend to it, so nothing can be lent to it."
                            .formatted(id),
                    "Make a container there whose name matches 'containers:' of the service, with an address"
                            + " of its own, stopped and with lxc.start.auto = 0."));
        }
        if (standBy.isEmpty()) {
            return Optional.of(Finding.of(
                    Severity.UNKNOWN,
                    Check.STAND_BY,
                    "No stand-by container of %s was found, and the containers of %s were not read."
                            .formatted(id, unread)));
        }
        Set<ServerId> homes = servers(all, ContainerRole.Home.class);
        if (unread.isEmpty() && homes.size() == 1 && homes.containsAll(standBy)) {
            return Optional.of(Finding.of(
                    Severity.ADVICE,
                    Check.STAND_BY,
                    "All containers of %s, stand-by containers included, are on %s: if that server fails, nothing can take over."
                            .formatted(id, homes.iterator().next()),
                    "Make a stand-by container of the service on another server."));
        }
        return Optional.empty();
    }

    private static Set<ServerId> servers(List<Container> containers, Class<? extends ContainerRole> role) {
        return containers.stream()
                .filter(container -> role.isInstance(container.role()))
                .map(container -> container.id().server())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The findings about one server's containers.
     *
     * @param told what the runtime says of each container, by name
     */
    static List<Finding> ofServer(RealServer server, Map<String, HostFacts.ContainerFacts> told) {
        List<Finding> findings = new ArrayList<>();
        for (Container container : server.knownContainers()) {
            if (container.role() instanceof ContainerRole.Ambiguous(ServiceId service, String reason)) {
                findings.add(Finding.of(
                        Severity.WILL_NOT_WORK,
                        Check.STAND_BY,
                        "%s cannot be used for %s. %s".formatted(container.id(), service, reason)));
            }
            boolean autostart = Optional.ofNullable(told.get(container.id().name()))
                    .filter(HostFacts.ContainerFacts::autostart)
                    .isPresent();
            if (container.isStandBy() && autostart) {
                findings.add(Finding.of(
                        Severity.ADVICE,
                        Check.STAND_BY,
                        "%s is a stand-by container by the cluster file, and its runtime starts it at boot: after a boot it takes capacity without a loan."
                                .formatted(container.id()),
                        "Set lxc.start.auto = 0 in its configuration."));
            }
        }
        return findings;
    }
}
