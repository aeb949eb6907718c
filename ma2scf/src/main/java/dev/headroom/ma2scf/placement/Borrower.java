package dev.headroom.ma2scf.placement;

import java.util.List;

/**
 * One service that is short of capacity.
 *
 * @param demand what it asks for, in its own unit (connections a second); finite, at least 0
 * @param value what one unit is worth compared to a unit of another service of the same priority; above 0, finite
 * @param priority the lowest number is served first, whatever the values of the others; at least 0
 * @param unitCost of each resource in {@link Supply#lendable}, what one unit of demand uses; at least one is above 0
 * @param footprint of each resource in {@link Supply#room}, what one container takes whatever its load
 * @param containerLimit units that one container can carry at most; above 0, infinite where only the server limits it
 */
public record Borrower(
        double demand,
        double value,
        int priority,
        List<Double> unitCost,
        List<Double> footprint,
        double containerLimit,
        Limits limits) {

    public Borrower {
        unitCost = List.copyOf(unitCost);
        footprint = List.copyOf(footprint);
        Amounts.finiteNotNegative("demand", demand);
        Amounts.finiteNotNegative("value", value);
        Amounts.positive("value", value);
        Amounts.finiteNotNegative("unit cost", unitCost);
        Amounts.finiteNotNegative("footprint", footprint);
        Amounts.positive("container limit", containerLimit);
        if (unitCost.stream().noneMatch(cost -> cost > 0)) {
            throw new IllegalArgumentException("One unit of demand must use some resource (%s).".formatted(unitCost));
        }
        if (priority < 0) {
            throw new IllegalArgumentException("The priority (%d) must not be negative.".formatted(priority));
        }
    }

    /**
     * How many containers the borrower may have.
     *
     * @param atLeast containers to run even if fewer would do
     * @param atMost in all
     * @param perServer on one server
     * @param perZone in one failure domain
     * @param apart borrowers with the same number never share a server; {@link #WITH_ANY} for no such rule
     */
    public record Limits(int atLeast, int atMost, int perServer, int perZone, int apart) {
        public static final int WITH_ANY = -1;
        /** One container a server, and nothing else. */
        public static final Limits NONE = new Limits(0, Integer.MAX_VALUE, 1, Integer.MAX_VALUE, WITH_ANY);

        public Limits {
            if (atLeast < 0 || atMost < atLeast || perServer < 0 || perZone < 0 || apart < WITH_ANY) {
                throw new IllegalArgumentException(
                        "The limits (at least %d, at most %d, %d a server, %d a zone, apart %d) contradict themselves."
                                .formatted(atLeast, atMost, perServer, perZone, apart));
            }
        }
    }
}
