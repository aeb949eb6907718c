package dev.headroom.ma2scf.placement;

/** Takes back the starts that bring least, as long as an amount is still served: what is left is the amount for fewer changes. */
final class Thinning {
    /** Up to so many servers, load of others is moved out of the way too: each start spared is seen, and looking takes little there. */
    static final int DEEP = 200;

    private final Draft draft;
    private final Problem problem;
    private final Placement placement;
    private final LoadShift shift;
    private final boolean isDeep;

    Thinning(Draft draft, LoadShift shift) {
        this.draft = draft;
        this.shift = shift;
        problem = draft.problem();
        placement = draft.placement();
        isDeep = problem.servers() <= DEEP;
    }

    /** Goes once over all containers of the open class that would be started, those that carry least first. */
    void run(double goal, Patience patience) {
        int starts = 0;
        for (int j = 0; j < problem.servers(); j++) {
            starts += placement.size(j);
        }
        int[] service = new int[starts];
        int[] server = new int[starts];
        double[] load = new double[starts];
        int size = 0;
        for (int j = 0; j < problem.servers(); j++) {
            for (int at = 0; at < placement.size(j); at++) {
                if (isStarted(j, at)) {
                    service[size] = placement.serviceAt(j, at);
                    server[size] = j;
                    load[size++] = worth(j, at);
                }
            }
        }
        for (int at : Order.ascending(size, _ -> true, at -> load[at])) {
            if (patience.isOver()) {
                return;
            }
            tryWithout(service[at], server[at], goal, patience);
        }
    }

    private boolean isStarted(int server, int at) {
        int service = placement.serviceAt(server, at);
        return draft.isOpen(service) && placement.countAt(server, at) > problem.existing(service, server);
    }

    private double worth(int server, int at) {
        return placement.loadAt(server, at)
                / placement.countAt(server, at)
                * problem.value(placement.serviceAt(server, at));
    }

    private void tryWithout(int service, int server, double goal, Patience patience) {
        int count = placement.count(service, server);
        double load = placement.load(service, server);
        int missing = draft.missing();
        draft.mark();
        double fits = count > 1 ? Math.min(load, (count - 1) * problem.containerLimit(service)) : 0;
        draft.put(service, server, count - 1, fits);
        if (isDeep) {
            shift.run(service, patience);
        } else {
            shift.fill(service);
        }
        if (draft.amount() < goal || draft.missing() > missing) {
            draft.takeBack();
        }
    }
}
