package dev.headroom.bench.oracle;

import com.google.ortools.Loader;
import com.google.ortools.modelbuilder.LinearExpr;
import com.google.ortools.modelbuilder.LinearExprBuilder;
import com.google.ortools.modelbuilder.ModelBuilder;
import com.google.ortools.modelbuilder.ModelSolver;
import com.google.ortools.modelbuilder.SolveStatus;
import com.google.ortools.modelbuilder.Variable;
import dev.headroom.ma2scf.placement.Borrower;
import dev.headroom.ma2scf.placement.Placement;
import dev.headroom.ma2scf.placement.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Solves lending problems with SCIP, a mixed-integer solver: loads are real numbers there, so it is fast where several
 * resources are used in proportion to load, where {@link CpSatOracle} with its fine integer grid finds no proof from
 * about 100 servers on. It computes in doubles with its own tolerance: trust its amounts to {@link #TOLERANCE}. Takes
 * problems with one priority class, nothing running, and no limits but those of single servers, and refuses others.
 */
final class ScipOracle {
    static final double TOLERANCE = 1e-5;

    /** A load is counted in what it is worth, so that all numbers are of one size. */
    private record Pair(int service, int server, Variable count, Variable worth) {}

    static {
        Loader.loadNativeLibraries();
    }

    private final double seconds;

    /** @param seconds for each question at most */
    ScipOracle(double seconds) {
        this.seconds = seconds;
    }

    /** The most that can be served. */
    Exact most(Problem problem) {
        ModelBuilder model = new ModelBuilder();
        List<Pair> pairs = pairs(problem, model);
        model.maximize(sum(pairs, Pair::worth, pair -> 1));
        ModelSolver solver = solver();
        boolean isProven = solve(solver, model);
        Placement placement = placement(problem, pairs, solver);
        double bound = solver.hasSolution() ? solver.getBestObjectiveBound() : Double.POSITIVE_INFINITY;
        return exact(placement, bound * (1 + TOLERANCE), isProven, solver);
    }

    /** The fewest starts that serve no less than {@code known} does, up to {@link #TOLERANCE}; {@code known} if none are found. */
    Exact fewestChanges(Problem problem, Placement known) {
        ModelBuilder model = new ModelBuilder();
        List<Pair> pairs = pairs(problem, model);
        model.addGreaterOrEqual(sum(pairs, Pair::worth, pair -> 1), known.amount() * (1 - TOLERANCE));
        model.minimize(sum(pairs, Pair::count, pair -> 1));
        ModelSolver solver = solver();
        boolean isProven = solve(solver, model);
        Placement placement = solver.hasSolution() ? placement(problem, pairs, solver) : known;
        return exact(placement, placement.amount(), isProven, solver);
    }

    private static Exact exact(Placement placement, double bound, boolean isProven, ModelSolver solver) {
        return new Exact(List.of(placement.amount()), List.of(bound), isProven, solver.getWallTime(), placement);
    }

    private static List<Pair> pairs(Problem problem, ModelBuilder model) {
        List<Pair> pairs = new ArrayList<>();
        for (int j = 0; j < problem.servers(); j++) {
            for (int i : problem.candidates(j)) {
                pairs.add(pair(problem, model, i, j));
            }
        }
        for (int j = 0; j < problem.servers(); j++) {
            int server = j;
            List<Pair> here = those(pairs, pair -> pair.server() == server);
            for (int kind = 0; kind < problem.supply(j).lendable().size(); kind++) {
                int k = kind;
                ToDoubleFunction<Pair> cost =
                        pair -> borrower(problem, pair).unitCost().get(k)
                                / borrower(problem, pair).value();
                model.addLessOrEqual(
                        sum(here, Pair::worth, cost),
                        problem.supply(j).lendable().get(k));
            }
            for (int kind = 0; kind < problem.supply(j).room().size(); kind++) {
                int k = kind;
                model.addLessOrEqual(
                        sum(
                                here,
                                Pair::count,
                                pair -> borrower(problem, pair).footprint().get(k)),
                        problem.supply(j).room().get(k));
            }
        }
        for (int i = 0; i < problem.services(); i++) {
            int service = i;
            List<Pair> mine = those(pairs, pair -> pair.service() == service);
            model.addLessOrEqual(
                    sum(mine, Pair::worth, pair -> 1),
                    problem.demand(i) * problem.borrower(i).value());
        }
        return pairs;
    }

    private static Pair pair(Problem problem, ModelBuilder model, int service, int server) {
        Borrower borrower = problem.borrower(service);
        Borrower.Limits limits = borrower.limits();
        if (borrower.priority() > 0
                || Math.min(limits.atMost(), limits.perZone()) < Integer.MAX_VALUE
                || limits.apart() != Borrower.Limits.WITH_ANY
                || problem.existing(server).length > 0) {
            throw new IllegalArgumentException(
                    "This oracle knows no priorities, limits in all or containers that run.");
        }
        int most = problem.most(service, server);
        for (int kind = 0; kind < borrower.footprint().size(); kind++) {
            if (borrower.footprint().get(kind) > 0) {
                double room = problem.supply(server).room().get(kind);
                most = (int)
                        Math.min(most, Math.floor(room / borrower.footprint().get(kind)));
            }
        }
        double alone = Math.min(problem.demand(service), problem.carries(service, server, most));
        Variable count = model.newIntVar(0, most, "n" + service + "_" + server);
        Variable worth = model.newNumVar(0, alone * borrower.value(), "x" + service + "_" + server);
        double each = Math.min(alone, problem.containerLimit(service)) * borrower.value();
        model.addLessOrEqual(LinearExpr.newBuilder().add(worth).addTerm(count, -each), 0);
        return new Pair(service, server, count, worth);
    }

    private ModelSolver solver() {
        ModelSolver solver = new ModelSolver("SCIP");
        solver.setTimeLimit(Duration.ofMillis(Math.round(seconds * 1000)));
        return solver;
    }

    /** Returns whether the answer is proven to be the best. */
    private static boolean solve(ModelSolver solver, ModelBuilder model) {
        SolveStatus status = solver.solve(model);
        if (status != SolveStatus.OPTIMAL && status != SolveStatus.FEASIBLE && status != SolveStatus.NOT_SOLVED) {
            throw new IllegalStateException("The solver says %s of a model with an answer.".formatted(status));
        }
        return status == SolveStatus.OPTIMAL;
    }

    /** Cuts what its tolerance leaves over a limit. */
    private static Placement placement(Problem problem, List<Pair> pairs, ModelSolver solver) {
        Placement placement = new Placement(problem);
        for (Pair pair : pairs) {
            int count = solver.hasSolution() ? (int) Math.round(solver.getValue(pair.count())) : 0;
            if (count > 0) {
                double load =
                        solver.getValue(pair.worth()) / borrower(problem, pair).value() * (1 - TOLERANCE / 10);
                placement.set(pair.service(), pair.server(), count, Math.max(0, load));
            }
        }
        return placement;
    }

    private static List<Pair> those(List<Pair> pairs, Predicate<Pair> wanted) {
        return pairs.stream().filter(wanted).toList();
    }

    private static Borrower borrower(Problem problem, Pair pair) {
        return problem.borrower(pair.service());
    }

    private static LinearExpr sum(List<Pair> pairs, Function<Pair, Variable> variable, ToDoubleFunction<Pair> factor) {
        LinearExprBuilder sum = LinearExpr.newBuilder();
        for (Pair pair : pairs) {
            sum.addTerm(variable.apply(pair), factor.applyAsDouble(pair));
        }
        return sum.build();
    }
}
