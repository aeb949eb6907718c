package dev.headroom.ma2scf.model;

/** Checks of measured numbers. */
final class Quantities {
    private Quantities() {}

    static double notNegative(String what, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "The %s (%s) must be a finite number of at least 0.".formatted(what, value));
        }
        return value;
    }
}
