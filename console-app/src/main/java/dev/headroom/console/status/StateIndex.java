package dev.headroom.console.status;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Needs;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.sharing.ServerAssessment;
import dev.headroom.ma2scf.sharing.ServerAssessment.Standing;
import dev.headroom.ma2scf.sharing.ServiceAssessment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A state whose parts are found by their id without a search: each row of 1,000 servers asks for several. Pure; made
 * once for each projection of a state.
 */
public final class StateIndex {
    private final ControlState state;
    private final boolean tableRead;
    private final Set<ServerId> out;
    private final Map<ServerId, ServerAssessment> servers;
    private final Map<ServiceId, ServiceAssessment> services;
    private final Map<ServiceId, Verdict> verdicts;
    private final Map<HostId, HostStatus> hosts;
    private final Map<ContainerId, Container> containers;
    private final Map<Served, List<Destination>> destinations = new HashMap<>();

    private StateIndex(ControlState state) {
        this.state = state;
        ClusterSnapshot snapshot = state.snapshot();
        List<Director> read = snapshot.directors().stream()
                .filter(director -> director.table().fresh().isPresent())
                .toList();
        tableRead = !read.isEmpty();
        out = snapshot.servers().stream()
                .filter(server -> server.inMaintenance()
                        && Needs.stillServing(snapshot, server).findAny().isEmpty())
                .map(RealServer::id)
                .collect(Collectors.toUnmodifiableSet());
        servers = byKey(state.servers().stream(), ServerAssessment::server);
        services = byKey(state.assessments().stream(), ServiceAssessment::service);
        verdicts = byKey(state.verdicts().stream(), Verdict::service);
        hosts = byKey(state.observation().hosts().stream(), HostStatus::host);
        containers = byKey(snapshot.containers(), Container::id);
        read.forEach(director -> snapshot.services().forEach(service -> add(director, service)));
    }

    /** A container's place in the tables: its service, and where it answers. */
    private record Served(ServiceId service, Endpoint endpoint) {}

    public static StateIndex of(ControlState state) {
        return new StateIndex(state);
    }

    /** The first of each key, as a search would find it. */
    private static <K, V> Map<K, V> byKey(Stream<V> values, Function<V, K> key) {
        return values.collect(Collectors.toMap(key, Function.identity(), (first, _) -> first));
    }

    private void add(Director director, VirtualService service) {
        Set<Endpoint> seen = new HashSet<>();
        director.entry(service.address()).stream()
                .flatMap(entry -> entry.destinations().stream())
                .filter(destination -> seen.add(destination.endpoint()))
                .forEach(destination -> destinations
                        .computeIfAbsent(new Served(service.id(), destination.endpoint()), _ -> new ArrayList<>(2))
                        .add(destination));
    }

    public ControlState state() {
        return state;
    }

    public ClusterSnapshot snapshot() {
        return state.snapshot();
    }

    /** The core's judgement of a server; empty before the first reading. */
    public Optional<ServerAssessment> server(ServerId id) {
        return Optional.ofNullable(servers.get(id));
    }

    /**
     * Whether the host is a server in maintenance to which no director, as last read, sends new clients: that it does
     * not answer is no alarm, for the operator who took it out knows. See decision 0113.
     */
    public boolean isOut(HostId host) {
        return host instanceof ServerId server && out.contains(server);
    }

    /** Whether the core has judged that the server failed, and it is not out. */
    public boolean hasFailed(ServerId id) {
        return !isOut(id)
                && server(id).filter(each -> each.standing() == Standing.FAILED).isPresent();
    }

    /** The core's judgement of a service; empty before the first reading. */
    public Optional<ServiceAssessment> service(ServiceId id) {
        return Optional.ofNullable(services.get(id));
    }

    /** What the rules say of a service; empty before the first reading. */
    public Optional<Verdict> verdict(ServiceId id) {
        return Optional.ofNullable(verdicts.get(id));
    }

    public Optional<HostStatus> host(HostId id) {
        return Optional.ofNullable(hosts.get(id));
    }

    public Optional<Container> container(ContainerId id) {
        return Optional.ofNullable(containers.get(id));
    }

    /** Whether the table of any director is read. */
    public boolean isAnyTableRead() {
        return tableRead;
    }

    /** The destinations of a container in the tables of the directors that are read, one for each that has it. */
    public List<Destination> destinations(Container container) {
        return container
                .role()
                .serving()
                .flatMap(service -> container.role().servingAt().map(at -> new Served(service, at)))
                .map(served -> destinations.getOrDefault(served, List.of()))
                .orElse(List.of());
    }
}
