package dev.headroom.ma2scf.placement;

/**
 * How good a placement is for one priority class, proven.
 *
 * @param priority of the class
 * @param demanded what its services ask for, units times value
 * @param amount what is served of it, units times value
 * @param bound no placement that serves the higher classes as well as this one does serves more of this class
 */
public record Certificate(int priority, double demanded, double amount, double bound) {
    public Certificate {
        if (!(bound >= 0 && amount >= 0)) {
            throw new IllegalArgumentException(
                    "The amount (%s) and the bound (%s) must not be negative.".formatted(amount, bound));
        }
    }

    /** The part of the bound that may be missing; 0 for a placement that is proven best. */
    public double gap() {
        return bound > 0 ? Math.max(0, 1 - amount / bound) : 0;
    }
}
