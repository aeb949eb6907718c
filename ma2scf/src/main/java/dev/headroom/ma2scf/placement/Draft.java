package dev.headroom.ma2scf.placement;

/**
 * A placement that the stages work on: every change is checked against what it changes for the limits, and the last ones can be
 * taken back. Not safe for use by several threads.
 */
final class Draft {

    private final Problem problem;
    private final Placement placement;
    private final int[][] inZone;
    private final IndexSet unserved;
    private final IndexSet idle;
    private final IndexSet changed;
    private final int[] changesAt;
    private final double[] hunger;

    private final UndoLog log = new UndoLog();
    private boolean logging;

    /** Worth more than everything else together. */
    private final double must;

    private double amount;
    private int changes;
    private int missing;
    private int open;

    Draft(Problem problem) {
        this.problem = problem;
        placement = new Placement(problem);
        inZone = new int[problem.services()][];
        unserved = new IndexSet(problem.services());
        idle = new IndexSet(problem.servers());
        changed = new IndexSet(problem.servers());
        changesAt = new int[problem.servers()];
        hunger = new double[problem.services()];
        double all = 0;
        for (int i = 0; i < problem.services(); i++) {
            all += problem.demand(i) * problem.value(i);
            if (problem.borrower(i).limits().perZone() < Integer.MAX_VALUE) {
                inZone[i] = new int[problem.zones()];
            }
            hunger[i] = problem.demand(i) * Problem.TOLERANCE;
            missing += problem.borrower(i).limits().atLeast();
        }
        must = 10 + 10 * all;
        open = Integer.MIN_VALUE;
        for (int j = 0; j < problem.servers(); j++) {
            idle.set(j, isIdle(j));
            for (int i : problem.existing(j)) {
                changesAt[j] += problem.existing(i, j);
            }
            changes += changesAt[j];
            changed.set(j, changesAt[j] > 0);
        }
    }

    Problem problem() {
        return problem;
    }

    /** From now on only services of this priority change their containers; those of higher ones keep what they have. */
    void open(int priority) {
        open = priority;
        for (int i = 0; i < problem.services(); i++) {
            unserved.set(i, unmet(i) > 0);
        }
    }

    boolean isOpen(int service) {
        return problem.priority(service) == open;
    }

    /** Containers that are missing to what services must have at least. */
    int missing() {
        return missing;
    }

    /** What the placement is worth when each change costs {@code changePrice}; containers that must run are worth more than all else. */
    double worth(double changePrice) {
        return amount - changePrice * changes - missing * must;
    }

    Placement placement() {
        return placement;
    }

    /** Units served in all, each times its value. */
    double amount() {
        return amount;
    }

    /** Starts and stops that the placement needs as it is. */
    int changes() {
        return changes;
    }

    /** Services of the open class whose demand is not met. */
    IndexSet unserved() {
        return unserved;
    }

    /** Servers that could carry more load. */
    IndexSet idle() {
        return idle;
    }

    /** Servers where something is started or stopped. */
    IndexSet changed() {
        return changed;
    }

    /** Units of demand that are not served; 0 where only the last digits are missing, and for classes that are not open. */
    double unmet(int service) {
        if (!isOpen(service)) {
            return 0;
        }
        double unmet = problem.demand(service) - placement.served(service);
        return unmet > hunger[service] ? unmet : 0;
    }

    /** Units of {@code service} that the idle load resources of {@code server} could carry, whatever the room and the containers. */
    double carriable(int service, int server) {
        double most = Double.POSITIVE_INFINITY;
        double[] cost = problem.unitCost(service);
        for (int kind = 0; kind < cost.length; kind++) {
            if (cost[kind] > 0) {
                most = Math.min(most, placement.left(server, kind) / cost[kind]);
            }
        }
        return Math.max(0, most);
    }

    /** Containers of {@code service} that may be started on {@code server} in addition to those it has. */
    int startable(int service, int server) {
        Borrower.Limits limits = problem.borrower(service).limits();
        int more = problem.most(service, server) - placement.count(service, server);
        more = Math.min(more, limits.atMost() - placement.containers(service));
        if (inZone[service] != null) {
            more = Math.min(more, limits.perZone() - inZone[service][problem.zone(server)]);
        }
        double[] takes = problem.footprint(service);
        for (int kind = 0; more > 0 && kind < takes.length; kind++) {
            if (takes[kind] > 0) {
                double room = placement.roomLeft(server, kind) + problem.room(server)[kind] * Problem.TOLERANCE;
                more = (int) Math.min(more, room / takes[kind]);
            }
        }
        return more > 0 && isApart(service, limits.apart(), server) ? more : 0;
    }

    private boolean isApart(int service, int group, int server) {
        if (group == Borrower.Limits.WITH_ANY) {
            return true;
        }
        for (int at = 0; at < placement.size(server); at++) {
            int other = placement.serviceAt(server, at);
            if (other != service && problem.borrower(other).limits().apart() == group) {
                return false;
            }
        }
        return true;
    }

    void put(int service, int server, int count, double load) {
        int at = placement.place(service, server);
        int oldCount = at < 0 ? 0 : placement.countAt(server, at);
        double oldLoad = at < 0 ? 0 : placement.loadAt(server, at);
        if (logging) {
            log.add(service, server, oldCount, oldLoad);
        }
        change(service, server, oldCount, oldLoad, count, load);
    }

    private void change(int service, int server, int oldCount, double oldLoad, int count, double load) {
        placement.set(service, server, count, load);
        amount += (load - oldLoad) * problem.value(service);
        if (count != oldCount) {
            int existing = problem.existing(service, server);
            int more = Math.abs(count - existing) - Math.abs(oldCount - existing);
            changes += more;
            changesAt[server] += more;
            changed.set(server, changesAt[server] > 0);
            int least = problem.borrower(service).limits().atLeast();
            int all = placement.containers(service);
            missing += Math.max(0, least - all) - Math.max(0, least - (all - count + oldCount));
            if (inZone[service] != null) {
                inZone[service][problem.zone(server)] += count - oldCount;
            }
        }
        if (isOpen(service)) {
            unserved.set(service, unmet(service) > 0);
        }
        idle.set(server, isIdle(server));
    }

    private boolean isIdle(int server) {
        double[] has = problem.lendable(server);
        for (int kind = 0; kind < has.length; kind++) {
            if (placement.left(server, kind) <= has[kind] * Problem.TOLERANCE) {
                return false;
            }
        }
        return true;
    }

    /** Takes the load of the open class from its containers, which go on running. */
    void unload() {
        for (int j = 0; j < problem.servers(); j++) {
            for (int at = 0; at < placement.size(j); at++) {
                if (isOpen(placement.serviceAt(j, at))) {
                    put(placement.serviceAt(j, at), j, placement.countAt(j, at), 0);
                }
            }
        }
    }

    /** The placement as it is now; later changes do not change it. */
    Placement copy() {
        Placement copy = new Placement(problem);
        for (int j = 0; j < problem.servers(); j++) {
            for (int at = 0; at < placement.size(j); at++) {
                copy.set(placement.serviceAt(j, at), j, placement.countAt(j, at), placement.loadAt(j, at));
            }
        }
        return copy;
    }

    /** Makes the placement equal to an earlier {@link #copy}. Cannot be taken back. */
    void restore(Placement copy) {
        logging = false;
        for (int j = 0; j < problem.servers(); j++) {
            for (int at = placement.size(j) - 1; at >= 0; at--) {
                if (copy.place(placement.serviceAt(j, at), j) < 0) {
                    put(placement.serviceAt(j, at), j, 0, 0);
                }
            }
            for (int at = 0; at < copy.size(j); at++) {
                put(copy.serviceAt(j, at), j, copy.countAt(j, at), copy.loadAt(j, at));
            }
        }
    }

    /** The placement made anew, without what many changes have added up in the last digits, and not above any limit. */
    Placement settled() {
        Placement settled = new Placement(problem);
        for (int j = 0; j < problem.servers(); j++) {
            for (int at = 0; at < placement.size(j); at++) {
                int i = placement.serviceAt(j, at);
                int count = placement.countAt(j, at);
                double load = Math.min(placement.loadAt(j, at), count * problem.containerLimit(i));
                load = Math.min(load, problem.demand(i) - settled.served(i));
                double[] cost = problem.unitCost(i);
                for (int kind = 0; kind < cost.length; kind++) {
                    load = cost[kind] > 0 ? Math.min(load, settled.left(j, kind) / cost[kind]) : load;
                }
                settled.set(i, j, count, Math.max(0, load));
            }
        }
        return settled;
    }

    /** From now on changes can be taken back. */
    void mark() {
        logging = true;
        log.clear();
    }

    /** Takes back all changes since {@link #mark}. */
    void takeBack() {
        for (int number = log.size() - 1; number >= 0; number--) {
            int service = log.service(number);
            int server = log.server(number);
            int at = placement.place(service, server);
            change(
                    service,
                    server,
                    at < 0 ? 0 : placement.countAt(server, at),
                    at < 0 ? 0 : placement.loadAt(server, at),
                    log.count(number),
                    log.load(number));
        }
        log.clear();
    }
}
