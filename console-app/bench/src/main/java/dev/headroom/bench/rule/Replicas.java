package dev.headroom.bench.rule;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a rule can read of one service and change for it. A container that it starts becomes a destination when a
 * reading shows that it serves.
 */
record Replicas(SteeredCluster cluster, int service) {

    void listWhatServes() {
        running().stream().filter(c -> !c.listed() && c.serves()).forEach(c -> c.list(SteeredCluster.HOME_WEIGHT));
    }

    private List<SteeredContainer> all() {
        return List.copyOf(cluster.of(service));
    }

    List<SteeredContainer> running() {
        return all().stream().filter(SteeredContainer::running).toList();
    }

    List<SteeredContainer> serving() {
        return running().stream().filter(c -> c.listed() && c.serves()).toList();
    }

    /** Cores that the service uses. */
    double used() {
        return serving().stream().mapToDouble(SteeredContainer::used).sum();
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
                .mapToDouble(c -> c.used() / Math.max(open(c), 1e-9))
                .sum();
    }

    double open(SteeredContainer container) {
        int server = container.server();
        return container.used() + Math.max(0, cluster.cores(server) - cluster.used(server));
    }

    /** Starts the first stopped container in the order, on a server that is read; none if all run. */
    void startFirst(Comparator<SteeredContainer> order) {
        all().stream()
                .filter(c -> c.reachable() && !c.running())
                .min(order.thenComparing(SteeredContainer::id))
                .ifPresent(SteeredContainer::start);
    }

    /** The first running stand-by container in the order. */
    Optional<SteeredContainer> firstLoan(Comparator<SteeredContainer> order) {
        return running().stream().filter(c -> !c.home()).min(order.thenComparing(SteeredContainer::id));
    }
}
