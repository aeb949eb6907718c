package dev.headroom.bench.rule;

import java.util.Comparator;

/**
 * One threshold without hold times: above it, one more container on the server with the most free capacity; one
 * container less when the threshold would not be reached without it.
 */
final class NaiveRule implements Rule<SteeredCluster> {
    private final double threshold;

    NaiveRule(double threshold) {
        this.threshold = threshold;
    }

    @Override
    public String name() {
        return "naive";
    }

    @Override
    public int look(SteeredCluster cluster) {
        Comparator<SteeredContainer> mostAvailable = Comparator.comparingDouble(c -> cluster.used(c.server()));
        for (int service = 0; service < cluster.services(); service++) {
            Replicas replicas = new Replicas(cluster, service);
            replicas.listWhatServes();
            double used = replicas.used();
            double open = replicas.open();
            if (used > threshold * open) {
                replicas.startFirst(mostAvailable);
            } else {
                replicas.firstLoan(mostAvailable.reversed())
                        .filter(loan -> used < threshold * (open - (loan.listed() ? replicas.open(loan) : 0)))
                        .ifPresent(SteeredContainer::stop);
            }
        }
        return cluster.interval();
    }
}
