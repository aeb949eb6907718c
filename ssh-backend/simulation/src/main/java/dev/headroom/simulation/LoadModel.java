package dev.headroom.simulation;

import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.simulation.ClusterDescription.ServiceDescription;
import dev.headroom.simulation.ipvs.IpvsDestination;
import dev.headroom.simulation.ipvs.IpvsService;
import dev.headroom.simulation.ipvs.ServiceTally;
import dev.headroom.simulation.load.FairShare;
import dev.headroom.simulation.load.ResponseTimes;
import dev.headroom.simulation.load.SchedulerLaw;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Turns connections into load, as flows. The active director's scheduler divides the clients' connections among the
 * destinations; each connection costs its container a fixed CPU time; the containers of a server share its cores
 * fairly; connections without CPU time wait.
 */
final class LoadModel {
    /** The step of simulated time. */
    static final Duration TICK = Duration.ofMillis(100);

    /** The shortest time of a connection in seconds: a client reads its answer. */
    private static final double HOLD_SECONDS = 0.2;
    /** The longest backlog of a container, in seconds of all cores of its server; connections beyond it are refused. */
    private static final double BACKLOG_SECONDS = 8;

    private static final double JITTER = 0.02;
    private static final double JITTER_MEMORY = 0.9;
    private static final double IDLE_CORES = 0.002;

    private final RandomGenerator random;
    private final Map<ServiceId, Double> jitter = new HashMap<>();
    private final Map<ServiceId, ServiceDescription> services = new HashMap<>();
    private final ResponseTimes responseTimes = new ResponseTimes();
    private final double seconds = TICK.toNanos() / 1e9;

    LoadModel(ClusterDescription description, RandomGenerator random) {
        this.random = random;
        description.services().forEach(s -> services.put(s.id(), s));
    }

    ResponseTimes responseTimes() {
        return responseTimes;
    }

    /** Advances the load by one {@link #TICK}. */
    void tick(World world) {
        for (SimulatedServer server : world.servers()) {
            if (server.life().serves()) {
                server.containers().forEach(c -> c.tick(world.now()));
            }
        }
        world.description().services().forEach(s -> arrive(world, s));
        world.servers().forEach(this::serve);
        for (SimulatedDirector director : world.directors()) {
            director.table().services().forEach(s -> s.fade(seconds));
        }
        world.description().services().forEach(s -> world.tally(s.address()).tick(seconds));
    }

    private void arrive(World world, ServiceDescription service) {
        double wobble = jitter.getOrDefault(service.id(), 0.0) * JITTER_MEMORY
                + random.nextGaussian() * JITTER * Math.sqrt(1 - JITTER_MEMORY * JITTER_MEMORY);
        jitter.put(service.id(), wobble);
        double asked = service.demand().at(Duration.ofNanos(world.now())) * Math.max(0, 1 + wobble) * seconds;
        ServiceTally tally = world.tally(service.address());
        tally.offer(asked);
        Optional<IpvsService> entry = world.active().flatMap(d -> d.table().service(service.address()));
        List<IpvsDestination> destinations =
                entry.map(IpvsService::destinations).orElse(List.of());
        double[] shares =
                SchedulerLaw.share(entry.map(e -> e.scheduler().name()).orElse("wlc"), destinations, asked);
        double placed = Arrays.stream(shares).sum();
        if (placed == 0) {
            tally.fail(asked);
            return;
        }
        for (int i = 0; i < shares.length; i++) {
            deliver(world, destinations.get(i), shares[i]);
        }
    }

    private void deliver(World world, IpvsDestination destination, double connections) {
        if (connections == 0) {
            return;
        }
        Optional<SimulatedContainer> container = world.containerAt(
                        destination.spec().endpoint())
                .filter(c -> c.listening()
                        && world.hostOf(c.description().endpoint())
                                .orElseThrow()
                                .life()
                                .serves());
        if (container.isEmpty()) {
            destination.attempt(connections);
            return;
        }
        double room =
                Math.max(0, backlog(world, container.get()) - container.get().waiting());
        double accepted = Math.min(connections, room);
        container.get().join(destination);
        destination.accept(accepted);
        container.get().accept(accepted);
        if (accepted < connections) {
            destination.refuse(connections - accepted);
            container.get().overflow(connections - accepted);
        }
    }

    private double backlog(World world, SimulatedContainer container) {
        int cores = world.hostOf(container.description().endpoint())
                .orElseThrow()
                .description()
                .cores();
        return BACKLOG_SECONDS * cores / cost(container);
    }

    private double cost(SimulatedContainer container) {
        ServiceDescription service = services.get(container.description().service());
        return service == null ? 1 : service.cpuPerConnection();
    }

    private void serve(SimulatedServer server) {
        if (!server.life().serves()) {
            server.rested();
            return;
        }
        List<SimulatedContainer> containers = server.containers();
        int cores = server.description().cores();
        double[] wanted = new double[containers.size()];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = wanted(containers.get(i), cores);
        }
        double[] granted = FairShare.of(wanted, (cores - SimulatedServer.OWN_CORES) * seconds);
        double used = 0;
        for (int i = 0; i < wanted.length; i++) {
            used += run(server, containers.get(i), granted[i]);
        }
        server.worked(used, seconds);
    }

    /**
     * The CPU time that a container could use in this tick, in core seconds: each connection uses one core at most,
     * and not all connections end in the same tick.
     */
    private double wanted(SimulatedContainer container, int cores) {
        if (!container.isRunning()) {
            return 0;
        }
        double ending = container.waiting() * (1 - Math.exp(-seconds / (HOLD_SECONDS + cost(container))));
        return Math.min(ending * cost(container), cores * seconds) + IDLE_CORES * seconds;
    }

    private double run(SimulatedServer server, SimulatedContainer container, double coreSeconds) {
        if (!container.isRunning()) {
            return 0;
        }
        container.ran(coreSeconds);
        double waiting = container.waiting();
        double done = Math.min(waiting, Math.max(0, coreSeconds - IDLE_CORES * seconds) / cost(container));
        if (done > 0) {
            for (IpvsDestination flow : container.flows()) {
                flow.serve(flow.active() * done / waiting);
            }
            server.answered(done);
            responseTimes.add(done, waiting * seconds / done);
        }
        container.prune();
        return coreSeconds;
    }
}
