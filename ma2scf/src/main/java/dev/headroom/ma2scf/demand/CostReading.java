package dev.headroom.ma2scf.demand;

/**
 * What containers of one service were sent and used in one frame, where they could use more if they needed it: on servers that
 * are not saturated, what is sent is also served.
 *
 * @param rate connections a second that the directors sent them; above 0
 * @param cpu cores that their control groups used; at least 0
 * @param network bytes a second, both directions together; 0 where it was not measured
 */
public record CostReading(double rate, double cpu, double network) {
    public CostReading {
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("The rate (%s) must be a finite number above 0.".formatted(rate));
        }
        notNegative("cpu", cpu);
        notNegative("network rate", network);
    }

    private static void notNegative(String what, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "The %s (%s) must be a finite number of at least 0.".formatted(what, value));
        }
    }
}
