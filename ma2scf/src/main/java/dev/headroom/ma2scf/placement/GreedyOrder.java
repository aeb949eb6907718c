package dev.headroom.ma2scf.placement;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.TreeSet;

/**
 * Other constructions, without prices: one service after the other, one container after the other, each on the first server in
 * order that can take it, in part if it does not fit as a whole.
 */
final class GreedyOrder {
    /** What comes first. */
    enum By {
        /**
         * The service with most load for its footprint, the server with most idle load capacity for its room: strong where room is
         * scarce (Kimbrel et al. 2005).
         */
        DENSITY,
        /** The service that is short of most, the server that has most: the name of MA2SCF taken literally. */
        AMOUNT
    }

    private record Rest(int service, double rank) {}

    private final Draft draft;
    private final Problem problem;
    private final Placement placement;
    private final By by;
    private final double[] rank;
    private final TreeSet<Integer> servers;

    GreedyOrder(Draft draft, By by) {
        this.by = by;
        this.draft = draft;
        problem = draft.problem();
        placement = draft.placement();
        rank = new double[problem.servers()];
        servers = new TreeSet<>(
                Comparator.<Integer>comparingDouble(j -> -rank[j]).thenComparing(Comparator.naturalOrder()));
    }

    /**
     * Starts containers for what is short.
     *
     * @param least units times value that a container must carry
     */
    void run(double least, Patience patience) {
        PriorityQueue<Rest> rests = new PriorityQueue<>(
                Comparator.comparingDouble((Rest r) -> -r.rank()).thenComparingInt(Rest::service));
        double smallest = Double.POSITIVE_INFINITY;
        for (int n = 0; n < draft.hungry().size(); n++) {
            int i = draft.hungry().get(n);
            rests.add(rest(i));
            smallest = Math.min(smallest, takes(i));
        }
        for (int j = 0; j < rank.length; j++) {
            put(j, smallest);
        }
        while (!rests.isEmpty() && !patience.isOver()) {
            int i = rests.remove().service();
            int j = densest(i, least);
            if (j >= 0) {
                servers.remove(j);
                double limit = problem.containerLimit(i);
                int count = placement.count(i, j);
                double load = placement.load(i, j);
                double more = Math.min(Math.min(draft.unmet(i), draft.carriable(i, j)), (count + 1) * limit - load);
                draft.put(i, j, count + 1, load + more);
                put(j, smallest);
                if (draft.unmet(i) > 0) {
                    // by amount a service is served as a whole before the next one
                    rests.add(by == By.DENSITY ? rest(i) : new Rest(i, Double.POSITIVE_INFINITY));
                }
            }
        }
    }

    private Rest rest(int i) {
        double load = draft.unmet(i) * problem.unitCost(i)[0];
        return new Rest(i, by == By.DENSITY ? load / Math.max(takes(i), Double.MIN_NORMAL) : load);
    }

    private double takes(int i) {
        return problem.footprint(i).length == 0 ? 0 : problem.footprint(i)[0];
    }

    private void put(int j, double smallest) {
        double room = problem.room(j).length == 0 ? 1 : placement.roomLeft(j, 0);
        if (draft.idle().contains(j) && room >= smallest) {
            rank[j] = placement.left(j, 0) / (by == By.DENSITY ? Math.max(room, Double.MIN_NORMAL) : 1);
            servers.add(j);
        }
    }

    private int densest(int i, double least) {
        for (int j : servers) {
            double limit = problem.containerLimit(i);
            double more = Math.min(limit, Math.min(draft.unmet(i), draft.carriable(i, j)));
            if (more * problem.borrower(i).value() > least && draft.startable(i, j) > 0) {
                return j;
            }
        }
        return -1;
    }
}
