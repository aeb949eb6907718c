package dev.headroom.bench.rule;

import dev.headroom.ma2scf.model.ContainerId;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sets weights from measured load, as the dynamic feedback scheduling of the LVS project does, and starts no
 * container: {@code weight += STEP * cbrt(0.95 - load)} every 5 s, from the configured weight to ten times as much,
 * where load is the CPU utilization of the destination's server. A weight is sent when it differs by 10 % from the one
 * in the table, so that small variation of the load changes nothing.
 */
final class FeedbackRule implements Rule<SteeredCluster> {
    private static final double TARGET = 0.95;
    private static final double STEP = 20;
    private static final double SCALE = 10;
    private static final double WORTH_SENDING = 0.1;
    private static final int PERIOD_SECONDS = 5;

    private final Map<ContainerId, Double> weights = new TreeMap<>();
    private long next;

    @Override
    public String name() {
        return "LVS feedback";
    }

    @Override
    public int look(SteeredCluster cluster) {
        if (cluster.now() >= next) {
            next = cluster.now() + PERIOD_SECONDS;
            for (int service = 0; service < cluster.services(); service++) {
                cluster.of(service).stream()
                        .filter(c -> c.listed() && c.serves() && c.weight() > 0)
                        .forEach(c -> weigh(c, cluster));
            }
        }
        return cluster.interval();
    }

    private void weigh(SteeredContainer container, SteeredCluster cluster) {
        double load = cluster.used(container.server()) / cluster.cores(container.server());
        double weight = Math.clamp(
                weights.getOrDefault(container.id(), (double) SteeredCluster.HOME_WEIGHT)
                        + STEP * Math.cbrt(TARGET - load),
                SteeredCluster.HOME_WEIGHT,
                SCALE * SteeredCluster.HOME_WEIGHT);
        weights.put(container.id(), weight);
        if (Math.abs(weight - container.weight()) > WORTH_SENDING * container.weight()) {
            container.list((int) Math.round(weight));
        }
    }
}
