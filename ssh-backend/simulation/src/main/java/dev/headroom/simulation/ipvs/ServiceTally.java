package dev.headroom.simulation.ipvs;

import java.time.Duration;

/**
 * Counts the outcomes of one service's connections: {@code offered = served + failed + waiting} at any time. Guarded
 * by the cluster's lock.
 */
public final class ServiceTally {
    /** The latency is an average over about the last second. */
    private static final double MEMORY_SECONDS = 1;

    private double offered;
    private double served;
    private double failed;
    private double waiting;
    private double servedLately;
    private double servedBefore;

    /** A tally without connections. */
    public ServiceTally() {}

    public void offer(double connections) {
        offered += connections;
        waiting += connections;
    }

    void serve(double connections) {
        served += connections;
        waiting -= connections;
    }

    public void fail(double connections) {
        failed += connections;
        waiting -= connections;
    }

    /** Ends a tick. */
    public void tick(double seconds) {
        double rate = (served - servedBefore) / seconds;
        servedBefore = served;
        servedLately += (rate - servedLately) * Math.min(1, seconds / MEMORY_SECONDS);
    }

    public ServiceTotals totals() {
        double inFlight = Math.max(0, waiting);
        double seconds = inFlight < 1e-6 ? 0 : Math.min(inFlight / Math.max(servedLately, 1e-6), 3_600);
        return new ServiceTotals(offered, served, failed, inFlight, Duration.ofNanos((long) (seconds * 1e9)));
    }
}
