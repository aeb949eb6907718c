package dev.headroom.ma2scf.policy;

import dev.headroom.ma2scf.model.Utilization;
import java.time.Duration;
import java.util.Locale;

/**
 * When to share capacity and how carefully. Two thresholds and two hold times keep a constant load from making a loan flap:
 * borrowing starts above {@code overloadAt}, giving back only when what is left would stay below {@code giveBackAt}.
 *
 * @param overloadAt a service above this utilization for {@code overloadHold} borrows; above {@code giveBackAt}, at most 1
 * @param giveBackAt a loan returns when utilization without it would stay below this for {@code giveBackHold}
 * @param reserve part of each server's capacity that is never lent; 0 to below 1
 * @param overloadHold how long an overload must last before it counts
 * @param giveBackHold how long calm must last before a loan returns
 * @param startDeadline how long a container may take until it serves
 * @param drainDeadline how long connections may take to end before a drain gives up
 * @param proposalTerm after this a proposal that nobody answered expires
 * @param maximumLoansPerServer stand-by containers that may run on one server at once; at least 1
 * @param restraint how much may change at once, and what stays free beyond the reserve
 */
public record SharingPolicy(
        Utilization overloadAt,
        Utilization giveBackAt,
        double reserve,
        Duration overloadHold,
        Duration giveBackHold,
        Duration startDeadline,
        Duration drainDeadline,
        Duration proposalTerm,
        int maximumLoansPerServer,
        Restraint restraint) {

    /** The least distance between the two thresholds, as a fraction: measured load is never exact. */
    public static final double LEAST_DEAD_BAND = 0.1;

    public SharingPolicy {
        if (overloadAt.fraction() > 1) {
            throw new IllegalArgumentException("overloadAt (%s) must be at most 100 %%.".formatted(overloadAt));
        }
        if (overloadAt.fraction() - giveBackAt.fraction() < LEAST_DEAD_BAND - 1e-9) {
            throw new IllegalArgumentException(
                    "giveBackAt (%s) must be at least 10 points below overloadAt (%s), else loans would come and go at a steady load."
                            .formatted(giveBackAt, overloadAt));
        }
        if (!(reserve >= 0 && reserve < 1)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "reserve (%.0f %%) must be at least 0 %% and below 100 %%.", reserve * 100));
        }
        positive("overloadHold", overloadHold);
        positive("giveBackHold", giveBackHold);
        positive("startDeadline", startDeadline);
        positive("drainDeadline", drainDeadline);
        positive("proposalTerm", proposalTerm);
        if (maximumLoansPerServer < 1) {
            throw new IllegalArgumentException(
                    "maximumLoansPerServer (%d) must be at least 1.".formatted(maximumLoansPerServer));
        }
    }

    /** A policy without further restraint. */
    public SharingPolicy(
            Utilization overloadAt,
            Utilization giveBackAt,
            double reserve,
            Duration overloadHold,
            Duration giveBackHold,
            Duration startDeadline,
            Duration drainDeadline,
            Duration proposalTerm,
            int maximumLoansPerServer) {
        this(
                overloadAt,
                giveBackAt,
                reserve,
                overloadHold,
                giveBackHold,
                startDeadline,
                drainDeadline,
                proposalTerm,
                maximumLoansPerServer,
                Restraint.NONE);
    }

    public SharingPolicy with(Restraint next) {
        return new SharingPolicy(
                overloadAt,
                giveBackAt,
                reserve,
                overloadHold,
                giveBackHold,
                startDeadline,
                drainDeadline,
                proposalTerm,
                maximumLoansPerServer,
                next);
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("%s (%s) must be longer than 0.".formatted(name, value));
        }
    }

    /** Overload at 80 % for 10 s, give back below 50 % for 60 s, 15 % in reserve. */
    public static SharingPolicy defaults() {
        return new SharingPolicy(
                new Utilization(0.8),
                new Utilization(0.5),
                0.15,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofMinutes(10),
                4);
    }
}
