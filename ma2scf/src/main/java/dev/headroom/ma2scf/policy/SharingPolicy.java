package dev.headroom.ma2scf.policy;

import dev.headroom.ma2scf.model.Utilization;
import java.time.Duration;

/**
 * When to share capacity and how carefully. Two thresholds and two hold times keep a constant load from making a loan flap:
 * borrowing starts above {@code overloadAt}, giving back only when what is left would stay below {@code giveBackAt}.
 *
 * @param overloadAt a service above this utilization for the overload hold borrows; above {@code giveBackAt}, at most 1
 * @param giveBackAt a loan returns when utilization without it would stay below this for the give-back hold
 * @param reserve part of each server's capacity that is never lent; 0 to below 1
 * @param maximumLoansPerServer stand-by containers that may run on one server at once; at least 1
 * @param restraint how much may change at once, and what stays free beyond the reserve
 * @param pressureAt the share of time above which waiting for a processor shows that a container can serve no more; at least a half, at
 *     most 1, and with 1 no waiting ever does
 */
public record SharingPolicy(
        Utilization overloadAt,
        Utilization giveBackAt,
        double reserve,
        Holds holds,
        Deadlines deadlines,
        int maximumLoansPerServer,
        Restraint restraint,
        Utilization pressureAt) {

    private static final double LEAST_PRESSURE = 0.5;

    /**
     * Runnable processes of a server at 80 % wait 40 to 60 % of the time where it has one to four processors, and less where it has more:
     * above that they wait nearly always.
     */
    public static final Utilization USUAL_PRESSURE = new Utilization(0.8);

    /** The least distance between the two thresholds, as a fraction: measured load is never exact. */
    public static final double LEAST_DEAD_BAND = 0.1;

    public SharingPolicy {
        if (overloadAt.fraction() > 1) {
            throw new PolicyMistake("overloadAt", "overloadAt (%s) must be at most 100 %%.".formatted(overloadAt));
        }
        if (overloadAt.fraction() - giveBackAt.fraction() < LEAST_DEAD_BAND - 1e-9) {
            throw new PolicyMistake(
                    "giveBackAt",
                    "giveBackAt (%s) must be at least 10 points below overloadAt (%s), else loans would come and go at a steady load."
                            .formatted(giveBackAt, overloadAt));
        }
        PolicyMistake.refuseUnlessPart("reserve", reserve);
        if (!(pressureAt.fraction() >= LEAST_PRESSURE && pressureAt.fraction() <= 1)) {
            throw new PolicyMistake(
                    "pressureAt",
                    "pressureAt (%s) must be at least 50 %% and at most 100 %%: on a server that is half in use processes wait now and then."
                            .formatted(pressureAt));
        }
        if (maximumLoansPerServer < 1) {
            throw new PolicyMistake(
                    "maximumLoansPerServer",
                    "maximumLoansPerServer (%d) must be at least 1.".formatted(maximumLoansPerServer));
        }
    }

    /** With the usual pressure. */
    public SharingPolicy(
            Utilization overloadAt,
            Utilization giveBackAt,
            double reserve,
            Holds holds,
            Deadlines deadlines,
            int maximumLoansPerServer,
            Restraint restraint) {
        this(overloadAt, giveBackAt, reserve, holds, deadlines, maximumLoansPerServer, restraint, USUAL_PRESSURE);
    }

    public SharingPolicy with(Restraint next) {
        return new SharingPolicy(
                overloadAt, giveBackAt, reserve, holds, deadlines, maximumLoansPerServer, next, pressureAt);
    }

    public SharingPolicy with(Holds next) {
        return new SharingPolicy(
                overloadAt, giveBackAt, reserve, next, deadlines, maximumLoansPerServer, restraint, pressureAt);
    }

    /** Overload at 80 % for 10 s, give back below 50 % for 60 s, 15 % in reserve. */
    public static SharingPolicy defaults() {
        return new SharingPolicy(
                new Utilization(0.8),
                new Utilization(0.5),
                0.15,
                new Holds(Duration.ofSeconds(10), Duration.ofSeconds(60)),
                new Deadlines(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofMinutes(10)),
                4,
                Restraint.NONE);
    }
}
