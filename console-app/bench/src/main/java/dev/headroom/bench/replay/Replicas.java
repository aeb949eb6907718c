package dev.headroom.bench.replay;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the rivals can see of one service and do for it; a container they start is listed as soon as it is seen to serve. */
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

    /** Cores that it uses or that are free where it serves: the same measure that Headroom has. */
    double open() {
        return serving().stream().mapToDouble(this::open).sum();
    }

    /** The utilizations of the serving containers, added up. */
    double busy() {
        return serving().stream()
                .mapToDouble(c -> c.cores / Math.max(open(c), 1e-9))
                .sum();
    }

    double open(ReplayContainer container) {
        return container.cores + Math.max(0, ReplayPlan.CORES - cluster.used(container.server));
    }

    /** Starts the stopped one that comes first; nothing where all run. */
    void startFirst(Comparator<ReplayContainer> order) {
        cluster.of(service).stream()
                .filter(c -> !c.running)
                .min(order.thenComparing(c -> c.id))
                .ifPresent(cluster::start);
    }

    /** The running stand-by container that comes first. */
    Optional<ReplayContainer> firstLoan(Comparator<ReplayContainer> order) {
        return running().stream().filter(c -> !c.home).min(order.thenComparing(c -> c.id));
    }

    void stop(ReplayContainer container) {
        cluster.unlist(container);
        cluster.stop(container);
    }
}
