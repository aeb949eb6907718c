package dev.headroom.ma2scf.model;

/**
 * Connection limits of a destination ({@code -x}, {@code -y}): above the upper it gets no new connections until below the lower.
 *
 * @param upper 0 for none
 * @param lower 0 for the kernel's default of three quarters of the upper
 */
public record Thresholds(int upper, int lower) {
    public static final Thresholds NONE = new Thresholds(0, 0);

    public Thresholds {
        if (upper < 0 || lower < 0) {
            throw new IllegalArgumentException("The thresholds (%d, %d) must not be negative.".formatted(upper, lower));
        }
    }
}
