package dev.headroom.ma2scf.policy;

import java.time.Duration;

/**
 * How long something must last before it counts.
 *
 * @param overload an overload, a failure of a container, a recovery, before anything is done about it
 * @param giveBack a calm, before a loan returns
 */
public record Holds(Duration overload, Duration giveBack) {
    public Holds {
        PolicyMistake.refuseUnlessPositive("overloadHold", overload);
        PolicyMistake.refuseUnlessPositive("giveBackHold", giveBack);
    }
}
