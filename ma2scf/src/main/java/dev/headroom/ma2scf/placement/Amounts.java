package dev.headroom.ma2scf.placement;

import java.util.List;

/** Refuses numbers that cannot be amounts. */
final class Amounts {
    private Amounts() {}

    static void finiteNotNegative(String what, List<Double> amounts) {
        amounts.forEach(amount -> finiteNotNegative(what, amount));
    }

    static void finiteNotNegative(String what, double amount) {
        if (!(amount >= 0) || Double.isInfinite(amount)) {
            throw new IllegalArgumentException(
                    "The %s (%s) must be a finite number of at least 0.".formatted(what, amount));
        }
    }

    static void positive(String what, double amount) {
        if (!(amount > 0)) {
            throw new IllegalArgumentException("The %s (%s) must be above 0.".formatted(what, amount));
        }
    }
}
