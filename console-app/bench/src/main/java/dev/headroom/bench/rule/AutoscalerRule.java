package dev.headroom.bench.rule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Scales each service by {@code ceil(current * metric / target)}, as the Kubernetes horizontal pod autoscaler does
 * with its defaults: a tolerance of 10 %, a decision every 15 s, containers that are not ready count as idle; it
 * scales down to the highest recommendation of the last 300 s, and up to double or by four containers in one decision
 * at most. New containers start on the server with the fewest.
 */
public final class AutoscalerRule implements Rule<SteeredCluster> {
    private static final double TOLERANCE = 0.1;
    private static final int SYNC_SECONDS = 15;
    private static final int STABILISATION_SECONDS = 300;
    private static final int LEAST_STEP = 4;

    private record Recommendation(long at, int replicas) {}

    private final double target;
    private final List<Deque<Recommendation>> windows = new ArrayList<>();
    private long next = SYNC_SECONDS;

    /** @param target the utilization that a service shall have, above 0 */
    public AutoscalerRule(double target) {
        this.target = target;
    }

    @Override
    public String name() {
        return "HPA-like";
    }

    @Override
    public int look(SteeredCluster cluster) {
        while (windows.size() < cluster.services()) {
            windows.add(new ArrayDeque<>());
        }
        boolean due = cluster.now() >= next;
        if (due) {
            next += SYNC_SECONDS;
        }
        for (int service = 0; service < windows.size(); service++) {
            Replicas replicas = new Replicas(cluster, service);
            replicas.listWhatServes();
            if (due && !replicas.running().isEmpty()) {
                scale(replicas, windows.get(service));
            }
        }
        return cluster.interval();
    }

    private void scale(Replicas replicas, Deque<Recommendation> window) {
        int current = replicas.running().size();
        double ratio = replicas.busy() / current / target;
        int wanted = Math.abs(ratio - 1) <= TOLERANCE ? current : (int) Math.ceil(current * ratio);
        long now = replicas.cluster().now();
        window.removeIf(r -> r.at() < now - STABILISATION_SECONDS);
        window.add(new Recommendation(now, wanted));
        int stable = window.stream().mapToInt(Recommendation::replicas).max().orElse(current);
        int most = Math.min(
                Math.max(2 * current, current + LEAST_STEP), replicas.cluster().servers());
        Comparator<SteeredContainer> leastAllocated =
                Comparator.comparingLong(c -> replicas.cluster().on(c.server()).stream()
                        .filter(SteeredContainer::running)
                        .count());
        for (int more = current; more < Math.min(wanted, most); more++) {
            replicas.startFirst(leastAllocated);
        }
        for (int less = current; less > stable; less--) {
            replicas.firstLoan(leastAllocated.reversed()).ifPresent(SteeredContainer::stop);
        }
    }
}
