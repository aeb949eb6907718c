package dev.headroom.ma2scf.policy;

import java.util.Locale;

/**
 * How much may change, and what must stay free, beyond the thresholds of a {@link SharingPolicy}.
 *
 * @param churnBudget containers that one plan may start and stop together; at least 1; a failover is not bound by it, because
 *     what it starts only replaces what has failed
 * @param spareServer whether so much is never lent that the loss of any one server could not be made up for (N+1)
 * @param leastGain part of what a service is short of that one more container must add, else it is not started; 0 to below 1
 */
public record Restraint(int churnBudget, boolean spareServer, double leastGain) {
    /** No bound. */
    public static final Restraint NONE = new Restraint(Integer.MAX_VALUE, false, 0);

    public Restraint {
        if (churnBudget < 1) {
            throw new IllegalArgumentException("churnBudget (%d) must be at least 1.".formatted(churnBudget));
        }
        if (!(leastGain >= 0 && leastGain < 1)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "leastGain (%.0f %%) must be at least 0 %% and below 100 %%.", leastGain * 100));
        }
    }
}
