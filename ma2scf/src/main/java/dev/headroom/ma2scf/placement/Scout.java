package dev.headroom.ma2scf.placement;

import java.util.SplittableRandom;

/**
 * Looks for the server where a service that is short would gain most, among a sample: where there is idle capacity and room, or
 * where something that carries little would make room. Cheap next to filling a server anew, so that few are filled in vain. Not
 * safe for use by several threads.
 */
final class Scout {
    static final int NONE = -1;

    private final Draft draft;
    private final Problem problem;
    private final Placement placement;
    private final SplittableRandom random;
    private final int samples;

    private int server;
    private int evicted;

    Scout(Draft draft, SplittableRandom random, int samples) {
        this.draft = draft;
        this.random = random;
        this.samples = samples;
        problem = draft.problem();
        placement = draft.placement();
    }

    /** Looks; what was found is to be had from {@link #server} and {@link #evicted}. */
    void look(int service) {
        server = NONE;
        evicted = NONE;
        double most = Double.NEGATIVE_INFINITY;
        for (int n = 0; n < samples; n++) {
            boolean idle = (n & 1) == 0 && draft.idle().size() > 0;
            int j = idle ? draft.idle().get(random.nextInt(draft.idle().size())) : random.nextInt(problem.servers());
            if (problem.most(service, j) > placement.count(service, j)) {
                most = judge(service, j, most);
            }
        }
    }

    private double judge(int service, int j, double mostSoFar) {
        double most = mostSoFar;
        double unit = problem.value(service);
        double wanted = Math.min(draft.unmet(service), problem.containerLimit(service));
        if (fits(service, j, NONE)) {
            double gain = Math.min(wanted, draft.carriable(service, j)) * unit;
            if (gain > most && gain > 0) {
                most = gain;
                server = j;
                evicted = NONE;
            }
        }
        for (int at = 0; at < placement.size(j); at++) {
            int k = placement.serviceAt(j, at);
            if (k != service && fits(service, j, at)) {
                double lost = placement.loadAt(j, at);
                double cost = problem.unitCost(service)[0];
                double freed = cost > 0
                        ? (Math.max(0, placement.left(j, 0)) + lost * problem.unitCost(k)[0]) / cost
                        : Double.POSITIVE_INFINITY;
                double gain = Math.min(wanted, freed) * unit - lost * problem.value(k);
                if (gain > most) {
                    most = gain;
                    server = j;
                    evicted = k;
                }
            }
        }
        return most;
    }

    private boolean fits(int service, int j, int without) {
        double[] takes = problem.footprint(service);
        for (int kind = 0; kind < takes.length; kind++) {
            double room = placement.roomLeft(j, kind) + problem.room(j)[kind] * Problem.TOLERANCE;
            if (without >= 0) {
                room += placement.countAt(j, without) * problem.footprint(placement.serviceAt(j, without))[kind];
            }
            if (takes[kind] > room) {
                return false;
            }
        }
        return true;
    }

    /** {@link #NONE} if no server of the sample can run it. */
    int server() {
        return server;
    }

    /** The service that must go from there; {@link #NONE} if nothing must. */
    int evicted() {
        return evicted;
    }
}
