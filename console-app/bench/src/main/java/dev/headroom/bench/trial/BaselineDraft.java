package dev.headroom.bench.trial;

import dev.headroom.ma2scf.placement.Borrower;
import dev.headroom.ma2scf.placement.Borrower.Limits;
import dev.headroom.ma2scf.placement.Placement;
import dev.headroom.ma2scf.placement.Problem;
import java.util.List;

/** A placement while a baseline makes it, with the capacity that is left. */
final class BaselineDraft {
    /** A part of a demand that is too small to place. */
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

    /** The first kind of room that a container takes; 1 where the problem has none. */
    double footprint(int service) {
        return footprint[service].length == 0 ? 1 : footprint[service][0];
    }

    /** Units that are not served yet; 0 if they are almost none. */
    double unserved(int service) {
        double unserved = problem.demand(service) - placement.served(service);
        return unserved > ALMOST_NOTHING * Math.max(1, problem.demand(service)) ? unserved : 0;
    }

    /** The number of further containers of {@code service} that {@code server} can start. */
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

    /** Further units that {@code containers} of {@code service} can carry on {@code server} beside its present load. */
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

    /** Adds {@code load} of {@code service} to {@code server}, with as few further containers as possible. */
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

    /** Keeps each container that runs now if there is room for it; it gets no load. */
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

    /** Adds as much load as the present containers can carry. */
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
