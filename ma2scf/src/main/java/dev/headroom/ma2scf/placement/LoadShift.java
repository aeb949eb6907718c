package dev.headroom.ma2scf.placement;

import java.util.Arrays;

/**
 * Serves as much as the containers that run can serve, by moving load between them: a maximum flow, from services over their
 * containers to servers, found by shortest augmenting paths (Edmonds & Karp, 1972).
 *
 * <p>Services worth most for each unit of load come first; what is once served is moved but never given up, and amounts that can
 * be served together are a polymatroid, so this order also gives the greatest value where the first load resource is the one
 * that limits. Where a search fails, everything it has seen is out of idle capacity for the rest of the pass and is not looked at
 * again.
 */
final class LoadShift {
    private static final int NONE = -1;

    private final Draft draft;
    private final Problem problem;
    private final Placement placement;
    private final Filling filling;
    private final int[] order;
    private final int[] queue;
    /** From which service, over which server, each service was reached. */
    private final int[] from;

    private final int[] over;
    private final int[] seenService;
    private final int[] seenServer;
    private final boolean[] deadService;
    private final boolean[] deadServer;
    private int search;
    private double least;

    LoadShift(Draft draft) {
        this.draft = draft;
        problem = draft.problem();
        placement = draft.placement();
        filling = new Filling(draft);
        int services = problem.services();
        queue = new int[services];
        from = new int[services];
        over = new int[services];
        seenService = new int[services];
        seenServer = new int[problem.servers()];
        deadService = new boolean[services];
        deadServer = new boolean[problem.servers()];
        order = Order.ascending(services, _ -> true, i -> -density(i));
    }

    /** Serves what can be served of all services. */
    void run(Patience patience) {
        Arrays.fill(deadService, false);
        Arrays.fill(deadServer, false);
        for (int from = 0, to = 0; from < order.length; from = to) {
            while (to < order.length && density(order[to]) == density(order[from])) {
                filling.fillTightest(order[to++]);
            }
            // before services worth less take what is idle, as that is never given up
            for (int at = from; at < to; at++) {
                while (draft.unmet(order[at]) > 0 && !patience.isOver() && augment(order[at])) {
                    // each path uses up something
                }
            }
        }
    }

    /** Serves what can be served of one service, that of others moved out of its way but not given up. */
    void run(int service, Patience patience) {
        fill(service);
        if (draft.unmet(service) > 0) {
            Arrays.fill(deadService, false);
            Arrays.fill(deadServer, false);
        }
        while (draft.unmet(service) > 0 && !patience.isOver() && augment(service)) {
            // each path uses up something
        }
    }

    /**
     * Gives out all load of the open class anew where something is short that is worth more than something served: what came
     * first, as containers that must run do, has what is worth most now. What serves less is taken back.
     */
    void anew(Patience patience) {
        if (!isWrongServed()) {
            return;
        }
        double before = draft.amount();
        draft.mark();
        for (int i : order) {
            for (int h = 0; draft.isOpen(i) && h < placement.hosts(i); h++) {
                draft.put(i, placement.hostOf(i, h), placement.count(i, placement.hostOf(i, h)), 0);
            }
        }
        run(patience);
        if (draft.amount() < before) {
            draft.takeBack();
        }
    }

    private boolean isWrongServed() {
        double least = Double.POSITIVE_INFINITY;
        for (int i : order) {
            least = draft.isOpen(i) && placement.served(i) > 0 ? Math.min(least, density(i)) : least;
        }
        for (int n = 0; n < draft.unserved().size(); n++) {
            if (density(draft.unserved().get(n)) > least * (1 + Problem.TOLERANCE)) {
                return true;
            }
        }
        return false;
    }

    /** What a unit of a service uses of the resource in which load is exchanged; 0 if it uses none. */
    private double first(int service) {
        return problem.unitCost(service)[0];
    }

    private double density(int service) {
        return problem.value(service) / first(service);
    }

    /** Gives a service the idle capacity of the servers that run it. */
    void fill(int service) {
        filling.fill(service);
    }

    private boolean isAtLimit(int service, int server) {
        return !isEnough(service, filling.underLimit(service, server));
    }

    /** Whether units of a service are more than last digits of the load that is to be moved. */
    private boolean isEnough(int service, double units) {
        return units * first(service) > least
                || (first(service) <= 0 && units > problem.demand(service) * Problem.TOLERANCE);
    }

    private boolean augment(int start) {
        search++;
        // a path that can carry only last digits must not hide one that can carry more
        least = problem.demand(start) * first(start) * Problem.TOLERANCE;
        int head = 0;
        int tail = 0;
        queue[tail++] = start;
        seenService[start] = search;
        from[start] = NONE;
        while (head < tail) {
            int s = queue[head++];
            for (int h = 0; h < placement.hosts(s); h++) {
                int server = placement.hostOf(s, h);
                if (deadServer[server] || seenServer[server] == search || isAtLimit(s, server)) {
                    continue;
                }
                double spare = filling.spare(s, server);
                if (isEnough(s, spare) && move(s, server, spare)) {
                    return true;
                }
                if (first(s) > 0) {
                    seenServer[server] = search;
                    tail = reach(s, server, tail);
                }
            }
        }
        for (int at = 0; at < tail; at++) {
            bury(queue[at]);
        }
        return false;
    }

    private int reach(int s, int server, int tailBefore) {
        int tail = tailBefore;
        for (int at = 0; at < placement.size(server); at++) {
            int k = placement.serviceAt(server, at);
            if (seenService[k] != search
                    && !deadService[k]
                    && first(k) > 0
                    && placement.loadAt(server, at) > problem.demand(k) * Problem.TOLERANCE
                    && exchangeable(s, k, server) > least) {
                seenService[k] = search;
                from[k] = s;
                over[k] = server;
                queue[tail++] = k;
            }
        }
        return tail;
    }

    private void bury(int service) {
        deadService[service] = true;
        for (int h = 0; h < placement.hosts(service); h++) {
            int server = placement.hostOf(service, h);
            if (seenServer[server] == search) {
                deadServer[server] = true;
            }
        }
    }

    /** Units of the first load resource that {@code in} may take over from {@code out} on a server. */
    private double exchangeable(int in, int out, int server) {
        double most = Math.min(placement.load(out, server) * first(out), filling.underLimit(in, server) * first(in));
        double[] more = problem.unitCost(in);
        double[] less = problem.unitCost(out);
        for (int kind = 1; kind < more.length; kind++) {
            double growth = more[kind] / first(in) - less[kind] / first(out);
            if (growth > 0) {
                most = Math.min(most, Math.max(0, placement.left(server, kind)) / growth);
            }
        }
        return most;
    }

    /** Moves load along the path that ends at {@code server}, where {@code spare} units of {@code last} find room. */
    private boolean move(int last, int server, double spare) {
        if (from[last] == NONE) {
            filling.add(last, server, Math.min(spare, draft.unmet(last)));
            return true;
        }
        double amount = spare * first(last);
        int start = last;
        for (int k = last; from[k] != NONE; k = from[k]) {
            amount = Math.min(amount, exchangeable(from[k], k, over[k]));
            start = from[k];
        }
        amount = Math.min(amount, draft.unmet(start) * first(start));
        if (amount <= problem.demand(start) * first(start) * Problem.TOLERANCE) {
            return false;
        }
        filling.add(last, server, amount / first(last));
        for (int k = last; from[k] != NONE; k = from[k]) {
            filling.add(k, over[k], -amount / first(k));
            filling.add(from[k], over[k], amount / first(from[k]));
        }
        return true;
    }
}
