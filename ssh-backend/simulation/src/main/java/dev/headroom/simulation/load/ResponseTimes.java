package dev.headroom.simulation.load;

import java.util.Optional;

/**
 * How long answered connections took. Of each tick and container it gets one number, their mean: by Little's law, the connections
 * in the container over those that it ends in a second, queueing included. What varies within a tick is not known. Its buckets
 * are 2 % wide. Mutable, one owner.
 */
public final class ResponseTimes {
    private static final double SHORTEST = 0.001;
    private static final double WIDTH = Math.log(1.02);
    private static final int BUCKETS = 1_000;

    private final double[] connections = new double[BUCKETS];

    /** Nothing was answered yet. */
    public ResponseTimes() {}

    /** So many connections, fractions included, took so many seconds each. */
    public void add(double count, double seconds) {
        int bucket = (int) (Math.log(Math.max(seconds, SHORTEST) / SHORTEST) / WIDTH);
        connections[Math.min(bucket, BUCKETS - 1)] += count;
    }

    /** A copy of what is known now. */
    public ResponseTimes copy() {
        ResponseTimes copy = new ResponseTimes();
        System.arraycopy(connections, 0, copy.connections, 0, BUCKETS);
        return copy;
    }

    /**
     * The seconds within which this part of the connections was answered; empty if there were none.
     *
     * @param part above 0, at most 1
     */
    public Optional<Double> within(double part) {
        double all = 0;
        for (double count : connections) {
            all += count;
        }
        double left = all * part;
        for (int bucket = 0; bucket < BUCKETS && all > 0; bucket++) {
            left -= connections[bucket];
            if (left <= 0) {
                return Optional.of(SHORTEST * Math.exp((bucket + 1) * WIDTH));
            }
        }
        return Optional.empty();
    }
}
