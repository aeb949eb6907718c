package dev.headroom.ma2scf.model;

/**
 * Weight of a destination. What it means depends on the scheduler; 0 always quiesces.
 *
 * @param value 0..2147483647, as the kernel has it
 */
public record Weight(int value) implements Comparable<Weight> {
    /** The greatest that can be written: {@code ipvsadm -w} up to 1.31 refuses more, though the kernel takes it by other ways. */
    public static final int MOST_WRITABLE = 65_535;

    public static final Weight ZERO = new Weight(0);

    public Weight {
        if (value < 0) {
            throw new IllegalArgumentException(
                    "The weight (%d) must be within 0..%d.".formatted(value, Integer.MAX_VALUE));
        }
    }

    public boolean isQuiesced() {
        return value == 0;
    }

    /** Whether ipvsadm can set it. */
    public boolean isWritable() {
        return value <= MOST_WRITABLE;
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
