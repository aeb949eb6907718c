package dev.headroom.bench.trial;

import dev.headroom.ma2scf.placement.Patience;
import dev.headroom.ma2scf.placement.Placement;
import dev.headroom.ma2scf.placement.Problem;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Distributes the load anew over the present containers: a maximum flow in units of the first resource, higher
 * priorities first, servers with the least room left first, so that idle capacity is left where containers can still
 * start. With one resource in proportion to load this is the most that the containers can carry. Where another
 * resource is short, the load is cut to fit and the rest is filled up in turn; if that serves less than before,
 * nothing is changed.
 */
final class BaselineShift {
    private static final int BATCHES = 8;

    private final BaselineDraft draft;
    private final Problem problem;
    private final Placement placement;
    private final int[][] arc;

    private BaselineShift(BaselineDraft draft) {
        this.draft = draft;
        problem = draft.problem();
        placement = draft.placement();
        arc = new int[problem.servers()][];
    }

    static void run(BaselineDraft draft, Patience patience) {
        new BaselineShift(draft).run(patience);
    }

    private void run(Patience patience) {
        double[][] before = loads();
        double[] served = Worth.served(placement);
        Flow flow = flow(patience);
        for (int j = 0; j < problem.servers(); j++) {
            for (int at = 0; at < placement.size(j); at++) {
                double cost = draft.unitCost(placement.serviceAt(j, at), 0);
                give(j, at, cost > 0 ? flow.through(arc[j][at]) / cost : 0);
            }
        }
        for (int j = 0; j < problem.servers(); j++) {
            cut(j);
        }
        for (int j = 0; j < problem.servers(); j++) {
            draft.topUp(j);
        }
        if (Worth.compare(problem, Worth.served(placement), served) < 0) {
            restore(before);
        }
    }

    private Flow flow(Patience patience) {
        int servers = problem.servers();
        int services = problem.services();
        int source = servers + services;
        int containers = IntStream.range(0, servers).map(placement::size).sum();
        Flow flow = new Flow(servers + services + 2, containers + servers + services);
        int[] in = new int[services];
        for (int i = 0; i < services; i++) {
            in[i] = flow.arc(source, servers + i, 0);
        }
        int[] out = new int[servers];
        for (int j = 0; j < servers; j++) {
            arc[j] = new int[placement.size(j)];
            for (int at = 0; at < placement.size(j); at++) {
                int service = placement.serviceAt(j, at);
                double most = problem.carries(service, j, placement.countAt(j, at));
                arc[j][at] = flow.arc(servers + service, j, most * draft.unitCost(service, 0));
            }
            out[j] = flow.arc(j, source + 1, 0);
        }
        int[] byRoom = byRoom();
        boolean first = true;
        for (int priority : Worth.priorities(problem)) {
            for (int i = 0; i < services; i++) {
                if (problem.borrower(i).priority() == priority) {
                    flow.widen(in[i], problem.demand(i) * draft.unitCost(i, 0));
                }
            }
            for (int batch = 0; first && batch < BATCHES; batch++) {
                for (int at = batch * servers / BATCHES; at < (batch + 1) * servers / BATCHES; at++) {
                    flow.widen(
                            out[byRoom[at]],
                            problem.supply(byRoom[at]).lendable().getFirst());
                }
                flow.run(source, source + 1, patience);
            }
            flow.run(source, source + 1, patience);
            first = false;
        }
        return flow;
    }

    private int[] byRoom() {
        boolean hasRoom = problem.servers() > 0 && !problem.supply(0).room().isEmpty();
        return IntStream.range(0, problem.servers())
                .boxed()
                .sorted(Comparator.comparingDouble(j -> hasRoom ? placement.roomLeft(j, 0) : 0))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Reduces all load on a server by the same factor where another resource than the first is short. */
    private void cut(int server) {
        double share = 1;
        int kinds = problem.supply(server).lendable().size();
        for (int kind = 0; kind < kinds; kind++) {
            double has = problem.supply(server).lendable().get(kind);
            double used = has - placement.left(server, kind);
            share = used > has ? Math.min(share, has / used) : share;
        }
        if (share < 1) {
            for (int at = 0; at < placement.size(server); at++) {
                give(server, at, placement.loadAt(server, at) * share);
            }
        }
    }

    private double[][] loads() {
        double[][] loads = new double[problem.servers()][];
        Arrays.setAll(
                loads,
                j -> IntStream.range(0, placement.size(j))
                        .mapToDouble(at -> placement.loadAt(j, at))
                        .toArray());
        return loads;
    }

    private void restore(double[][] loads) {
        for (int j = 0; j < loads.length; j++) {
            for (int at = 0; at < loads[j].length; at++) {
                give(j, at, loads[j][at]);
            }
        }
    }

    private void give(int server, int at, double load) {
        draft.set(placement.serviceAt(server, at), server, placement.countAt(server, at), load);
    }
}
