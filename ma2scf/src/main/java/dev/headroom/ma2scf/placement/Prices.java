package dev.headroom.ma2scf.placement;

import java.util.Arrays;

/**
 * Second stage: what each resource of each type of server is worth, and from this an upper bound of what any placement can serve.
 *
 * <p>Lagrangian relaxation of {@link TypeProblem}: whatever prices the resources have, the sum of what all of them cost and of
 * what each service gains at these prices is an upper bound (weak duality). The prices are improved by subgradient
 * steps of a length after Polyak (1969), in the direction of what an average of the last answers asks too much (as in the volume
 * algorithm, Barahona & Anbil, Math. Programming 87, 2000), with a goal that comes closer when steps stop helping.
 */
final class Prices {
    /** By what part of all demand a step hopes to lower the bound, at first and at last. */
    private static final double FIRST_GOAL = 0.05;

    private static final double LAST_GOAL = 1e-5;
    /** Prices looked at in all while refining. */
    private static final long WORK = 50_000_000;

    private static final int FEWEST_STEPS = 10;
    private static final int FIRST_PARTS = 4;
    private static final int FAILURES_ALLOWED = 20;
    /** How much the newest answer counts in the average that gives the direction. */
    private static final double WEIGHT = 0.4;

    private final TypeProblem problem;
    /** As part of the value of all demand that a whole type's resource costs: by type, then kind of load and room. */
    private final double[][] price;

    private final Relaxation relaxation;
    private final double[][] average;
    private final double scale;

    private double bound;
    private double[][] bestPrice;

    private Prices(TypeProblem problem) {
        this.problem = problem;
        relaxation = new Relaxation(problem);
        price = new double[problem.types][relaxation.kinds()];
        average = new double[problem.types][relaxation.kinds()];
        scale = relaxation.scale();
        bound = scale;
        bestPrice = copy(price);
    }

    /** First prices, found quickly. */
    static Prices of(TypeProblem problem) {
        Prices prices = new Prices(problem);
        prices.begin();
        prices.settle();
        return prices;
    }

    /** First prices where those of a problem with nearly the same numbers are known. */
    static Prices from(Prices earlier, TypeProblem problem) {
        if (earlier.price.length != problem.types) {
            return of(problem);
        }
        Prices prices = new Prices(problem);
        if (prices.scale > 0) {
            copyInto(earlier.bestPrice, prices.price);
            prices.tryOut();
            prices.settle();
        }
        return prices;
    }

    /**
     * Looks for better prices, with fewer steps where each takes longer.
     *
     * @param most how often prices are changed at most
     */
    void refine(int most) {
        if (scale > 0) {
            long each = (long) problem.services * problem.types * relaxation.kinds();
            copyInto(bestPrice, price);
            improve(Math.clamp(WORK / Math.max(1, each), FEWEST_STEPS, most));
            settle();
        }
    }

    /** Lets the prices of demand be those at the best prices of resources. */
    private void settle() {
        if (scale > 0) {
            relaxation.evaluate(bestPrice);
        }
    }

    private void tryOut() {
        double now = relaxation.evaluate(price);
        if (now < bound) {
            bound = now;
            copyInto(price, bestPrice);
        }
    }

    /** Tries load resources at a part of the greatest value that a unit of them can have: often this is nearly all there is to say. */
    private void begin() {
        if (scale <= 0) {
            return;
        }
        for (int part = 0; part <= FIRST_PARTS; part++) {
            for (int kind = 0; kind < Math.min(1, problem.loadKinds); kind++) {
                double greatest = greatestValue(kind) * part / FIRST_PARTS;
                for (int t = 0; t < problem.types; t++) {
                    price[t][kind] = problem.usable[t] ? greatest * problem.lendable[t][kind] / scale : 0;
                }
            }
            tryOut();
        }
    }

    private double greatestValue(int kind) {
        double greatest = 0;
        for (int i = 0; i < problem.services; i++) {
            if (problem.demand[i] > 0 && problem.unitCost[i][kind] > 0) {
                greatest = Math.max(greatest, problem.value[i] / problem.unitCost[i][kind]);
            }
        }
        return greatest;
    }

    private void improve(int steps) {
        double goal = FIRST_GOAL;
        double atGoal = bound;
        int failures = 0;
        for (int step = 0; step < steps && goal > LAST_GOAL; step++) {
            double now = relaxation.evaluate(price);
            if (now < bound) {
                bound = now;
                copyInto(price, bestPrice);
            }
            failures++;
            if (bound < atGoal - goal * scale / 2) {
                atGoal = bound;
                failures = 0;
            } else if (failures > FAILURES_ALLOWED) {
                goal /= 2;
                atGoal = bound;
                failures = 0;
                copyInto(bestPrice, price);
                now = relaxation.evaluate(price);
                recall(1);
            }
            recall(step == 0 ? 1 : WEIGHT);
            if (!step(((now - bound) / scale + goal))) {
                recall(1);
            }
        }
    }

    /** Lets the newest answer count with this weight in the average of the last ones. */
    private void recall(double weight) {
        for (int t = 0; t < problem.types; t++) {
            for (int kind = 0; kind < price[t].length; kind++) {
                average[t][kind] = (1 - weight) * average[t][kind] + weight * relaxation.used(t, kind);
            }
        }
    }

    /** Moves the prices against what the average of the last answers leaves; false where that is nothing. */
    private boolean step(double wanted) {
        double square = 0;
        for (int t = 0; t < problem.types; t++) {
            for (int kind = 0; kind < price[t].length; kind++) {
                double slope = slope(t, kind);
                if (price[t][kind] > 0 || slope < 0) {
                    square += slope * slope;
                }
            }
        }
        if (square <= 0) {
            return false;
        }
        double factor = wanted / square;
        for (int t = 0; t < problem.types; t++) {
            for (int kind = 0; kind < price[t].length; kind++) {
                price[t][kind] = Math.max(0, price[t][kind] - factor * slope(t, kind));
            }
        }
        return true;
    }

    private double slope(int type, int kind) {
        return relaxation.has(type, kind) > 0 ? 1 - average[type][kind] / relaxation.has(type, kind) : 0;
    }

    private static double[][] copy(double[][] from) {
        return Arrays.stream(from).map(double[]::clone).toArray(double[][]::new);
    }

    private static void copyInto(double[][] from, double[][] to) {
        for (int t = 0; t < from.length; t++) {
            for (int kind = 0; kind < from[t].length; kind++) {
                to[t][kind] = from[t][kind];
            }
        }
    }

    /** No placement serves more, in units times value. */
    double bound() {
        return bound;
    }

    /** What one more unit of demand of {@code service} would be worth: 0 where not all of it can be served. */
    double ofDemand(int service) {
        return relaxation.ofDemand(service);
    }

    /** How much of what all servers could carry of a service it asks for, 0..1. */
    double criticality(int service) {
        return problem.criticality[service];
    }
}
