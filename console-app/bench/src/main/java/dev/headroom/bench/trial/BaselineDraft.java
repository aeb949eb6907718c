package dev.headroom.bench.trial;

import dev.headroom.ma2scf.placement.Borrower;
import dev.headroom.ma2scf.placement.Borrower.Limits;
import dev.headroom.ma2scf.placement.Placement;
import dev.headroom.ma2scf.placement.Problem;
import java.util.List;

/** A placement that a baseline is making, and what may still be added to it. */
final class BaselineDraft {
    /** Units that are not worth a thought, beside the size of a demand. */
    static final double ALMOST_NOTHING = 1e-9;

    private final Problem problem;
    private final Placement placement;
    private final double[][] unitCost;
    private final double[][] footprint;
    private final Limits[] limits;
    private final int[][] inZone;

    BaselineDraft(Problem problem) {
        this.problem = problem;
        placement = new Placement(problem);
        int services = problem.services();
        unitCost = new double[services][];
        footprint = new double[services][];
        limits = new Limits[services];
        inZone = new int[services][problem.zones()];
        for (int i = 0; i < services; i++) {
            Borrower borrower = problem.borrower(i);
            unitCost[i] = numbers(borrower.unitCost());
            footprint[i] = numbers(borrower.footprint());
            limits[i] = borrower.limits();
        }
    }

    private static double[] numbers(List<Double> list) {
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }

    Problem problem() {
        return problem;
    }

    Placement placement() {
        return placement;
    }

    double unitCost(int service, int kind) {
        return unitCost[service][kind];
    }

    /** What of the first kind of room a container takes; 1 where there is no such kind. */
    double footprint(int service) {
        return footprint[service].length == 0 ? 1 : footprint[service][0];
    }

    /** Units still asked for; 0 if next to nothing. */
    double unserved(int service) {
        double unserved = problem.demand(service) - placement.served(service);
        return unserved > ALMOST_NOTHING * Math.max(1, problem.demand(service)) ? unserved : 0;
    }

    /** How many containers more {@code service} can start on {@code server}. */
    int startable(int service, int server) {
        double[] takes = footprint[service];
        double more = Integer.MAX_VALUE;
        for (int kind = 0; kind < takes.length; kind++) {
            if (takes[kind] > 0) {
                more = Math.min(more, Math.floor(placement.roomLeft(server, kind) / takes[kind]));
            }
        }
        if (more < 1) {
            return 0;
        }
        more = Math.min(more, problem.most(service, server) - placement.count(service, server));
        more = Math.min(more, limits[service].atMost() - placement.containers(service));
        more = Math.min(more, limits[service].perZone() - inZone[service][problem.zone(server)]);
        return more < 1 || meetsAnother(service, server) ? 0 : (int) more;
    }

    private boolean meetsAnother(int service, int server) {
        int group = limits[service].apart();
        if (group != Limits.WITH_ANY) {
            for (int at = 0; at < placement.size(server); at++) {
                int other = placement.serviceAt(server, at);
                if (other != service && limits[other].apart() == group) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Units more that {@code containers} of {@code service} can carry on {@code server} beside all that is there. */
    double spare(int service, int server, int containers) {
        double spare = containers == 0 ? 0 : containers * problem.containerLimit(service);
        double[] cost = unitCost[service];
        spare -= placement.load(service, server);
        for (int kind = 0; kind < cost.length; kind++) {
            if (cost[kind] > 0) {
                spare = Math.min(spare, placement.left(server, kind) / cost[kind]);
            }
        }
        return Math.max(0, spare);
    }

    /** Lets {@code service} carry {@code load} more on {@code server}, with as few more containers as that takes. */
    void add(int service, int server, double load) {
        int count = placement.count(service, server);
        double total = placement.load(service, server) + load;
        int needed = (int) Math.ceil(total / problem.containerLimit(service) - ALMOST_NOTHING);
        set(service, server, Math.max(Math.max(1, needed), count), total);
    }

    void set(int service, int server, int count, double load) {
        inZone[service][problem.zone(server)] += count - placement.count(service, server);
        placement.set(service, server, count, load);
    }

    /** Keeps each container that runs now, unless there is no room for it; gives it no load. */
    void keepExisting() {
        for (int server = 0; server < problem.servers(); server++) {
            for (int service : problem.existing(server)) {
                int count = placement.count(service, server);
                int missing = problem.existing(service, server) - count;
                int more = missing > 0 ? Math.min(missing, startable(service, server)) : 0;
                if (more > 0) {
                    set(service, server, count + more, placement.load(service, server));
                }
            }
        }
    }

    /** Fills up what the containers there are can still carry. */
    void topUp(int server) {
        for (int at = 0; at < placement.size(server); at++) {
            int service = placement.serviceAt(server, at);
            int count = placement.countAt(server, at);
            double more = Math.min(unserved(service), spare(service, server, count));
            if (more > 0) {
                set(service, server, count, placement.loadAt(server, at) + more);
            }
        }
    }
}
