package dev.headroom.simulation;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.simulation.ClusterDescription.ServiceDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What is so in a simulated cluster, whatever its hosts answer and a master believes. Pure views, one thread. */
public final class Truth {
    private Truth() {}

    /**
     * One destination in the table of a director that serves.
     *
     * @param healthy whether a client that is sent there is served now
     */
    public record Place(
            DirectorId director,
            ServiceId service,
            Endpoint endpoint,
            int weight,
            boolean healthy,
            Optional<ContainerId> container,
            boolean home) {}

    /** All destinations, in order of director, service and endpoint. */
    public static List<Place> places(SimulatedCluster cluster) {
        return cluster.with(Truth::places);
    }

    private static List<Place> places(World world) {
        List<Place> places = new ArrayList<>();
        for (SimulatedDirector director : world.directors()) {
            if (director.life().state() == HostLife.State.DEAD) {
                continue;
            }
            for (ServiceDescription service : world.description().services()) {
                director.table()
                        .service(service.address())
                        .ifPresent(entry -> entry.destinations().forEach(d -> {
                            Endpoint endpoint = d.spec().endpoint();
                            Optional<SimulatedContainer> container = world.containerAt(endpoint);
                            Optional<SimulatedServer> server = world.hostOf(endpoint);
                            places.add(new Place(
                                    director.description().id(),
                                    service.id(),
                                    endpoint,
                                    d.spec().weight().value(),
                                    container
                                                    .filter(SimulatedContainer::listening)
                                                    .isPresent()
                                            && server.orElseThrow().life().serves(),
                                    container.map(c -> new ContainerId(
                                            server.orElseThrow().description().id(),
                                            c.description().name())),
                                    container
                                            .filter(c -> c.description().home())
                                            .isPresent()));
                        }));
            }
        }
        return places;
    }

    /** Every destination with all its settings, and every container that runs: one line each. */
    public static SortedSet<String> configuration(SimulatedCluster cluster) {
        return cluster.with(world -> {
            SortedSet<String> lines = new TreeSet<>();
            for (SimulatedDirector director : world.directors()) {
                director.table()
                        .services()
                        .forEach(s -> s.destinations()
                                .forEach(d ->
                                        lines.add(director.description().id() + " " + s.scheduler() + " " + d.spec())));
            }
            for (SimulatedServer server : world.servers()) {
                server.containers().stream()
                        .filter(c -> c.state() != ContainerState.STOPPED)
                        .forEach(c -> lines.add(server.description().id() + " "
                                + c.description().name() + " " + c.state() + (c.listening() ? "" : " deaf")));
                server.marks().keySet().stream()
                        .filter(name -> server.container(name)
                                .filter(c -> c.state() != ContainerState.STOPPED)
                                .isPresent())
                        .forEach(name -> lines.add(server.description().id() + " mark " + name));
            }
            return lines;
        });
    }

    /** The state of a container. */
    public static ContainerState state(SimulatedCluster cluster, ContainerId id) {
        return cluster.with(w -> w.server(id.server())
                .flatMap(s -> s.container(id.name()))
                .map(SimulatedContainer::state)
                .orElse(ContainerState.UNKNOWN));
    }

    /** The time of processors that a container has used since it was started, in core seconds. */
    public static double coreSeconds(SimulatedCluster cluster, ContainerId id) {
        return cluster.with(w -> w.server(id.server())
                .flatMap(s -> s.container(id.name()))
                .map(SimulatedContainer::cpuSeconds)
                .orElse(0.0));
    }

    /** The connections that a container has accepted since the beginning. */
    public static double accepted(SimulatedCluster cluster, ContainerId id) {
        return cluster.with(w -> w.server(id.server())
                .flatMap(s -> s.container(id.name()))
                .map(SimulatedContainer::accepted)
                .orElse(0.0));
    }

    /** Whether a container answers clients now. */
    public static boolean serves(SimulatedCluster cluster, ContainerId id) {
        return cluster.with(w -> w.server(id.server())
                .filter(s -> s.life().serves())
                .flatMap(s -> s.container(id.name()))
                .filter(SimulatedContainer::listening)
                .isPresent());
    }

    /** Whether a host has power and runs. */
    public static boolean runs(SimulatedCluster cluster, HostId host) {
        return cluster.with(w -> w.life(host).serves());
    }

    /** Somebody takes a container for an end of their own: its mark goes. */
    public static void takeOver(SimulatedCluster cluster, ContainerId id) {
        cluster.with(w -> {
            w.server(id.server()).ifPresent(s -> s.marks().remove(id.name()));
            return w;
        });
    }

    /** Somebody starts or stops a container by hand: without a mark, and the mark that is there goes. */
    public static void byHand(SimulatedCluster cluster, ContainerId id, boolean start) {
        cluster.with(w -> {
            w.server(id.server()).filter(s -> s.life().serves()).ifPresent(s -> {
                s.marks().remove(id.name());
                s.container(id.name()).ifPresent(c -> {
                    if (start) {
                        s.start(c, w.now());
                    } else {
                        c.stop(w.now());
                    }
                });
            });
            return w;
        });
    }

    /**
     * What a host says of its lease, and does with it, when an agent is asked so.
     *
     * @param words as the agent's script takes them
     */
    public static List<String> lease(SimulatedCluster cluster, HostId host, String words) {
        return cluster.with(w -> {
            HostLife life = w.life(host);
            return life.leases()
                    .answer(List.of(words.split(" ")), (long) life.uptimeSeconds(w.now()))
                    .lines()
                    .toList();
        });
    }

    /** Who holds the lease that a host keeps: its number and the name of the master. */
    public record Holder(long number, String name) {}

    /** The holder of the lease of {@code name} that a host keeps, also while it is frozen; empty where it keeps none. */
    public static Optional<Holder> holder(SimulatedCluster cluster, HostId host, String name) {
        return lease(cluster, host, "look " + name + " 0 nobody").stream()
                .map(line -> line.split(" "))
                .filter(words -> words[0].equals("held"))
                .map(words -> new Holder(Long.parseLong(words[1]), words[2]))
                .findFirst();
    }

    /** What an action of a table is about now; empty where there is no such destination. */
    public static Optional<Place> place(SimulatedCluster cluster, Action action) {
        return action instanceof TableAction table
                ? places(cluster).stream()
                        .filter(p -> p.director().equals(table.director())
                                && p.service().equals(table.service())
                                && p.endpoint().equals(table.endpoint()))
                        .findFirst()
                : Optional.empty();
    }

    /** The containers of a server that serve while it has power. */
    public static List<ContainerId> containers(SimulatedCluster cluster, ServerId server, boolean home) {
        return cluster.description().servers().stream()
                .filter(s -> s.id().equals(server))
                .flatMap(s -> s.containers().stream())
                .filter(c -> c.home() == home)
                .map(c -> new ContainerId(server, c.name()))
                .toList();
    }
}
