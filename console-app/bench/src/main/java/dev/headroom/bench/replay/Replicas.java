package dev.headroom.bench.replay;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a rival rule can read of one service and change for it. A container that it starts becomes a destination when
 * a reading shows that it serves.
 */
record Replicas(ReplayCluster cluster, int service) {

    void listWhatServes() {
        running().stream()
                .filter(c -> !c.listed && c.serves(cluster.now()))
                .forEach(c -> cluster.list(c, ReplayCluster.HOME_WEIGHT));
    }

    List<ReplayContainer> running() {
        return cluster.of(service).stream().filter(c -> c.running).toList();
    }

    List<ReplayContainer> serving() {
        return running().stream()
                .filter(c -> c.listed && c.serves(cluster.now()))
                .toList();
    }

    /** Cores that the service uses. */
    double used() {
        return serving().stream().mapToDouble(c -> c.cores).sum();
    }

    /**
     * Cores that the service uses, and free cores of the servers on which it serves: the same measure as Headroom's.
     */
    double open() {
        return serving().stream().mapToDouble(this::open).sum();
    }

    /** The sum of the utilizations of the serving containers. */
    double busy() {
        return serving().stream()
                .mapToDouble(c -> c.cores / Math.max(open(c), 1e-9))
                .sum();
    }

    double open(ReplayContainer container) {
        return container.cores + Math.max(0, ReplayPlan.CORES - cluster.used(container.server));
    }

    /** Starts the first stopped container in the order; none if all run. */
    void startFirst(Comparator<ReplayContainer> order) {
        cluster.of(service).stream()
                .filter(c -> !c.running)
                .min(order.thenComparing(c -> c.id))
                .ifPresent(cluster::start);
    }

    /** The first running stand-by container in the order. */
    Optional<ReplayContainer> firstLoan(Comparator<ReplayContainer> order) {
        return running().stream().filter(c -> !c.home).min(order.thenComparing(c -> c.id));
    }

    void stop(ReplayContainer container) {
        cluster.unlist(container);
        cluster.stop(container);
    }
}
