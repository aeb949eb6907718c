package dev.headroom.backend.agent;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * The time between two reports of one host, by that host's own clock. See decision 0009.
 *
 * @param seconds above 0
 */
record Elapsed(double seconds) {
    /** The shortest time for a rate: the kernel counts CPU time in ticks of 10 ms, which is too coarse for less. */
    private static final Duration SHORTEST = Duration.ofMillis(500);

    /**
     * IPVS adds its counters up every 2 s. A rate over 1 s would be 0 or twice the true one, so a rate spans whole
     * periods of 2 s, as far as the reports show them. 100 ms less, for the reports do not come to the millisecond.
     */
    private static final Duration SUM = Duration.ofMillis(1900);

    /** The time after which counters that did not change mean that no packet came: two periods and 500 ms. */
    private static final Duration NO_SUM = Duration.ofMillis(4500);

    /**
     * Whether the two reports are too near for a rate of IPVS counters, which must span whole periods of 2 s.
     *
     * @param earlier the host's uptime at the earlier report
     * @param later the host's uptime at the later report
     * @param counted whether the counters have changed between the two
     */
    static boolean betweenSums(Duration earlier, Duration later, boolean counted) {
        Duration between = later.minus(earlier);
        return !between.isNegative() && between.compareTo(counted ? SUM : NO_SUM) < 0;
    }

    /**
     * Whether the two reports are less than {@link #SHORTEST} apart, so that rates must still be counted from the
     * earlier base.
     */
    static boolean tooShort(Duration earlier, Duration later) {
        Duration between = later.minus(earlier);
        return !between.isNegative() && between.compareTo(SHORTEST) < 0;
    }

    /** The difference of two counters per second; empty if the counter was reset in between. */
    OptionalDouble rate(double earlier, double later) {
        return later < earlier ? OptionalDouble.empty() : OptionalDouble.of((later - earlier) / seconds);
    }

    OptionalDouble rate(long earlier, long later) {
        return rate((double) earlier, (double) later);
    }

    static Elapsed between(Duration earlier, Duration later) {
        return new Elapsed(later.minus(earlier).toMillis() / 1000.0);
    }
}
