package dev.headroom.simulation.schedule;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.simulation.ClusterDescription.ContainerDescription;
import dev.headroom.simulation.ClusterDescription.ServerDescription;
import dev.headroom.simulation.SimulatedCluster;
import dev.headroom.simulation.Truth;
import dev.headroom.simulation.Truth.Place;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A server is not above the limit of the policy because of containers that it lends, for longer than {@link #LIMIT} at a time, while
 * a master could do something about it. Because of them: without what they use it would be at the limit or below. Those of weight 0
 * count no more, for they only drain; of the others counts what their weights let them get. More than that comes where a scheduler still
 * counts old connections of a home that was dead, and works off connections that came before: no weight takes these away. A loan that a director has which is not reached, or takes no change, cannot be returned, nor one of an installation that may not act. The limit is one cycle: two readings (4 s), the hold of an overload (3 s), a reading after
 * the last change has settled (2 s), one step of a plan that already runs (15 s), and one weight on each of two directors (6 s). One
 * thread.
 */
final class LenderRule {
    static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Duration WINDOW = Duration.ofSeconds(1);

    private final SimulatedCluster cluster;
    private final Rules rules;
    private final Map<ContainerId, Double> used = new HashMap<>();
    private final Map<ContainerId, Double> accepted = new HashMap<>();
    private final Map<ServerId, Duration> since = new HashMap<>();
    private final Set<ServerId> told = new HashSet<>();
    private Duration measured = Duration.ZERO;

    LenderRule(SimulatedCluster cluster, Rules rules) {
        this.cluster = cluster;
        this.rules = rules;
    }

    /**
     * Looks at the lenders.
     *
     * @param able whether a master could act on each director
     * @param returnable whether who started a container may act
     */
    void advance(boolean able, Predicate<ContainerId> returnable) {
        Duration passed = cluster.now().minus(measured);
        if (passed.compareTo(WINDOW) < 0) {
            return;
        }
        measured = cluster.now();
        List<Place> places = Truth.places(cluster);
        Set<ContainerId> sentTo = places.stream()
                .filter(p -> p.weight() > 0)
                .flatMap(p -> p.container().stream())
                .collect(Collectors.toSet());
        double limit = cluster.description().policy().overloadAt().fraction();
        for (ServerDescription server : cluster.description().servers()) {
            List<ContainerId> lent = lent(server).stream()
                    .filter(sentTo::contains)
                    .filter(returnable)
                    .toList();
            double use = lent.stream().mapToDouble(id -> grown(id, passed)).sum() / server.cores();
            double guests = lent.stream()
                            .mapToDouble(id -> Math.min(grown(id, passed), due(id, places, passed)))
                            .sum()
                    / server.cores();
            double whole = cluster.utilization(server.id()) - (use - guests);
            boolean over = able && whole > limit && whole - guests <= limit && guests > 0;
            if (!over) {
                since.remove(server.id());
                continue;
            }
            Duration begun = since.computeIfAbsent(server.id(), _ -> cluster.now());
            if (cluster.now().minus(begun).compareTo(LIMIT) > 0 && told.add(server.id())) {
                rules.breaks(
                        "a lender is not above its limit because of guests",
                        "%s at %.2f, %.2f of it guests, of %s"
                                .formatted(server.id(), whole, guests, Truth.places(cluster)));
            }
        }
        cluster.description()
                .servers()
                .forEach(server -> lent(server).forEach(id -> used.put(id, Truth.coreSeconds(cluster, id))));
        places.stream()
                .flatMap(p -> p.container().stream())
                .forEach(id -> accepted.put(id, Truth.accepted(cluster, id)));
    }

    private static List<ContainerId> lent(ServerDescription server) {
        return server.containers().stream()
                .filter(c -> !c.home())
                .map(ContainerDescription::name)
                .map(name -> new ContainerId(server.id(), name))
                .toList();
    }

    private double grown(ContainerId id, Duration passed) {
        double grown = Truth.coreSeconds(cluster, id) - used.getOrDefault(id, 0.0);
        return Math.max(0, grown) * 1000 / passed.toMillis();
    }

    /** The cores that the container would need for its part, by weight, of what its service gets; the most of all directors. */
    private double due(ContainerId id, List<Place> places, Duration passed) {
        return places.stream()
                        .filter(p -> p.container().filter(id::equals).isPresent())
                        .mapToDouble(own -> {
                            List<Place> all = places.stream()
                                    .filter(p -> p.director().equals(own.director())
                                            && p.service().equals(own.service()))
                                    .filter(Place::healthy)
                                    .toList();
                            double weights =
                                    all.stream().mapToInt(Place::weight).sum();
                            double came = all.stream()
                                    .flatMap(p -> p.container().stream())
                                    .mapToDouble(
                                            other -> Truth.accepted(cluster, other) - accepted.getOrDefault(other, 0.0))
                                    .sum();
                            return came * cost(own.service()) * own.weight() / Math.max(1, weights);
                        })
                        .max()
                        .orElse(0)
                * 1000
                / passed.toMillis();
    }

    private double cost(ServiceId service) {
        return cluster.description().services().stream()
                .filter(s -> s.id().equals(service))
                .mapToDouble(s -> s.cpuPerConnection())
                .max()
                .orElse(0);
    }
}
