package dev.headroom.bench.oracle;

import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.LinearExpr;
import dev.headroom.ma2scf.placement.Placement;
import dev.headroom.ma2scf.placement.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Solves a problem to the proven optimum with OR-Tools CP-SAT, where that takes reasonable time. Takes problems whose numbers lie
 * on the grid of {@link Grid} and refuses others. Minimum counts are not asked for: they are kept only where possible, which is no
 * part of the optimum.
 */
final class CpSatOracle {
    private static final double ROUNDING = 1e-10;
    /**
     * An amount is proven when no better one can be above it by more than this part. A proof to the last step of a fine
     * grid depends on rounding, not on placement, and may never end.
     */
    private static final double GAP = 1e-5;

    private final int workers;
    private final double seconds;

    /** @param seconds for each question at most */
    CpSatOracle(int workers, double seconds) {
        this.workers = workers;
        this.seconds = seconds;
    }

    /** The most that can be served, one priority class after the other. */
    Exact most(Problem problem) {
        CpSatModel model = new CpSatModel(problem);
        List<Double> bounds = new ArrayList<>();
        boolean isProven = true;
        double took = 0;
        Placement best = new Placement(problem);
        for (int priority : priorities(problem)) {
            long unit = unit(problem, priority);
            LinearExpr amount = model.amount(priority, unit);
            model.model().maximize(amount);
            model.hint(best);
            CpSolver solver = solver();
            solver.getParameters().setRelativeGapLimit(Grid.error(problem, priority) == 0 ? 0 : GAP);
            CpSolverStatus status = solver.solve(model.model());
            took += solver.wallTime();
            isProven &= status == CpSolverStatus.OPTIMAL;
            best = isFound(status) ? model.placement(solver) : best;
            double step = unit * Grid.AMOUNT;
            double error = Grid.error(problem, priority);
            // a solver that was stopped before its search began answers 0
            double most = isFound(status) ? solver.bestObjectiveBound() * step + error : Double.POSITIVE_INFINITY;
            bounds.add(bound(problem, priority, most));
            atLeast(model, problem, priority, amount(problem, best, priority) - error);
        }
        return new Exact(amounts(problem, best), List.copyOf(bounds), isProven, took, best);
    }

    /** The fewest starts and stops that serve every priority class no less than {@code known} does, up to rounding. */
    Exact fewestChanges(Problem problem, Placement known) {
        CpSatModel model = new CpSatModel(problem);
        for (int priority : priorities(problem)) {
            atLeast(model, problem, priority, amount(problem, known, priority) - Grid.error(problem, priority));
        }
        model.model().minimize(model.changes());
        model.hint(known);
        CpSolver solver = solver();
        CpSolverStatus status = solver.solve(model.model());
        Placement best = isFound(status) ? model.placement(solver) : known;
        boolean isProven = status == CpSolverStatus.OPTIMAL;
        List<Double> amounts = amounts(problem, best);
        return new Exact(amounts, amounts, isProven, solver.wallTime(), best);
    }

    private static boolean isFound(CpSolverStatus status) {
        return switch (status) {
            case OPTIMAL, FEASIBLE -> true;
            case UNKNOWN -> false;
            case INFEASIBLE, MODEL_INVALID, UNRECOGNIZED ->
                throw new IllegalStateException("The solver says %s of a model with an answer.".formatted(status));
        };
    }

    private CpSolver solver() {
        CpSolver solver = new CpSolver();
        solver.getParameters()
                .setNumWorkers(workers)
                .setMaxTimeInSeconds(seconds)
                .setRandomSeed(1);
        return solver;
    }

    private static void atLeast(CpSatModel model, Problem problem, int priority, double amount) {
        long unit = unit(problem, priority);
        double steps = amount / Grid.AMOUNT / unit;
        // rounded up, because the solver's steps are whole; but not where it is the double that is above the sum it
        // stands for
        model.model()
                .addGreaterOrEqual(model.amount(priority, unit), (long) Math.ceil(steps * (1 - ROUNDING) - ROUNDING));
    }

    /** At most the demand: before its search began, the solver's own bound may be far above. */
    private static double bound(Problem problem, int priority, double bound) {
        return Math.min(
                bound,
                sum(problem, priority, IntStream.range(0, problem.services()).mapToDouble(problem::demand)));
    }

    private static List<Double> amounts(Problem problem, Placement placement) {
        return IntStream.of(priorities(problem))
                .mapToObj(priority -> amount(problem, placement, priority))
                .toList();
    }

    private static double amount(Problem problem, Placement placement, int priority) {
        return sum(problem, priority, IntStream.range(0, problem.services()).mapToDouble(placement::served));
    }

    private static double sum(Problem problem, int priority, DoubleStream units) {
        double[] each = units.toArray();
        return IntStream.range(0, each.length)
                .filter(i -> problem.borrower(i).priority() == priority)
                .mapToDouble(i -> each[i] * problem.borrower(i).value())
                .sum();
    }

    /** The common divisor of the values of a class: the solver then counts in smaller numbers. */
    private static long unit(Problem problem, int priority) {
        return IntStream.range(0, problem.services())
                .filter(i -> problem.borrower(i).priority() == priority)
                .mapToLong(i -> Grid.cost(problem.borrower(i).value()))
                .reduce(0, CpSatModel::divisor);
    }

    private static int[] priorities(Problem problem) {
        return IntStream.range(0, problem.services())
                .map(i -> problem.borrower(i).priority())
                .sorted()
                .distinct()
                .toArray();
    }
}
