package dev.headroom.ma2scf.placement;

import java.util.Arrays;

/**
 * Makes one scale of several load resources: each counts as its part of what a server has left, weighted by how scarce it is
 * there. With one resource that is the resource itself. Whatever the weights, services cannot use more of the scale than there
 * is, so it bounds what can be gained (a surrogate constraint, Glover 1968).
 */
final class LoadMeasure {
    private static final int ROUNDS = 3;

    private final Problem problem;
    private double[] weight = {};
    private double[] demanded = {};

    LoadMeasure(Problem problem) {
        this.problem = problem;
    }

    /** Weighs for a server with {@code left} of each resource and the first {@code size} services of a pool. */
    void weigh(double[] left, int[] service, double[] gain, double[] limit, int size) {
        if (weight.length != left.length) {
            weight = new double[left.length];
            demanded = new double[left.length];
        }
        for (int kind = 0; kind < left.length; kind++) {
            weight[kind] = left[kind] > 0 ? 1 / left[kind] / left.length : 0;
        }
        for (int round = 0; left.length > 1 && round < ROUNDS; round++) {
            reweigh(left, demand(left, service, gain, limit, size));
        }
    }

    /** What is asked of each resource at the weights as they are; returns what is asked in all. */
    private double demand(double[] left, int[] service, double[] gain, double[] limit, int size) {
        Arrays.fill(demanded, 0);
        double all = 0;
        for (int at = 0; at < size; at++) {
            double uses = of(service[at]);
            if (gain[at] > 0 && uses > 0) {
                // what gains most for its use is asked for most
                double once = 1 / uses;
                double wanted = gain[at] * once * gain[at] * Math.min(limit[at], once);
                all += wanted;
                double[] cost = problem.unitCost(service[at]);
                for (int kind = 0; kind < left.length; kind++) {
                    demanded[kind] += wanted * once * cost[kind];
                }
            }
        }
        for (int kind = 0; kind < left.length; kind++) {
            demanded[kind] = left[kind] > 0 ? demanded[kind] / left[kind] : 0;
        }
        return all;
    }

    private void reweigh(double[] left, double all) {
        if (all <= 0) {
            return;
        }
        double sum = 0;
        for (int kind = 0; kind < left.length; kind++) {
            weight[kind] *= Math.sqrt(demanded[kind] / all);
            sum += weight[kind] * left[kind];
        }
        for (int kind = 0; kind < left.length && sum > 0; kind++) {
            weight[kind] /= sum;
        }
    }

    /** What one unit of load of a service uses of the scale. */
    double of(int service) {
        double[] cost = problem.unitCost(service);
        double uses = 0;
        for (int kind = 0; kind < cost.length; kind++) {
            uses += weight[kind] * cost[kind];
        }
        return uses;
    }

    /** What is left of the scale. */
    double left(double[] left) {
        double sum = 0;
        for (int kind = 0; kind < left.length; kind++) {
            sum += weight[kind] * left[kind];
        }
        return sum;
    }
}
