package dev.headroom.bench.trial;

import dev.headroom.ma2scf.placement.Patience;
import java.util.Arrays;

/**
 * Maximum flow in a network (Dinic 1970): shortest augmenting paths, all of one length at a time. The capacity of an
 * arc can be raised later and the flow continued; flow through an arc of the source or the sink is never taken back.
 */
final class Flow {
    private static final int NONE = -1;
    /** A smaller part of the widest arc is a rounding error. */
    private static final double ROUNDING = 1e-13;

    private final int[] first;
    private final int[] next;
    private final int[] to;
    private final double[] left;
    private final int[] level;
    private final int[] tried;
    private final int[] queue;
    private final int[] path;
    private int arcs;
    private double tiny;

    Flow(int nodes, int mostArcs) {
        first = new int[nodes];
        Arrays.fill(first, NONE);
        next = new int[2 * mostArcs];
        to = new int[2 * mostArcs];
        left = new double[2 * mostArcs];
        level = new int[nodes];
        tried = new int[nodes];
        queue = new int[nodes];
        path = new int[nodes];
    }

    /** Adds an arc and returns its number. */
    int arc(int from, int to, double capacity) {
        int number = arcs;
        half(from, to, capacity);
        half(to, from, 0);
        tiny = Math.max(tiny, capacity * ROUNDING);
        return number;
    }

    private void half(int from, int end, double capacity) {
        to[arcs] = end;
        left[arcs] = capacity;
        next[arcs] = first[from];
        first[from] = arcs++;
    }

    void widen(int arc, double more) {
        left[arc] += more;
        tiny = Math.max(tiny, left[arc] * ROUNDING);
    }

    double through(int arc) {
        return left[arc ^ 1];
    }

    /** Adds as much flow as possible, or as patience allows; returns the added flow. */
    double run(int source, int sink, Patience patience) {
        double sum = 0;
        while (!patience.isOver() && layer(source, sink)) {
            for (int node = 0; node < first.length; node++) {
                tried[node] = first[node];
            }
            for (double more = augment(source, sink); more > 0; more = augment(source, sink)) {
                sum += more;
            }
        }
        return sum;
    }

    /**
     * After {@link #run}: whether more could flow from the source to {@code node}, which is then on the source's side
     * of a minimum cut.
     */
    boolean isReached(int node) {
        return level[node] != NONE;
    }

    private boolean layer(int source, int sink) {
        Arrays.fill(level, NONE);
        level[source] = 0;
        queue[0] = source;
        int end = 1;
        for (int at = 0; at < end; at++) {
            int node = queue[at];
            for (int arc = first[node]; arc != NONE; arc = next[arc]) {
                if (left[arc] > tiny && level[to[arc]] == NONE) {
                    level[to[arc]] = level[node] + 1;
                    queue[end++] = to[arc];
                }
            }
        }
        return level[sink] != NONE;
    }

    /** Augments along one path of the layers; not recursive, since a path may be as long as the number of nodes. */
    private double augment(int source, int sink) {
        int node = source;
        int length = 0;
        while (node != sink) {
            int arc = tried[node];
            while (arc != NONE && !(left[arc] > tiny && level[to[arc]] == level[node] + 1)) {
                arc = next[arc];
            }
            tried[node] = arc;
            if (arc != NONE) {
                path[length++] = arc;
                node = to[arc];
            } else if (length == 0) {
                return 0;
            } else {
                int wrong = path[--length];
                node = to[wrong ^ 1];
                tried[node] = next[wrong];
            }
        }
        double more = Double.POSITIVE_INFINITY;
        for (int at = 0; at < length; at++) {
            more = Math.min(more, left[path[at]]);
        }
        for (int at = 0; at < length; at++) {
            left[path[at]] -= more;
            left[path[at] ^ 1] += more;
        }
        return more;
    }
}
