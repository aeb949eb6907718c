package dev.headroom.bench.ssh;

/** Tells when a cost that falls, because Java compiles the code, falls no more. Not thread-safe. */
final class Settling {
    /** So many costs in a row that are not clearly less than one before. */
    private static final int LEVEL = 3;

    private static final double CLEARLY_LESS = 0.95;

    private long least = Long.MAX_VALUE;
    private int level;

    /** Takes the next cost; true when it falls no more. */
    boolean isSettled(long cost) {
        level = cost < CLEARLY_LESS * least ? 0 : level + 1;
        least = Math.min(least, cost);
        return level >= LEVEL;
    }
}
