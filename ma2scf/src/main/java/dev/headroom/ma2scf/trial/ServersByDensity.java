package dev.headroom.ma2scf.trial;

import dev.headroom.ma2scf.placement.Problem;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The servers that are worth a look, by free CPU for free memory. */
final class ServersByDensity {
    private final Draft draft;
    private final Problem problem;
    private final Openings openings;
    private final double leastFootprint;
    private final double[] density;
    private final NavigableSet<Integer> ordered;

    ServersByDensity(Draft draft) {
        this.draft = draft;
        problem = draft.problem();
        openings = new Openings(problem);
        leastFootprint = IntStream.range(0, problem.services())
                .mapToDouble(draft::footprint)
                .min()
                .orElse(0);
        density = new double[problem.servers()];
        ordered = new TreeSet<>(
                Comparator.<Integer>comparingDouble(j -> -density[j]).thenComparingInt(j -> j));
        for (int j = 0; j < problem.servers(); j++) {
            add(j);
        }
    }

    /** The densest server that can start {@code service}; -1 if none. */
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

    /** Units of {@code service} that {@code server} could take with all containers it can start. */
    double spare(int service, int server) {
        int startable = draft.startable(service, server);
        int count = draft.placement().count(service, server);
        double spare = startable == 0 ? 0 : draft.spare(service, server, count + startable);
        return spare > Draft.ALMOST_NOTHING ? spare : 0;
    }

    /** Before its resources change. */
    void remove(int server) {
        if (density[server] > 0) {
            ordered.remove(server);
        }
    }

    /** After its resources have changed; a server that is full is left out. */
    void add(int server) {
        double cpu = draft.placement().left(server, 0);
        boolean hasMemory = !problem.supply(server).room().isEmpty();
        double memory = hasMemory ? draft.placement().roomLeft(server, 0) : 1;
        boolean isFull = cpu <= Draft.ALMOST_NOTHING || memory < leastFootprint;
        density[server] = isFull ? 0 : cpu / Math.max(memory, Draft.ALMOST_NOTHING);
        if (!isFull) {
            ordered.add(server);
        }
    }
}
