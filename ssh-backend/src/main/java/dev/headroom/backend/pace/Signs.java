package dev.headroom.backend.pace;

import dev.headroom.backend.control.Observation.HostPace.Why;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerRole;
import dev.headroom.ma2scf.model.Demand;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Strain;
import dev.headroom.ma2scf.model.VirtualService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds on which servers something happens: by the newest snapshot, and by what the servers and services were like when something
 * happened there last, so that a slow drift is found like a jump. Pure.
 *
 * @param uses of the servers
 * @param demands of the services
 */
record Signs(Map<ServerId, Use> uses, Map<ServiceId, Demand> demands) {
    static final Signs NONE = new Signs(Map.of(), Map.of());

    /** The part of a server's processors or memory by which its use must change to be a change. */
    static final double STEP = 0.10;

    /** The part by which a demand must change to be a change, and the least change in connections a second and in connections. */
    static final double DEMAND_STEP = 0.25;

    static final double LEAST_RATE = 10;
    static final double LEAST_ACTIVE = 20;

    /** Shares of time within 0..1 from which on something waits for more than moments. */
    static final double PRESSURE = 0.10;

    static final double THROTTLED = 0.01;

    /** What a server under stress waits for, as shares of time, and the part of its processors that it uses then. */
    static final double STRESS_CPU = 0.5;

    static final double STRESS_MEMORY = 0.2;
    static final double STRESS_USED = 0.99;

    Signs {
        uses = Map.copyOf(uses);
        demands = Map.copyOf(demands);
    }

    /**
     * What a server was like.
     *
     * @param containers a number that differs where their states differ
     */
    record Use(double cpu, double memory, int containers) {
        boolean isLike(Use other) {
            return containers == other.containers
                    && Math.abs(cpu - other.cpu) <= STEP
                    && Math.abs(memory - other.memory) <= STEP;
        }
    }

    /**
     * What a snapshot shows.
     *
     * @param next to be asked about the next snapshot
     * @param stirs what happens, by server; a server where nothing does is absent
     */
    record Found(Signs next, Map<ServerId, Why> stirs) {}

    /**
     * Compares.
     *
     * @param probed what the directors are asked to try to reach: what is suspect or quiesced
     */
    Found in(ClusterSnapshot snapshot, PaceRules rules, Set<ProbeTarget> probed) {
        Map<ServiceId, Demand> nextDemands = new HashMap<>();
        Set<ServiceId> stirred = new HashSet<>();
        for (VirtualService service : snapshot.services()) {
            Optional<Demand> demand = service.demand().fresh();
            Demand before = demands.get(service.id());
            boolean like = demand.isPresent() && before != null && isLike(demand.get(), before);
            if (!like) {
                stirred.add(service.id());
            }
            demand.ifPresent(now -> nextDemands.put(service.id(), like && before != null ? before : now));
        }
        Set<String> suspect = probed.stream()
                .map(ProbeTarget::endpoint)
                .map(Endpoint::address)
                .collect(Collectors.toSet());
        Map<ServerId, Use> nextUses = new HashMap<>();
        Map<ServerId, Why> stirs = new HashMap<>();
        for (RealServer server : snapshot.servers()) {
            Optional<Use> use = use(server);
            Use before = uses.get(server.id());
            boolean like = use.isPresent() && before != null && use.get().isLike(before);
            use.ifPresent(now -> nextUses.put(server.id(), like && before != null ? before : now));
            stir(server, like, rules, suspect, stirred).ifPresent(why -> stirs.put(server.id(), why));
        }
        return new Found(new Signs(nextUses, nextDemands), stirs);
    }

    private static Optional<Why> stir(
            RealServer server, boolean like, PaceRules rules, Set<String> suspect, Set<ServiceId> stirred) {
        Optional<ServerLoad> load = server.load().fresh();
        if (load.isEmpty() || server.containers().fresh().isEmpty()) {
            return Optional.of(Why.NOT_READ);
        }
        if (!like) {
            return Optional.of(Why.CHANGED);
        }
        if (isWarm(load.get(), rules)) {
            return Optional.of(Why.WARM);
        }
        if (isPressed(load.get().strain())) {
            return Optional.of(Why.PRESSURE);
        }
        return server.knownContainers().stream()
                .flatMap(container -> stir(container, suspect, stirred).stream())
                .findFirst();
    }

    private static Optional<Why> stir(Container container, Set<String> suspect, Set<ServiceId> stirred) {
        ContainerRole role = container.role();
        if (role.serving().isEmpty()) {
            return Optional.empty();
        }
        if (container.isStandBy() && container.isRunning()) {
            return Optional.of(Why.LOAN);
        }
        if (role.servingAt().map(Endpoint::address).filter(suspect::contains).isPresent()) {
            return Optional.of(Why.NOT_SERVING);
        }
        if (isPressed(container.strain())) {
            return Optional.of(Why.PRESSURE);
        }
        return role.serving().filter(stirred::contains).map(_ -> Why.DEMAND);
    }

    private static boolean isLike(Demand now, Demand before) {
        return Math.abs(now.connectionsPerSecond() - before.connectionsPerSecond())
                        <= Math.max(LEAST_RATE, DEMAND_STEP * before.connectionsPerSecond())
                && Math.abs(now.activeConnections() - before.activeConnections())
                        <= Math.max(LEAST_ACTIVE, DEMAND_STEP * before.activeConnections());
    }

    private static Optional<Use> use(RealServer server) {
        return server.load().fresh().map(load -> {
            int states = 0;
            for (Container container : server.knownContainers()) {
                states = 31 * states + Objects.hash(container.id(), container.state(), container.listening());
            }
            return new Use(load.cpu().fraction(), load.memory().fraction(), states);
        });
    }

    private static boolean isWarm(ServerLoad load, PaceRules rules) {
        return load.cpu().fraction() > rules.warm() || load.memory().fraction() > rules.warm();
    }

    private static boolean isPressed(Strain strain) {
        return Stream.of(strain.cpu(), strain.memory(), strain.io())
                        .flatMap(Optional::stream)
                        .anyMatch(pressure -> pressure.some() >= PRESSURE)
                || strain.throttled().filter(share -> share >= THROTTLED).isPresent()
                || strain.overflows().filter(rate -> rate > 0).isPresent();
    }

    /** Whether what runs on the server waits for processors or memory for much of the time. */
    static boolean isStressed(ServerLoad load) {
        return load.cpu().fraction() >= STRESS_USED
                || load.strain().cpu().filter(p -> p.some() >= STRESS_CPU).isPresent()
                || load.strain().memory().filter(p -> p.some() >= STRESS_MEMORY).isPresent();
    }
}
