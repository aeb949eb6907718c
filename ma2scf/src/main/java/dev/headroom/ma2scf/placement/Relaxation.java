package dev.headroom.ma2scf.placement;

import java.util.Arrays;

/**
 * The Lagrangian relaxation of a {@link TypeProblem}: at given prices of the servers' resources each service decides alone where
 * it is served, and what resources cost and services gain together is an upper bound of what any placement serves.
 */
final class Relaxation {
    private final TypeProblem problem;
    private final double[][] used;
    /** By type and kind: what one unit costs at the last prices. */
    private final double[][] unit;

    private final double[] lambda;
    private final int[] order;
    private final double[] margin;
    private final double scale;

    Relaxation(TypeProblem problem) {
        this.problem = problem;
        used = new double[problem.types][kinds()];
        unit = new double[problem.types][kinds()];
        lambda = new double[problem.services];
        order = new int[problem.types];
        margin = new double[problem.types];
        double all = 0;
        for (int i = 0; i < problem.services; i++) {
            all += problem.demand[i] * problem.value[i];
        }
        scale = all;
    }

    /** Kinds of load resources, then kinds of room. */
    int kinds() {
        return problem.loadKinds + problem.roomKinds;
    }

    /** The value of all demand: prices are parts of it. */
    double scale() {
        return scale;
    }

    /** What the answer at the last prices uses of a resource of a whole type. */
    double used(int type, int kind) {
        return used[type][kind];
    }

    /** What one more unit of demand would be worth at the last prices. */
    double ofDemand(int service) {
        return lambda[service];
    }

    /** What a whole type has of a resource. */
    double has(int type, int kind) {
        return kind < problem.loadKinds ? problem.lendable[type][kind] : problem.room[type][kind - problem.loadKinds];
    }

    /**
     * The bound at some prices.
     *
     * @param prices by type and kind, as a part of {@link #scale} that all of the type's resource costs
     */
    double evaluate(double[][] prices) {
        double sum = 0;
        for (int t = 0; t < problem.types; t++) {
            Arrays.fill(used[t], 0);
            for (int kind = 0; kind < kinds(); kind++) {
                sum += prices[t][kind] * scale;
                unit[t][kind] = unit(t, kind, prices);
            }
        }
        for (int i = 0; i < problem.services; i++) {
            sum += gain(i);
        }
        return sum;
    }

    /** What service i gains: it takes the types where a unit gains most, until its demand is met. */
    private double gain(int i) {
        int open = 0;
        for (int t = 0; t < problem.types; t++) {
            if (problem.most[i][t] > 0) {
                double m = margin(i, t);
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

    private double margin(int i, int t) {
        double m = problem.value[i];
        double[] costs = unit[t];
        double[] load = problem.unitCost[i];
        for (int kind = 0; kind < load.length; kind++) {
            m -= costs[kind] * load[kind];
        }
        double[] room = problem.roomCost[i][t];
        for (int kind = 0; kind < room.length; kind++) {
            m -= costs[load.length + kind] * room[kind];
        }
        return m;
    }

    /** What one unit of a resource costs. */
    double unit(int type, int kind, double[][] prices) {
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
}
