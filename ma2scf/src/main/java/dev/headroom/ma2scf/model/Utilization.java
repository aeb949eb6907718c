package dev.headroom.ma2scf.model;

import java.util.Locale;

/**
 * Demand over capacity. 0.8 means four fifths are in use; above 1 more is asked than can be carried.
 *
 * @param fraction at least 0
 */
public record Utilization(double fraction) implements Comparable<Utilization> {
    public Utilization {
        Quantities.notNegative("utilization", fraction);
    }

    /** {@code used / capacity}; no capacity at all counts as fully used. */
    public static Utilization of(double used, double capacity) {
        return new Utilization(capacity > 0 ? used / capacity : 1);
    }

    @Override
    public int compareTo(Utilization other) {
        return Double.compare(fraction, other.fraction);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.0f %%", fraction * 100);
    }
}
