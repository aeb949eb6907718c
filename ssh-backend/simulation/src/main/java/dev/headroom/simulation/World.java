package dev.headroom.simulation;

import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ProbeResult;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.simulation.ClusterDescription.ServiceDescription;
import dev.headroom.simulation.ipvs.IpvsService;
import dev.headroom.simulation.ipvs.ServiceTally;
import dev.headroom.simulation.ipvs.SimulatedTable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** The whole mutable state of a simulated cluster. Guarded by the cluster's lock. */
final class World {
    private final ClusterDescription description;
    private final SequencedMap<DirectorId, SimulatedDirector> directors = new LinkedHashMap<>();
    private final SequencedMap<ServerId, SimulatedServer> servers = new LinkedHashMap<>();
    private final Map<Endpoint, SimulatedServer> hostOf = new HashMap<>();
    private final Map<Endpoint, SimulatedContainer> containerAt = new HashMap<>();
    private final Map<VirtualAddress, ServiceTally> tallies = new HashMap<>();
    private long now;

    World(ClusterDescription description) {
        this.description = description;
        description.servers().forEach(d -> {
            SimulatedServer server = new SimulatedServer(d);
            servers.put(d.id(), server);
            server.containers().forEach(c -> {
                hostOf.put(c.description().endpoint(), server);
                containerAt.put(c.description().endpoint(), c);
            });
        });
        description.directors().forEach(d -> directors.put(d.id(), new SimulatedDirector(d, this)));
        servers.values().forEach(SimulatedServer::began);
    }

    ClusterDescription description() {
        return description;
    }

    long now() {
        return now;
    }

    void pass(long nanos) {
        now += nanos;
    }

    List<SimulatedDirector> directors() {
        return List.copyOf(directors.values());
    }

    List<SimulatedServer> servers() {
        return List.copyOf(servers.values());
    }

    Optional<SimulatedDirector> director(HostId id) {
        return id instanceof DirectorId director ? Optional.ofNullable(directors.get(director)) : Optional.empty();
    }

    Optional<SimulatedServer> server(HostId id) {
        return id instanceof ServerId server ? Optional.ofNullable(servers.get(server)) : Optional.empty();
    }

    HostLife life(HostId id) {
        return director(id)
                .map(SimulatedDirector::life)
                .or(() -> server(id).map(SimulatedServer::life))
                .orElseThrow(() -> new IllegalArgumentException(
                        "The cluster %s has no host %s.".formatted(description.name(), id.name())));
    }

    /** Lets each director take back what it was armed for, if its master has died. */
    void takeBack(List<SimulatedRevert.Change> made) {
        directors.values().stream()
                .filter(director -> director.life().serves())
                .forEach(director -> director.life().leases().look(director, now, made));
    }

    /** The director that has the virtual addresses: the first one that serves. */
    Optional<SimulatedDirector> active() {
        return directors.values().stream().filter(d -> d.life().serves()).findFirst();
    }

    ServiceTally tally(VirtualAddress address) {
        return tallies.computeIfAbsent(address, _ -> new ServiceTally());
    }

    Optional<SimulatedContainer> containerAt(Endpoint endpoint) {
        return Optional.ofNullable(containerAt.get(endpoint));
    }

    Optional<SimulatedServer> hostOf(Endpoint endpoint) {
        return Optional.ofNullable(hostOf.get(endpoint));
    }

    /** The outcome of a director's probe; empty where a director could not know it. */
    Optional<ProbeResult> probe(ProbeTarget target) {
        ProbeResult result = probe(target.protocol(), target.endpoint());
        boolean telling = target.protocol() != Protocol.UDP || result != ProbeResult.SILENT;
        return telling ? Optional.of(result) : Optional.empty();
    }

    private ProbeResult probe(Protocol protocol, Endpoint endpoint) {
        Optional<SimulatedServer> server = hostOf(endpoint);
        if (server.isEmpty() || !server.get().life().serves()) {
            return ProbeResult.SILENT;
        }
        SimulatedContainer container = containerAt(endpoint).orElseThrow();
        if (container.listening() && protocol == protocol(container)) {
            return ProbeResult.OPEN;
        }
        // A container that does not run has no address, so no kernel refuses the connection.
        return container.state() == ContainerState.RUNNING ? ProbeResult.REFUSED : ProbeResult.SILENT;
    }

    private Protocol protocol(SimulatedContainer container) {
        return description.services().stream()
                .filter(service -> service.id().equals(container.description().service()))
                .map(service -> service.address().protocol())
                .findFirst()
                .orElse(Protocol.TCP);
    }

    /** Fills a table as after a director's boot: the home containers of all services. */
    void configure(SimulatedTable table) {
        for (ServiceDescription service : description.services()) {
            table.addService(
                    service.address(), new IpvsService.Settings(service.scheduler(), 0, Optional.empty(), false));
            for (SimulatedContainer container : containerAt.values()) {
                if (container.description().home()
                        && container.description().service().equals(service.id())) {
                    table.addDestination(
                            service.address(),
                            new DestinationSpec(
                                    container.description().endpoint(),
                                    service.method(),
                                    new Weight(ServiceDescription.HOME_WEIGHT),
                                    Thresholds.NONE));
                }
            }
        }
    }

    void apply(Fault fault) {
        HostLife life = life(fault.host());
        switch (fault.kind()) {
            case KILL -> {
                life.become(HostLife.State.DEAD);
                server(fault.host()).ifPresent(SimulatedServer::drop);
                director(fault.host()).ifPresent(SimulatedDirector::drop);
            }
            case FREEZE -> life.become(HostLife.State.FROZEN);
            case CUT -> life.become(HostLife.State.CUT);
            case HEAL -> heal(fault.host(), life);
        }
    }

    private void heal(HostId host, HostLife life) {
        if (life.state() == HostLife.State.DEAD) {
            server(host).ifPresent(s -> s.boot(now));
            director(host).ifPresent(d -> d.boot(now));
        }
        life.become(HostLife.State.UP);
    }
}
