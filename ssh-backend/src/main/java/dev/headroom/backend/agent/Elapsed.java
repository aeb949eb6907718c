package dev.headroom.backend.agent;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * Time between two reports of one host, by that host's own clock.
 * See decision 0009.
 *
 * @param seconds above 0
 */
record Elapsed(double seconds) {
    /** Over less than this the kernel's ticks of 10 ms would make rates that jump. */
    private static final Duration SHORTEST = Duration.ofMillis(500);

    /**
     * The kernel adds up the counters of IPVS every two seconds. A rate over one second would be nothing, or the double; so rates
     * go from one sum to the next, as far as that can be seen.
     */
    private static final Duration SUM = Duration.ofMillis(1900);

    /** After this long without a sum nothing was counted. */
    private static final Duration NO_SUM = Duration.ofMillis(4500);

    /**
     * Whether a rate from the earlier report would not span whole sums.
     *
     * @param counted whether the counters have changed in the later report
     */
    static boolean betweenSums(Duration earlier, Duration later, boolean counted) {
        Duration between = later.minus(earlier);
        return !between.isNegative() && between.compareTo(counted ? SUM : NO_SUM) < 0;
    }

    /** Whether the later report came so soon that rates must be counted from the earlier base still. */
    static boolean tooShort(Duration earlier, Duration later) {
        Duration between = later.minus(earlier);
        return !between.isNegative() && between.compareTo(SHORTEST) < 0;
    }

    /** A rate from two counters; none if the counter was reset in between. */
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
