package dev.headroom.bench.oracle;

import com.google.ortools.Loader;
import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import dev.headroom.bench.trial.Instances;
import dev.headroom.ma2scf.placement.Borrower;
import dev.headroom.ma2scf.placement.Borrower.Limits;
import dev.headroom.ma2scf.placement.Placement;
import dev.headroom.ma2scf.placement.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** A problem in the words of CP-SAT: a count and a load for each pair of a service and a server that may meet. */
final class CpSatModel {
    record Pair(int service, int server, int existing, IntVar count, IntVar load) {}

    static {
        Loader.loadNativeLibraries();
    }

    private final Problem problem;
    private final CpModel model = new CpModel();
    private final List<Pair> pairs = new ArrayList<>();
    /** Containers that must stop in every answer, because they run where no container may. */
    private int forcedStops;

    CpSatModel(Problem problem) {
        this.problem = problem;
        for (int j = 0; j < problem.servers(); j++) {
            for (int i : problem.candidates(j)) {
                addPair(i, j);
            }
            for (int i : problem.existing(j)) {
                forcedStops += Math.max(0, problem.existing(i, j) - most(i, j));
            }
        }
        servers();
        services();
        apart();
    }

    CpModel model() {
        return model;
    }

    private int most(int service, int server) {
        Borrower borrower = problem.borrower(service);
        double most = Math.min(
                problem.most(service, server),
                Math.min(borrower.limits().atMost(), borrower.limits().perZone()));
        for (int kind = 0; kind < borrower.footprint().size(); kind++) {
            if (borrower.footprint().get(kind) > 0) {
                double room = problem.supply(server).room().get(kind);
                most = Math.min(most, Math.floor(room / borrower.footprint().get(kind)));
            }
        }
        return (int) most;
    }

    private void addPair(int service, int server) {
        int existing = problem.existing(service, server);
        int most = most(service, server);
        double limit = problem.containerLimit(service);
        double alone = Math.min(problem.demand(service), problem.carries(service, server, most));
        int useful = (int) Math.min(most, Math.max(existing, Math.ceil(alone / limit)));
        useful = alone > 0 ? Math.max(useful, Math.min(most, 1)) : useful;
        if (useful > 0) {
            IntVar count = model.newIntVar(0, useful, "n" + service + "_" + server);
            IntVar load = model.newIntVar(0, Grid.floor(alone), "x" + service + "_" + server);
            long each = alone < limit ? Grid.floor(alone) : Grid.load(limit);
            model.addLessOrEqual(LinearExpr.newBuilder().add(load).addTerm(count, -each), 0);
            pairs.add(new Pair(service, server, existing, count, load));
        }
    }

    private void servers() {
        Map<Integer, List<Pair>> byServer = new HashMap<>();
        pairs.forEach(pair ->
                byServer.computeIfAbsent(pair.server(), j -> new ArrayList<>()).add(pair));
        byServer.forEach((server, here) -> {
            for (int kind = 0; kind < problem.supply(server).lendable().size(); kind++) {
                int k = kind;
                long limit = Grid.lendable(problem.supply(server).lendable().get(kind));
                atMost(
                        here,
                        Pair::load,
                        pair -> Grid.cost(borrower(pair).unitCost().get(k)),
                        limit);
            }
            for (int kind = 0; kind < problem.supply(server).room().size(); kind++) {
                int k = kind;
                long limit = Grid.room(problem.supply(server).room().get(kind));
                atMost(
                        here,
                        Pair::count,
                        pair -> Grid.room(borrower(pair).footprint().get(k)),
                        limit);
            }
        });
    }

    private void services() {
        for (int i = 0; i < problem.services(); i++) {
            int service = i;
            List<Pair> mine = those(pair -> pair.service() == service);
            Limits limits = problem.borrower(i).limits();
            atMost(mine, Pair::load, pair -> 1, Grid.load(problem.demand(i)));
            if (limits.atMost() < Integer.MAX_VALUE) {
                atMost(mine, Pair::count, pair -> 1, limits.atMost());
            }
            for (int z = 0; limits.perZone() < Integer.MAX_VALUE && z < problem.zones(); z++) {
                int zone = z;
                List<Pair> inZone = those(pair -> pair.service() == service && problem.zone(pair.server()) == zone);
                atMost(inZone, Pair::count, pair -> 1, limits.perZone());
            }
        }
    }

    private void apart() {
        Map<List<Integer>, List<Literal>> meeting = new HashMap<>();
        for (Pair pair : pairs) {
            int group = borrower(pair).limits().apart();
            if (group != Limits.WITH_ANY) {
                BoolVar isHere = model.newBoolVar("y" + pair.service() + "_" + pair.server());
                model.addEquality(pair.count(), 0).onlyEnforceIf(isHere.not());
                meeting.computeIfAbsent(List.of(group, pair.server()), key -> new ArrayList<>())
                        .add(isHere);
            }
        }
        meeting.values().forEach(model::addAtMostOne);
    }

    private void atMost(List<Pair> here, Function<Pair, IntVar> variable, ToLongFunction<Pair> weight, long most) {
        long divisor = 0;
        for (Pair pair : here) {
            divisor = divisor(divisor, weight.applyAsLong(pair));
        }
        if (divisor > 0) {
            LinearExprBuilder sum = LinearExpr.newBuilder();
            for (Pair pair : here) {
                sum.addTerm(variable.apply(pair), weight.applyAsLong(pair) / divisor);
            }
            model.addLessOrEqual(sum, Math.floorDiv(most, divisor));
        }
    }

    static long divisor(long one, long other) {
        return other == 0 ? one : divisor(other, one % other);
    }

    private List<Pair> those(Predicate<Pair> wanted) {
        return pairs.stream().filter(wanted).toList();
    }

    private Borrower borrower(Pair pair) {
        return problem.borrower(pair.service());
    }

    /** The amount of a priority class, in multiples of {@code unit} steps. */
    LinearExpr amount(int priority, long unit) {
        LinearExprBuilder sum = LinearExpr.newBuilder();
        for (Pair pair : those(pair -> borrower(pair).priority() == priority)) {
            sum.addTerm(pair.load(), Grid.cost(borrower(pair).value()) / unit);
        }
        return sum.build();
    }

    /** Starts and stops. */
    LinearExpr changes() {
        LinearExprBuilder sum = LinearExpr.newBuilder().add(forcedStops);
        for (Pair pair : pairs) {
            if (pair.existing() == 0) {
                sum.add(pair.count());
            } else {
                IntVar change = model.newIntVar(0, Integer.MAX_VALUE, "c" + pair.service() + "_" + pair.server());
                int kept = Math.min(pair.existing(), most(pair.service(), pair.server()));
                model.addGreaterOrEqual(LinearExpr.newBuilder().add(change).addTerm(pair.count(), -1), -kept);
                model.addGreaterOrEqual(LinearExpr.newBuilder().add(change).add(pair.count()), kept);
                sum.add(change);
            }
        }
        return sum.build();
    }

    /** Gives the solver a first answer to begin its search with. */
    void hint(Placement placement) {
        model.clearHints();
        for (Pair pair : pairs) {
            model.addHint(pair.count(), placement.count(pair.service(), pair.server()));
            model.addHint(pair.load(), Grid.floor(placement.load(pair.service(), pair.server())));
        }
    }

    Placement placement(CpSolver solver) {
        Placement placement = new Placement(problem);
        for (Pair pair : pairs) {
            int count = (int) solver.value(pair.count());
            if (count > 0) {
                double load = solver.value(pair.load()) * Instances.GRID;
                placement.set(pair.service(), pair.server(), count, load);
            }
        }
        return placement;
    }
}
