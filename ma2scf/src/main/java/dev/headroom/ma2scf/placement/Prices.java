package dev.headroom.ma2scf.placement;

import java.util.Arrays;

/**
 * Second stage: what each resource of each type of server is worth, and from this an upper bound of what any placement can serve.
 *
 * <p>Lagrangian relaxation of {@link TypeProblem}: whatever prices the resources have, the sum of what all of them cost and of
 * what each service gains at these prices is an upper bound (weak duality). The prices are improved by the volume algorithm of
 * Barahona & Anbil (Math. Programming 87, 2000): steps from the best prices known, in the direction of what the average of the
 * answers so far asks too much.
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

    private final double[][] used;
    private final double[][] average;
    private final double scale;
    private final double[] lambda;
    private final int[] order;
    private final double[] margin;

    private double bound;
    private double[][] bestPrice;

    private Prices(TypeProblem problem) {
        this.problem = problem;
        int kinds = problem.loadKinds + problem.roomKinds;
        price = new double[problem.types][kinds];
        used = new double[problem.types][kinds];
        average = new double[problem.types][kinds];
        lambda = new double[problem.services];
        order = new int[problem.types];
        margin = new double[problem.types];
        double all = 0;
        for (int i = 0; i < problem.services; i++) {
            all += problem.demand[i] * problem.value[i];
        }
        scale = all;
        bound = all;
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
            long each = (long) problem.services * problem.types * (problem.loadKinds + problem.roomKinds);
            copyInto(bestPrice, price);
            improve((int) Math.clamp(WORK / Math.max(1, each), FEWEST_STEPS, most));
            settle();
        }
    }

    /** Lets the prices of demand be those at the best prices of resources. */
    private void settle() {
        if (scale > 0) {
            evaluate(bestPrice);
        }
    }

    private void tryOut() {
        double now = evaluate(price);
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
            if (problem.unitCost[i][kind] > 0) {
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
            double now = evaluate(price);
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
                now = evaluate(price);
                copyInto(used, average);
            }
            mix(step == 0 ? 1 : WEIGHT);
            if (!step(((now - bound) / scale + goal))) {
                copyInto(used, average);
            }
        }
    }

    private void mix(double weight) {
        for (int t = 0; t < problem.types; t++) {
            for (int kind = 0; kind < price[t].length; kind++) {
                average[t][kind] = (1 - weight) * average[t][kind] + weight * used[t][kind];
            }
        }
    }

    /** Moves the prices against what the average of the last answers leaves; false where that is nothing. */
    private boolean step(double wanted) {
        double square = 0;
        for (int t = 0; t < problem.types; t++) {
            for (int kind = 0; kind < price[t].length; kind++) {
                double slope = slope(average, t, kind);
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
                price[t][kind] = Math.max(0, price[t][kind] - factor * slope(average, t, kind));
            }
        }
        return true;
    }

    private double slope(double[][] use, int type, int kind) {
        return has(type, kind) > 0 ? 1 - use[type][kind] / has(type, kind) : 0;
    }

    private double has(int type, int kind) {
        return kind < problem.loadKinds ? problem.lendable[type][kind] : problem.room[type][kind - problem.loadKinds];
    }

    /** The bound at {@code prices}; fills {@link #used} and {@link #lambda}. */
    private double evaluate(double[][] prices) {
        double sum = 0;
        for (int t = 0; t < problem.types; t++) {
            Arrays.fill(used[t], 0);
            for (double part : prices[t]) {
                sum += part * scale;
            }
        }
        for (int i = 0; i < problem.services; i++) {
            sum += gain(i, prices);
        }
        return sum;
    }

    /** What service i gains at {@code prices}: it takes the types where a unit gains most, until its demand is met. */
    private double gain(int i, double[][] prices) {
        int open = 0;
        for (int t = 0; t < problem.types; t++) {
            if (problem.most[i][t] > 0) {
                double m = margin(i, t, prices);
                margin[t] = m;
                if (m > 0) {
                    order[open++] = t;
                }
            }
        }
        double left = problem.demand[i];
        double gain = 0;
        lambda[i] = 0;
        while (left > 0 && open > 0) {
            int best = 0;
            for (int at = 1; at < open; at++) {
                if (margin[order[at]] > margin[order[best]]) {
                    best = at;
                }
            }
            int t = order[best];
            order[best] = order[--open];
            double x = Math.min(left, problem.most[i][t]);
            gain += margin[t] * x;
            left -= x;
            lambda[i] = left > 0 ? 0 : margin[t];
            use(i, t, x);
        }
        return gain;
    }

    private double margin(int i, int t, double[][] prices) {
        double m = problem.value[i];
        for (int kind = 0; kind < problem.loadKinds; kind++) {
            m -= unit(t, kind, prices) * problem.unitCost[i][kind];
        }
        for (int kind = 0; kind < problem.roomKinds; kind++) {
            m -= unit(t, problem.loadKinds + kind, prices) * problem.roomCost[i][t][kind];
        }
        return m;
    }

    private double unit(int type, int kind, double[][] prices) {
        double has = has(type, kind);
        return has > 0 ? prices[type][kind] * scale / has : 0;
    }

    private void use(int i, int t, double x) {
        for (int kind = 0; kind < problem.loadKinds; kind++) {
            used[t][kind] += x * problem.unitCost[i][kind];
        }
        for (int kind = 0; kind < problem.roomKinds; kind++) {
            used[t][problem.loadKinds + kind] += x * problem.roomCost[i][t][kind];
        }
    }

    private static double[][] copy(double[][] from) {
        return Arrays.stream(from).map(double[]::clone).toArray(double[][]::new);
    }

    private static void copyInto(double[][] from, double[][] to) {
        for (int t = 0; t < from.length; t++) {
            System.arraycopy(from[t], 0, to[t], 0, from[t].length);
        }
    }

    /** No placement serves more, in units times value. */
    double bound() {
        return bound;
    }

    /** What one more unit of demand of {@code service} would be worth: 0 where not all of it can be served. */
    double ofDemand(int service) {
        return lambda[service];
    }

    /** How much of what all servers could carry of a service it asks for, 0..1. */
    double criticality(int service) {
        return problem.criticality[service];
    }

    /** What one unit of a resource is worth on a server of {@code type}. */
    double ofLoad(int type, int kind) {
        return unit(type, kind, bestPrice);
    }

    double ofRoom(int type, int kind) {
        return unit(type, problem.loadKinds + kind, bestPrice);
    }
}
