package dev.headroom.ma2scf.placement;

import java.util.Arrays;

/** Gives services what is idle where they run; no load moves. Not safe for use by several threads. */
final class Filling {
    private final Draft draft;
    private final Problem problem;
    private final Placement placement;

    Filling(Draft draft) {
        this.draft = draft;
        problem = draft.problem();
        placement = draft.placement();
    }

    /** Gives a service the idle capacity of the servers that run it. */
    void fill(int service) {
        if (draft.unmet(service) > 0 && draft.idle().size() < placement.hosts(service)) {
            fillIdle(service);
            return;
        }
        for (int h = 0; h < placement.hosts(service) && draft.unmet(service) > 0; h++) {
            int server = placement.hostOf(service, h);
            double more = Math.min(draft.unmet(service), spare(service, server));
            if (more > 0) {
                add(service, server, more);
            }
        }
    }

    /** The same where few servers are idle. */
    private void fillIdle(int service) {
        for (int n = draft.idle().size() - 1; n >= 0 && draft.unmet(service) > 0; n--) {
            int server = draft.idle().get(n);
            if (placement.place(service, server) >= 0) {
                double more = Math.min(draft.unmet(service), spare(service, server));
                if (more > 0) {
                    add(service, server, more);
                }
            }
        }
    }

    /**
     * As {@link #fill}, those servers first that have least room for more containers: what stays idle is then where something can be
     * started (Tang et al. 2007).
     */
    void fillTightest(int service) {
        if (draft.unmet(service) <= 0 || problem.servers() == 0 || problem.room(0).length == 0) {
            fill(service);
            return;
        }
        int[] idle = new int[placement.hosts(service)];
        int size = 0;
        for (int h = 0; h < idle.length; h++) {
            int j = placement.hostOf(service, h);
            if (draft.idle().contains(j)) {
                idle[size++] = j;
            }
        }
        int[] tightest = Arrays.copyOf(idle, size);
        Arrays.sort(tightest);
        for (int j : Order.ascending(tightest, j -> placement.roomLeft(j, 0))) {
            double more = Math.min(draft.unmet(service), spare(service, j));
            if (more > 0) {
                add(service, j, more);
            }
        }
    }

    /** Units that a service's containers on a server could carry in addition, with what is idle there. */
    double spare(int service, int server) {
        return draft.idle().contains(server)
                ? Math.min(underLimit(service, server), draft.carriable(service, server))
                : 0;
    }

    /** Units that the containers there may carry in addition by their own limit. */
    double underLimit(int service, int server) {
        int at = placement.place(service, server);
        double limit = problem.containerLimit(service);
        return Double.isInfinite(limit)
                ? limit
                : Math.max(0, placement.countAt(server, at) * limit - placement.loadAt(server, at));
    }

    /** Changes what they carry, by less than they carry where {@code more} is below 0. */
    void add(int service, int server, double more) {
        int at = placement.place(service, server);
        draft.put(service, server, placement.countAt(server, at), Math.max(0, placement.loadAt(server, at) + more));
    }
}
