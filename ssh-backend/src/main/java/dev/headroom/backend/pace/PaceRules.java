package dev.headroom.backend.pace;

import dev.headroom.ma2scf.policy.SharingPolicy;
import java.time.Duration;

/**
 * The bounds within which the pace adapts. A pace is a multiple of the interval: 1 is every interval.
 *
 * @param interval the cluster file's time between two readings of a host
 * @param warm the used part of a server's processors or memory, from which on it is never called calm
 * @param calm the longest time between two questions to a calm server
 * @param adapts whether the pace adapts at all
 */
public record PaceRules(Duration interval, double warm, Duration calm, boolean adapts) {
    /** No host is asked less often than this, unless the interval itself is longer. */
    public static final Duration LONGEST = Duration.ofSeconds(5);

    /** How long nothing must have happened on a host that is called calm. */
    public static final Duration QUIET = Duration.ofSeconds(30);

    /** What the agent may take of a host, in cores, on a host that has a whole core for itself. */
    public static final double MOST_OF_A_CORE = 0.02;

    /** The same of a host under stress. */
    public static final double MOST_UNDER_STRESS = 0.01;

    static final int MOST_MULTIPLE = 5;
    private static final int CALM_MULTIPLE = 2;

    /** An overload that only the server itself shows may be seen later by this part of the hold time. */
    private static final int PARTS_OF_HOLD = 4;

    public PaceRules {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("The interval (%s) must be above 0.".formatted(interval));
        }
    }

    /** The rules of a policy. */
    public static PaceRules of(SharingPolicy policy, Duration interval) {
        double warm = (policy.giveBackAt().fraction() + policy.overloadAt().fraction()) / 2;
        return new PaceRules(interval, warm, policy.holds().overload().dividedBy(PARTS_OF_HOLD), true);
    }

    /** Every host at each interval. */
    public static PaceRules steady(Duration interval) {
        return new PaceRules(interval, 1, Duration.ZERO, false);
    }

    /** The multiple for a calm server. */
    int calmMultiple() {
        boolean fits = interval.multipliedBy(CALM_MULTIPLE).compareTo(calm) <= 0;
        return fits ? Math.min(CALM_MULTIPLE, most()) : 1;
    }

    /** The greatest multiple for any host. */
    int most() {
        return adapts ? Math.clamp(LONGEST.dividedBy(interval), 1, MOST_MULTIPLE) : 1;
    }
}
