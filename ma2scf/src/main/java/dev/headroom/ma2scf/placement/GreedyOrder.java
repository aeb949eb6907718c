package dev.headroom.ma2scf.placement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Constructions without prices: one service after the other, on the first servers in order that can take it, in part if it does
 * not fit as a whole.
 */
final class GreedyOrder {
    /** What comes first. */
    enum By {
        /**
         * The service with most load for its footprint, one container at a time; the server with most idle load capacity for its
         * room: strong where room is scarce (Kimbrel et al. 2005).
         */
        DENSITY,
        /** The service that is short of most, as a whole; the server that has most: the name of MA2SCF taken literally. */
        AMOUNT
    }

    private record Rest(int service, double rank) {}

    private final Draft draft;
    private final Problem problem;
    private final Placement placement;
    private final LoadShift shift;
    private final By by;
    private final double[] rank;
    private final NavigableSet<Integer> ordered;
    private double smallest = Double.POSITIVE_INFINITY;

    GreedyOrder(Draft draft, LoadShift shift, By by) {
        this.by = by;
        this.shift = shift;
        this.draft = draft;
        problem = draft.problem();
        placement = draft.placement();
        rank = new double[problem.servers()];
        ordered = new TreeSet<>(
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
        for (int n = 0; n < draft.unserved().size(); n++) {
            int i = draft.unserved().get(n);
            rests.add(rest(i));
            smallest = Math.min(smallest, takes(i));
        }
        for (int j = 0; j < rank.length; j++) {
            put(j);
        }
        int[][] allowed = problem.isOpen() ? new int[0][] : allowed();
        while (!rests.isEmpty() && !patience.isOver()) {
            int i = rests.remove().service();
            List<Integer> taken = by == By.DENSITY ? one(i, least, allowed) : whole(i, least, allowed);
            taken.forEach(this::put);
            if (by == By.DENSITY && !taken.isEmpty() && draft.unmet(i) > 0) {
                rests.add(rest(i));
            }
        }
    }

    private int[][] allowed() {
        IntStream.Builder[] servers = new IntStream.Builder[problem.services()];
        for (int n = 0; n < draft.unserved().size(); n++) {
            servers[draft.unserved().get(n)] = IntStream.builder();
        }
        for (int j : ordered) {
            for (int i : problem.candidates(j)) {
                if (draft.unmet(i) > 0) {
                    servers[i].add(j);
                }
            }
        }
        int[][] allowed = new int[servers.length][];
        for (int n = 0; n < draft.unserved().size(); n++) {
            int i = draft.unserved().get(n);
            allowed[i] = servers[i].build().toArray();
        }
        return allowed;
    }

    private Rest rest(int i) {
        double unmet = draft.unmet(i);
        return new Rest(
                i,
                by == By.DENSITY
                        ? unmet * problem.unitCost(i)[0] / Math.max(takes(i), Double.MIN_NORMAL)
                        : unmet * problem.value(i));
    }

    private double takes(int i) {
        return problem.footprint(i).length == 0 ? 0 : problem.footprint(i)[0];
    }

    private void put(int j) {
        double room = problem.room(j).length == 0 ? 1 : placement.roomLeft(j, 0);
        if (draft.idle().contains(j) && room >= smallest) {
            rank[j] = placement.left(j, 0) / (by == By.DENSITY ? Math.max(room, Double.MIN_NORMAL) : 1);
            ordered.add(j);
        }
    }

    /** The servers that may take {@code i}, the first in order first. */
    private Iterable<Integer> servers(int i, int[][] allowed) {
        return problem.isOpen()
                ? ordered
                : IntStream.of(allowed[i])
                        .filter(j -> draft.idle().contains(j))
                        .boxed()
                        .sorted(Comparator.<Integer>comparingDouble(j -> -rank[j])
                                .thenComparing(Comparator.naturalOrder()))
                        .toList();
    }

    private List<Integer> one(int i, double least, int[][] allowed) {
        for (int j : servers(i, allowed)) {
            if (isWorth(i, j, least)) {
                ordered.remove(j);
                start(i, j, 1);
                return List.of(j);
            }
        }
        return List.of();
    }

    private List<Integer> whole(int i, double least, int[][] allowed) {
        shift.fill(i);
        List<Integer> chosen = new ArrayList<>();
        double unmet = draft.unmet(i);
        for (int j : servers(i, allowed)) {
            if (unmet <= 0) {
                break;
            }
            if (isWorth(i, j, least)) {
                chosen.add(j);
                unmet -= Math.min(draft.carriable(i, j), draft.startable(i, j) * problem.containerLimit(i));
            }
        }
        chosen.forEach(ordered::remove);
        for (int j : chosen) {
            double wanted = Math.min(draft.unmet(i), draft.carriable(i, j)) / problem.containerLimit(i);
            start(i, j, (int) Math.clamp(Math.ceil(wanted), 1, Math.max(1, draft.startable(i, j))));
        }
        return chosen;
    }

    private boolean isWorth(int i, int j, double least) {
        double more = Math.min(problem.containerLimit(i), Math.min(draft.unmet(i), draft.carriable(i, j)));
        return more * problem.value(i) > least && draft.startable(i, j) > 0;
    }

    private void start(int i, int j, int containers) {
        int more = Math.min(containers, draft.startable(i, j));
        if (more > 0) {
            int count = placement.count(i, j) + more;
            double load = placement.load(i, j);
            double added = Math.min(draft.unmet(i), draft.carriable(i, j));
            draft.put(i, j, count, Math.min(load + added, count * problem.containerLimit(i)));
        }
    }
}
