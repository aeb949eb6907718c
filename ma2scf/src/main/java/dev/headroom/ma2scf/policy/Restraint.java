package dev.headroom.ma2scf.policy;

/**
 * How much may change, and what must stay free, beyond the thresholds of a {@link SharingPolicy}.
 *
 * @param churnBudget containers that one plan may start and stop together; at least 1; a failover is not bound by it, because
 *     what it starts only replaces what has failed
 * @param spareServer whether so much is never lent that the loss of any one server could not be made up for (N+1)
 * @param leastGain part of what a service is short of that one more container must add, else it is not started; 0 to below 1
 * @param rampSteps in how many steps a newcomer's weight is raised after it was added with a small one; 0 adds it with all of its
 *     weight, at most 3: each divides by four what it is given at first
 * @param moveMargin part of what a service is short of that it must gain, and more, before a loan of another makes room for it;
 *     0 to below 1
 * @param maximumQuiesced part of a service's destinations that may have weight 0 at once by what is done here, whoever set those
 *     that have it; 0 to below 1
 */
public record Restraint(
        int churnBudget,
        boolean spareServer,
        double leastGain,
        int rampSteps,
        double moveMargin,
        double maximumQuiesced) {
    /** Never over half: more would be an outage by our own hand if what they were taken for is wrong. */
    public static final double USUAL_MAXIMUM_QUIESCED = 0.5;

    /** A start and a stop for less would be noise: the tolerance of Kubernetes' autoscaler. */
    public static final double USUAL_MOVE_MARGIN = 0.1;

    /** More raises would only delay the relief. */
    public static final int MOST_RAMP_STEPS = 3;

    /** A third of three is one. */
    private static final double ROUNDING = 1e-9;

    /** No bound on changes; a newcomer is raised once. */
    public static final Restraint NONE = new Restraint(Integer.MAX_VALUE, false, 0);

    public Restraint {
        if (churnBudget < 1) {
            throw new PolicyMistake("churnBudget", "churnBudget (%d) must be at least 1.".formatted(churnBudget));
        }
        if (rampSteps < 0 || rampSteps > MOST_RAMP_STEPS) {
            throw new PolicyMistake(
                    "rampSteps", "rampSteps (%d) must be within 0..%d.".formatted(rampSteps, MOST_RAMP_STEPS));
        }
        PolicyMistake.refuseUnlessPart("leastGain", leastGain);
        PolicyMistake.refuseUnlessPart("moveMargin", moveMargin);
        PolicyMistake.refuseUnlessPart("maximumQuiesced", maximumQuiesced);
    }

    /** How many of {@code destinations} may have weight 0 at once: never all of them. */
    public int mostQuiesced(int destinations) {
        return Math.max(0, Math.min(destinations - 1, (int) Math.floor(destinations * maximumQuiesced + ROUNDING)));
    }

    /** With the usual part of quiesced destinations. */
    public Restraint(int churnBudget, boolean spareServer, double leastGain, int rampSteps, double moveMargin) {
        this(churnBudget, spareServer, leastGain, rampSteps, moveMargin, USUAL_MAXIMUM_QUIESCED);
    }

    /** With one raise and the usual margin. */
    public Restraint(int churnBudget, boolean spareServer, double leastGain) {
        this(churnBudget, spareServer, leastGain, 1, USUAL_MOVE_MARGIN);
    }
}
