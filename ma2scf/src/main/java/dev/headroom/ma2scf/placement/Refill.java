package dev.headroom.ma2scf.placement;

/** Fills what a server has left with the best choice of a pool of services. Not safe for use by several threads. */
final class Refill {
    private final Draft draft;
    private final Problem problem;
    private final Placement placement;
    private final ServerChoice choice;
    private final double[] gain;
    private final double[] left;
    private final double[] room;

    /**
     * Makes it.
     *
     * @param gain of a unit of each service
     */
    Refill(Draft draft, double[] gain) {
        this.draft = draft;
        this.gain = gain;
        problem = draft.problem();
        placement = draft.placement();
        choice = new ServerChoice(problem);
        left = new double[problem.servers() == 0 ? 0 : problem.lendable(0).length];
        room = new double[problem.servers() == 0 ? 0 : problem.room(0).length];
    }

    /** Removes from the draft all containers of the open class on {@code server}. */
    void empty(int server) {
        for (int at = placement.size(server) - 1; at >= 0; at--) {
            if (draft.isOpen(placement.serviceAt(server, at))) {
                draft.put(placement.serviceAt(server, at), server, 0, 0);
            }
        }
    }

    /**
     * Adds to what runs on a server.
     *
     * @param pool services, each at most once; those that run there or may not are passed over
     * @param changePrice what a start or a stop must gain
     */
    void fill(int server, int[] pool, int size, double changePrice) {
        offer(server, pool, size);
        if (choice.size() > 0) {
            measure(server);
            choice.solve(left, room, changePrice);
            take(server);
        }
    }

    private void offer(int server, int[] pool, int size) {
        choice.clear();
        for (int at = 0; at < size; at++) {
            int i = pool[at];
            if (placement.place(i, server) >= 0) {
                continue;
            }
            int running = problem.existing(i, server);
            double unmet = draft.unmet(i);
            int most = unmet > 0 || running > 0 ? draft.startable(i, server) : 0;
            if (most > 0) {
                choice.add(i, gain[i], unmet, most, Math.min(running, most));
            }
        }
    }

    private void measure(int server) {
        for (int kind = 0; kind < left.length; kind++) {
            left[kind] = Math.max(0, placement.left(server, kind));
        }
        for (int kind = 0; kind < room.length; kind++) {
            room[kind] = Math.max(0, placement.roomLeft(server, kind));
        }
    }

    private void take(int server) {
        for (int at = 0; at < choice.size(); at++) {
            if (choice.count(at) > 0 && draft.startable(choice.service(at), server) >= choice.count(at)) {
                draft.put(choice.service(at), server, choice.count(at), choice.load(at));
            }
        }
    }
}
