package dev.headroom.simulation.schedule;

import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.simulation.SimulatedCluster;
import dev.headroom.simulation.Truth;
import dev.headroom.simulation.Truth.Place;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A destination that is dead gets clients no longer than {@link #LIMIT}, while a master could do something about it: it runs, nothing
 * but hosts and containers is in trouble, also no command that was lost on its way, the director is not, and enough homes of the service are left. The limit is the time to be sure, and one
 * step of a plan for another service. One thread.
 */
final class FaultRule {
    static final Duration LIMIT = Duration.ofSeconds(30);

    private static final double CALM = 0.7;

    private final SimulatedCluster cluster;
    private final Rules rules;
    private final Map<String, Duration> since = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private Set<DirectorId> before = Set.of();

    FaultRule(SimulatedCluster cluster, Rules rules) {
        this.cluster = cluster;
        this.rules = rules;
    }

    /**
     * Looks at the tables.
     *
     * @param able whether a master could act, as far as directors, disk, wires and the operator are concerned
     * @param halted services of which an operator has halted a failover
     * @param excused directors of which no change can be expected; when one more is, or one less, the time begins anew
     */
    void advance(boolean able, Set<ServiceId> halted, Set<DirectorId> excused) {
        if (!excused.equals(before)) {
            since.clear();
            before = Set.copyOf(excused);
        }
        List<Place> places = Truth.places(cluster);
        Set<String> dead = new HashSet<>();
        for (Place place : places) {
            String key = place.director() + " " + place.endpoint();
            if (able
                    && !halted.contains(place.service())
                    && !excused.contains(place.director())
                    && place.home()
                    && place.weight() > 0
                    && !place.healthy()
                    && enoughLeft(place, places)) {
                dead.add(key);
                Duration begun = since.computeIfAbsent(key, _ -> cluster.now());
                if (cluster.now().minus(begun).compareTo(LIMIT) > 0 && told.add(key)) {
                    rules.breaks("a fault is answered in time", key + " of " + place.service());
                }
            }
        }
        since.keySet().retainAll(dead);
    }

    /**
     * More than half of the homes of the service are healthy, and none of their servers is hot: no bound forbids to quiesce one that
     * is not. Where the rest cannot carry the service, a silent destination, which may be alive, keeps its weight until a loan serves.
     */
    private boolean enoughLeft(Place dead, List<Place> places) {
        ServiceId service = dead.service();
        List<Place> homes = places.stream()
                .filter(p -> p.director().equals(dead.director()) && p.service().equals(service) && p.home())
                .toList();
        List<Place> healthy =
                homes.stream().filter(p -> p.healthy() && p.weight() > 0).toList();
        boolean calm = healthy.stream()
                .flatMap(p -> p.container().stream())
                .allMatch(id -> cluster.utilization(id.server()) < CALM);
        return calm && healthy.size() * 2 > homes.size();
    }
}
