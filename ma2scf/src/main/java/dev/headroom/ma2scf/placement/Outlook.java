package dev.headroom.ma2scf.placement;

/**
 * How urgent each service is while a construction goes over the servers: what it is short of, as a part of what the servers still
 * to come could carry of it if nothing else ran there. A service with a large footprint runs out of servers long before capacity
 * runs out, and this shows while there is still a choice.
 */
final class Outlook {
    private final Draft draft;
    private final Problem problem;
    private final double critical;
    private final double[] ahead;

    /** @param critical how much more a service gains that asks for all that servers can still carry of it; 0 for nothing */
    Outlook(Draft draft, double critical) {
        this.draft = draft;
        this.critical = critical;
        problem = draft.problem();
        ahead = new double[problem.services()];
    }

    /** Looks at all servers that a construction will come to. */
    void begin(int[] servers) {
        for (int j : servers) {
            for (int i : problem.candidates(j)) {
                ahead[i] += carries(i, j);
            }
        }
    }

    /** From now on {@code server} is no longer ahead. */
    void reach(int server) {
        for (int i : problem.candidates(server)) {
            ahead[i] -= carries(i, server);
        }
    }

    private double carries(int service, int server) {
        int containers = draft.unmet(service) > 0 ? draft.startable(service, server) : 0;
        return containers == 0
                ? 0
                : Math.min(containers * problem.containerLimit(service), draft.carriable(service, server));
    }

    /** What the gain of {@code service} is multiplied by: 1 where much more could be carried than is asked for. */
    double urgency(int service) {
        double unmet = draft.unmet(service);
        return 1 + critical * (unmet < ahead[service] ? unmet / ahead[service] : 1);
    }
}
