package dev.headroom.ma2scf.placement;

import java.util.Arrays;

/**
 * The exact sub-problem of one server: of the services in a pool, which to run there, so that what is gained is most.
 *
 * <p>Branch and bound over the number of containers of each service, the services in descending gain for each unit of load
 * resources as {@link LoadMeasure} weighs them. For given containers it is then best to give load to the services in this order,
 * so the search is exact where one load resource limits, and feasible and close where several do. Not safe for use by several
 * threads.
 */
final class ServerChoice {
    /** Nodes of the search tree; what was found until then is good, only not proven best. */
    private static final int MOST_NODES = 2_000;

    private final Problem problem;
    private final LoadMeasure measure;

    private int size;
    private int[] service = new int[8];
    private double[] gain = new double[8];
    private double[] limit = new double[8];
    private int[] most = new int[8];
    private int[] running = new int[8];
    private double[] density = new double[8];
    private int[] order = new int[8];
    private double[] restDensity = new double[9];
    private double[] restRoom = new double[9];
    private double[] restGain = new double[9];
    private double[] restStops = new double[9];

    private int[] count = new int[8];
    private double[] load = new double[8];
    private int[] bestCount = new int[8];
    private double[] bestLoad = new double[8];
    private double best;
    private int nodes;

    private double[] left = {};
    private double[] room = {};
    private double change;

    ServerChoice(Problem problem) {
        this.problem = problem;
        measure = new LoadMeasure(problem);
    }

    /** Begins a new pool. */
    void clear() {
        size = 0;
    }

    /**
     * Adds a service to the pool; each at most once.
     *
     * @param gainOfUnit what one unit of load gains; may be below 0
     * @param mostLoad units that may be given to it
     * @param mostContainers that may run on the server
     * @param runningNow containers that run there for free; those beyond are starts, those missing are stops
     */
    void add(int added, double gainOfUnit, double mostLoad, int mostContainers, int runningNow) {
        if (size == service.length) {
            grow();
        }
        service[size] = added;
        gain[size] = gainOfUnit;
        limit[size] = mostLoad;
        most[size] = mostContainers;
        running[size] = runningNow;
        size++;
    }

    private void grow() {
        int to = 2 * size;
        service = Arrays.copyOf(service, to);
        gain = Arrays.copyOf(gain, to);
        limit = Arrays.copyOf(limit, to);
        most = Arrays.copyOf(most, to);
        running = Arrays.copyOf(running, to);
        density = new double[to];
        order = new int[to];
        restDensity = new double[to + 1];
        restRoom = new double[to + 1];
        restGain = new double[to + 1];
        restStops = new double[to + 1];
        count = new int[to];
        load = new double[to];
        bestCount = new int[to];
        bestLoad = new double[to];
    }

    /**
     * Chooses.
     *
     * @param leftThere of each load resource
     * @param roomThere of each kind of room
     * @param changePrice what each start and each stop costs, in the unit of gains
     * @return what is gained, the price of changes taken off
     */
    double solve(double[] leftThere, double[] roomThere, double changePrice) {
        begin(leftThere, roomThere, changePrice);
        search(0, -restStops[0]);
        return best;
    }

    private void begin(double[] leftThere, double[] roomThere, double changePrice) {
        if (left.length != leftThere.length || room.length != roomThere.length) {
            left = new double[leftThere.length];
            room = new double[roomThere.length];
        }
        for (int kind = 0; kind < left.length; kind++) {
            left[kind] = leftThere[kind];
        }
        for (int kind = 0; kind < room.length; kind++) {
            room[kind] = roomThere[kind];
        }
        change = changePrice;
        measure.weigh(left, service, gain, limit, size);
        for (int at = 0; at < size; at++) {
            double uses = measure.of(service[at]);
            density[at] = gain[at] <= 0 ? 0 : uses > 0 ? gain[at] / uses : Double.POSITIVE_INFINITY;
        }
        sort();
        sumRests();
        best = Double.NEGATIVE_INFINITY;
        nodes = 0;
    }

    private void sort() {
        for (int rank = 0; rank < size; rank++) {
            int to = rank;
            while (to > 0 && isBefore(rank, order[to - 1])) {
                order[to] = order[to - 1];
                to--;
            }
            order[to] = rank;
        }
    }

    private boolean isBefore(int one, int other) {
        return density[one] > density[other] || (density[one] == density[other] && service[one] < service[other]);
    }

    private void sumRests() {
        restDensity[size] = 0;
        restRoom[size] = 0;
        restGain[size] = 0;
        restStops[size] = 0;
        for (int rank = size - 1; rank >= 0; rank--) {
            int at = order[rank];
            double stops = running[at] * change;
            restDensity[rank] = Math.max(restDensity[rank + 1], density[at]);
            restRoom[rank] = Math.max(restRoom[rank + 1], roomDensity(at));
            restStops[rank] = restStops[rank + 1] + stops;
            restGain[rank] = restGain[rank + 1] + Math.max(0, gain[at]) * limit[at] + stops;
        }
    }

    /** The most that one unit of the first kind of room can gain with the service at {@code at}. */
    private double roomDensity(int at) {
        double takes = room.length == 0 ? 0 : problem.footprint(service[at])[0];
        double carried = Math.min(limit[at], Math.min(problem.containerLimit(service[at]), whole(at)));
        double gained = Math.max(0, gain[at]) * carried + (running[at] > 0 ? change : 0);
        return takes > 0 ? gained / takes : gained > 0 ? Double.POSITIVE_INFINITY : 0;
    }

    /** Units of load that all that is left could carry. */
    private double whole(int at) {
        double whole = Double.POSITIVE_INFINITY;
        double[] cost = problem.unitCost(service[at]);
        for (int kind = 0; kind < cost.length; kind++) {
            if (cost[kind] > 0) {
                whole = Math.min(whole, Math.max(0, left[kind]) / cost[kind]);
            }
        }
        return whole;
    }

    private void search(int rank, double gained) {
        if (rank == size) {
            if (gained > best) {
                best = gained;
                for (int at = 0; at < size; at++) {
                    bestCount[at] = count[at];
                    bestLoad[at] = load[at];
                }
            }
            return;
        }
        boolean isTired = ++nodes > MOST_NODES && best > Double.NEGATIVE_INFINITY;
        if (isTired || gained + bound(rank) <= best) {
            return;
        }
        int at = order[rank];
        for (int n = possible(at); n >= 0; n--) {
            take(rank, at, n, gained);
        }
    }

    /** What the services from {@code rank} on can gain at most. */
    private double bound(int rank) {
        double all = restGain[rank];
        double measured = measure.left(left);
        if (measured <= 0) {
            return restStops[rank];
        }
        double most = Math.min(all, measured * restDensity[rank] + restStops[rank]);
        if (room.length > 0 && room[0] > 0) {
            most = Math.min(most, room[0] * restRoom[rank]);
        }
        // where nothing runs yet, whatever is gained takes a start
        return restStops[rank] > 0 ? most : Math.max(0, most - change);
    }

    private int possible(int at) {
        double n = most[at];
        double[] takes = problem.footprint(service[at]);
        for (int kind = 0; kind < takes.length; kind++) {
            if (takes[kind] > 0) {
                n = Math.min(n, room[kind] * (1 + Problem.TOLERANCE) / takes[kind]);
            }
        }
        double carried = gain[at] > 0 ? Math.min(limit[at], whole(at)) : 0;
        double useful = carried <= 0
                ? 0
                : Math.max(1, Math.ceil(carried / problem.containerLimit(service[at]) - Problem.TOLERANCE));
        return (int) Math.min(n, Math.max(useful, running[at]));
    }

    private void take(int rank, int at, int n, double gained) {
        double x = n == 0 || gain[at] <= 0
                ? 0
                : Math.min(limit[at], Math.min(n * problem.containerLimit(service[at]), whole(at)));
        use(at, n, x);
        count[at] = n;
        load[at] = x;
        double saved = (Math.min(n, running[at]) - Math.max(0, n - running[at])) * change;
        search(rank + 1, gained + gain[at] * x + saved);
        use(at, -n, -x);
    }

    private void use(int at, int containers, double more) {
        double[] takes = problem.footprint(service[at]);
        for (int kind = 0; kind < takes.length; kind++) {
            room[kind] -= containers * takes[kind];
        }
        double[] cost = problem.unitCost(service[at]);
        for (int kind = 0; kind < cost.length; kind++) {
            left[kind] -= more * cost[kind];
        }
    }

    int size() {
        return size;
    }

    int service(int number) {
        return service[number];
    }

    int count(int number) {
        return bestCount[number];
    }

    double load(int number) {
        return bestLoad[number];
    }
}
