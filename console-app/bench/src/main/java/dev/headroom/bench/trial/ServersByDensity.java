package dev.headroom.bench.trial;

import dev.headroom.ma2scf.placement.Borrower;
import dev.headroom.ma2scf.placement.Problem;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The servers that can still start a container, by free CPU for free memory. */
final class ServersByDensity {
    private final BaselineDraft draft;
    private final Problem problem;
    private final Openings openings;
    /** For each resource the least need of all services: a server with less is left out. */
    private final double[] leastCost;

    private final double[] leastFootprint;
    private final double[] density;
    private final NavigableSet<Integer> ordered;

    ServersByDensity(BaselineDraft draft) {
        this.draft = draft;
        problem = draft.problem();
        openings = new Openings(problem);
        leastCost = least(problem, Borrower::unitCost);
        leastFootprint = least(problem, Borrower::footprint);
        density = new double[problem.servers()];
        ordered = new TreeSet<>(
                Comparator.<Integer>comparingDouble(j -> -density[j]).thenComparingInt(j -> j));
        for (int j = 0; j < problem.servers(); j++) {
            add(j);
        }
    }

    private static double[] least(Problem problem, Function<Borrower, List<Double>> needs) {
        int kinds =
                problem.services() == 0 ? 0 : needs.apply(problem.borrower(0)).size();
        double[] least = new double[kinds];
        Arrays.setAll(
                least,
                kind -> IntStream.range(0, problem.services())
                        .mapToDouble(i -> needs.apply(problem.borrower(i)).get(kind))
                        .min()
                        .orElse(0));
        return least;
    }

    private boolean isFull(int server) {
        boolean isFull = draft.placement().left(server, 0) <= BaselineDraft.ALMOST_NOTHING;
        for (int kind = 0; kind < leastCost.length; kind++) {
            isFull |= leastCost[kind] > 0
                    && draft.placement().left(server, kind) <= BaselineDraft.ALMOST_NOTHING * leastCost[kind];
        }
        for (int kind = 0; kind < leastFootprint.length; kind++) {
            isFull |= draft.placement().roomLeft(server, kind) < leastFootprint[kind];
        }
        return isFull;
    }

    /** The densest server that can start {@code service}; -1 if none can. */
    int densestFor(int service) {
        return problem.isOpen() ? inOrder(service) : amongItsOwn(service);
    }

    private int inOrder(int service) {
        for (int server : ordered) {
            if (spare(service, server) > 0) {
                return server;
            }
        }
        return -1;
    }

    private int amongItsOwn(int service) {
        int best = -1;
        for (int server : openings.servers(service)) {
            if (density[server] > (best < 0 ? 0 : density[best]) && spare(service, server) > 0) {
                best = server;
            }
        }
        return best;
    }

    /** Units of {@code service} that {@code server} could carry with all containers that it can start. */
    double spare(int service, int server) {
        int startable = draft.startable(service, server);
        int count = draft.placement().count(service, server);
        double spare = startable == 0 ? 0 : draft.spare(service, server, count + startable);
        return spare > BaselineDraft.ALMOST_NOTHING ? spare : 0;
    }

    /** Removes a server before its free capacity changes. */
    void remove(int server) {
        if (density[server] > 0) {
            ordered.remove(server);
        }
    }

    /** Adds a server after its free capacity has changed; a full one is left out. */
    void add(int server) {
        double cpu = draft.placement().left(server, 0);
        boolean hasMemory = !problem.supply(server).room().isEmpty();
        double memory = hasMemory ? draft.placement().roomLeft(server, 0) : 1;
        boolean isFull = isFull(server);
        density[server] = isFull ? 0 : cpu / Math.max(memory, BaselineDraft.ALMOST_NOTHING);
        if (!isFull) {
            ordered.add(server);
        }
    }
}
