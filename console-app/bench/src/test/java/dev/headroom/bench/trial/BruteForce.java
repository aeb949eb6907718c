package dev.headroom.bench.trial;

import dev.headroom.ma2scf.placement.Patience;
import dev.headroom.ma2scf.placement.Placement;
import dev.headroom.ma2scf.placement.Problem;
import java.util.stream.IntStream;

/**
 * Tries every combination of containers, and for each the most flow. For problems with a handful of pairs, one load resource of which
 * each unit uses 1, values of 1 and priorities 0 and 1.
 */
public final class BruteForce {
    private final Problem problem;
    private final Placement placement;
    private final double[] least;
    private final double[] best = {-1, -1};
    private int changes = Integer.MAX_VALUE;

    private BruteForce(Problem problem, double... least) {
        this.problem = problem;
        this.least = least;
        placement = new Placement(problem);
        branch(0);
    }

    /** The most of priority 0, and then of priority 1. */
    public static double[] most(Problem problem) {
        return new BruteForce(problem, 0, 0).best;
    }

    /** The fewest starts and stops that serve both priorities so much. */
    public static int fewestChanges(Problem problem, double... least) {
        return new BruteForce(problem, least).changes;
    }

    private void branch(int pair) {
        int server = pair / problem.services();
        if (server == problem.servers()) {
            look();
            return;
        }
        int service = pair % problem.services();
        for (int count = 0; count <= problem.most(service, server); count++) {
            placement.set(service, server, count, 0);
            branch(pair + 1);
        }
        placement.set(service, server, 0, 0);
    }

    private void look() {
        if (Feasibility.violations(problem, placement).isEmpty()) {
            double[] amounts = flow();
            if (amounts[0] > best[0] || (amounts[0] == best[0] && amounts[1] > best[1])) {
                best[0] = amounts[0];
                best[1] = amounts[1];
            }
            if (amounts[0] >= least[0] && amounts[1] >= least[1]) {
                changes = Math.min(changes, placement.starts() + placement.stops());
            }
        }
    }

    private double[] flow() {
        int servers = problem.servers();
        int services = problem.services();
        int source = servers + services;
        Flow flow = new Flow(source + 2, servers + services + servers * services);
        for (int j = 0; j < servers; j++) {
            flow.arc(j, source + 1, problem.supply(j).lendable().getFirst());
            for (int i = 0; i < services; i++) {
                flow.arc(servers + i, j, problem.carries(i, j, placement.count(i, j)));
            }
        }
        return IntStream.range(0, 2)
                .mapToDouble(priority -> {
                    IntStream.range(0, services)
                            .filter(i -> problem.borrower(i).priority() == priority)
                            .forEach(i -> flow.arc(source, servers + i, problem.demand(i)));
                    return flow.run(source, source + 1, Patience.endless());
                })
                .toArray();
    }
}
