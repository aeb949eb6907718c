package dev.headroom.bench.oracle;

import dev.headroom.bench.trial.Instances;
import dev.headroom.ma2scf.placement.Problem;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The numbers of a problem as integers. Capacities, footprints, demands and limits are multiples of {@link Instances#GRID} and costs
 * and values of {@link Instances#COST_GRID}, so nothing is rounded but the loads, which are whole multiples of
 * {@link Instances#GRID} of a unit. A load rounded down stays feasible, so the best answer on the grid is below the true one by
 * less than one step for each pair that carries load: {@link #error}.
 */
final class Grid {
    /** What one step of an amount is worth. */
    static final double AMOUNT = Instances.GRID * Instances.COST_GRID;

    private static final long COST_STEPS = Math.round(1 / Instances.COST_GRID);

    private Grid() {}

    /** What loads use, in the product of the steps of load and cost. */
    static long lendable(double amount) {
        return Math.multiplyExact(steps("capacity", amount, Instances.GRID), COST_STEPS);
    }

    static long load(double amount) {
        return steps("load", amount, Instances.GRID);
    }

    static long room(double amount) {
        return steps("room", amount, Instances.GRID);
    }

    static long cost(double amount) {
        return steps("cost", amount, Instances.COST_GRID);
    }

    static long floor(double load) {
        return (long) Math.floor(load / Instances.GRID);
    }

    private static long steps(String what, double amount, double step) {
        double steps = amount / step;
        if (steps != Math.rint(steps) || Math.abs(steps) > 1L << 52) {
            throw new IllegalArgumentException("The %s %s is no multiple of %s.".formatted(what, amount, step));
        }
        return (long) steps;
    }

    /**
     * The most by which the best amount of a priority class can exceed the best one on the grid. It is 0 where there is
     * one load resource that all use alike: loads are a flow then, and whole numbers lose nothing.
     */
    static double error(Problem problem, int priority) {
        boolean isFlow = IntStream.range(0, problem.services())
                .allMatch(i -> problem.borrower(i).unitCost().equals(List.of(1.0)));
        double sum = 0;
        for (int j = 0; j < (isFlow ? 0 : problem.servers()); j++) {
            for (int i : problem.candidates(j)) {
                sum += problem.borrower(i).priority() == priority
                        ? problem.borrower(i).value() * Instances.GRID
                        : 0;
            }
        }
        return sum;
    }
}
