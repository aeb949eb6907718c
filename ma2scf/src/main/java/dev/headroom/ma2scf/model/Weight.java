package dev.headroom.ma2scf.model;

/**
 * Weight of a destination. What it means depends on the scheduler; 0 always quiesces.
 *
 * @param value 0..65535
 */
public record Weight(int value) implements Comparable<Weight> {
    public static final Weight ZERO = new Weight(0);

    public Weight {
        if (value < 0 || value > 65_535) {
            throw new IllegalArgumentException("The weight (%d) must be within 0..65535.".formatted(value));
        }
    }

    public boolean isQuiesced() {
        return value == 0;
    }

    @Override
    public int compareTo(Weight other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
