package dev.headroom.backend.agent;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * Time between two reports of one host, by that host's own clock.
 *
 * @param seconds above 0
 */
record Elapsed(double seconds) {
    /** Over less than this the kernel's ticks of 10 ms would make rates that jump. */
    private static final Duration SHORTEST = Duration.ofMillis(500);

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
