package dev.headroom.ma2scf.plan;

/**
 * How fast one plan may change a cluster.
 *
 * @param raises in how many steps a newcomer's weight is raised after it was added with a small one; 0 adds it with all of its
 *     weight; at most 3
 * @param budget containers that one plan may start and stop, at least 1; what is left over is for the next plan
 */
public record Pace(int raises, int budget) {
    /** More raises would only delay the relief: each divides what the newcomer is given at first by four. */
    public static final int MOST_RAISES = 3;

    public Pace {
        if (raises < 0 || raises > MOST_RAISES) {
            throw new IllegalArgumentException(
                    "The raises of a newcomer's weight (%d) must be within 0..%d.".formatted(raises, MOST_RAISES));
        }
        if (budget < 1) {
            throw new IllegalArgumentException("The churn budget (%d) must be at least 1.".formatted(budget));
        }
    }

    /** One raise, and eight containers. */
    public static Pace defaults() {
        return new Pace(1, 8);
    }
}
