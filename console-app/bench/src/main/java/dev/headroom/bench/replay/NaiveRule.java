package dev.headroom.bench.replay;

import java.util.Comparator;

/**
 * One threshold without hold times: above it, one more container on the server with the most free capacity; one
 * container less when the threshold would not be reached without it.
 */
final class NaiveRule implements Rule {
    private final double threshold;

    NaiveRule(double threshold) {
        this.threshold = threshold;
    }

    @Override
    public String name() {
        return "naive";
    }

    @Override
    public int look(ReplayCluster cluster) {
        Comparator<ReplayContainer> mostAvailable = Comparator.comparingDouble(c -> cluster.used(c.server));
        for (int service = 0; service < cluster.plan().services().size(); service++) {
            Replicas replicas = new Replicas(cluster, service);
            replicas.listWhatServes();
            double used = replicas.used();
            double open = replicas.open();
            if (used > threshold * open) {
                replicas.startFirst(mostAvailable);
            } else {
                replicas.firstLoan(mostAvailable.reversed())
                        .filter(loan -> used < threshold * (open - (loan.listed ? replicas.open(loan) : 0)))
                        .ifPresent(replicas::stop);
            }
        }
        return Replay.INTERVAL_SECONDS;
    }
}
