package dev.headroom.ma2scf.placement;

import dev.headroom.bench.trial.Feasibility;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The exact answer to a problem with one load resource: every combination of containers is tried. What containers can carry is
 * told by the least cut, every subset of services tried, and the greedy rule for polymatroids (Edmonds 1970): no flow is searched,
 * so nothing here is shared with the finder but the rules.
 */
final class Exhaustive {
    private final Problem problem;
    private final Placement placement;
    private final int[] priorities;
    private final int[] order;
    private double[] best;

    private Exhaustive(Placement placement) {
        this.placement = placement;
        problem = placement.problem();
        priorities = IntStream.range(0, problem.services())
                .map(i -> problem.borrower(i).priority())
                .sorted()
                .distinct()
                .toArray();
        order = IntStream.range(0, problem.services())
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(
                                i -> problem.borrower(i).priority())
                        .thenComparingDouble(i -> -problem.borrower(i).value() / problem.unitCost(i)[0]))
                .mapToInt(Integer::intValue)
                .toArray();
        best = new double[priorities.length];
    }

    /** Units times value of each priority class, the highest first, as much as can be of each in this order. */
    static double[] most(Problem problem) {
        Exhaustive search = new Exhaustive(new Placement(problem));
        search.branch(0);
        return search.best;
    }

    /** The same for the containers that run in {@code placement}, whatever load they carry there. */
    static double[] carriedBy(Placement placement) {
        return new Exhaustive(placement).amounts();
    }

    private void branch(int pair) {
        int server = pair / Math.max(1, problem.services());
        if (server == problem.servers() || problem.services() == 0) {
            if (Feasibility.violations(problem, placement).isEmpty()) {
                double[] amounts = amounts();
                best = Arrays.compare(amounts, best) > 0 ? amounts : best;
            }
            return;
        }
        int service = pair % problem.services();
        for (int count = 0; count <= problem.fits(service, server); count++) {
            placement.set(service, server, count, 0);
            branch(pair + 1);
        }
        placement.set(service, server, 0, 0);
    }

    private double[] amounts() {
        double[] amounts = new double[priorities.length];
        int chosen = 0;
        double before = 0;
        for (int i : order) {
            chosen |= 1 << i;
            double now = leastCut(chosen);
            int at = Arrays.binarySearch(priorities, problem.borrower(i).priority());
            amounts[at] += (now - before)
                    / problem.unitCost(i)[0]
                    * problem.borrower(i).value();
            before = now;
        }
        return amounts;
    }

    /** Load resource that the chosen services can use together. */
    private double leastCut(int chosen) {
        double least = Double.POSITIVE_INFINITY;
        for (int within = chosen; ; within = (within - 1) & chosen) {
            double cut = 0;
            for (int i = 0; i < problem.services(); i++) {
                cut += (chosen & ~within & 1 << i) != 0 ? problem.demand(i) * problem.unitCost(i)[0] : 0;
            }
            for (int j = 0; j < problem.servers(); j++) {
                cut += Math.min(problem.lendable(j)[0], carried(within, j));
            }
            least = Math.min(least, cut);
            if (within == 0) {
                return least;
            }
        }
    }

    private double carried(int services, int server) {
        double sum = 0;
        for (int at = 0; at < placement.size(server); at++) {
            int i = placement.serviceAt(server, at);
            if ((services & 1 << i) != 0) {
                sum += placement.countAt(server, at) * problem.containerLimit(i) * problem.unitCost(i)[0];
            }
        }
        return sum;
    }
}
