package dev.headroom.ma2scf.policy;

import java.time.Duration;

/**
 * How long something must last before it counts.
 *
 * @param overload an overload, a failure of a container, a recovery, before anything is done about it
 * @param giveBack a calm, before a loan returns
 */
public record Holds(Duration overload, Duration giveBack) {
    /**
     * A loan that this installation started lasts so many give-back holds at least, with the default hold 5 minutes: the crowd that
     * has just gone may come again, and a container that starts and stops within minutes has cost more than it gave. See decision
     * 0010.
     */
    private static final int HOLDS_OF_A_LOAN = 5;

    public Holds {
        PolicyMistake.refuseUnlessPositive("overloadHold", overload);
        PolicyMistake.refuseUnlessPositive("giveBackHold", giveBack);
    }

    /** How long a loan lasts at least: a shorter one would cost more than it gives. */
    public Duration shortestLoan() {
        return giveBack.multipliedBy(HOLDS_OF_A_LOAN);
    }
}
