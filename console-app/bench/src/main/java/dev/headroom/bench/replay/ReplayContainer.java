package dev.headroom.bench.replay;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Endpoint;

/** One container of a replayed cluster. Owned by its cluster; rules read it and ask the cluster to change it. */
final class ReplayContainer {
    private static final long NEVER = Long.MIN_VALUE / 2;

    final int service;
    final int server;
    final boolean home;
    final ContainerId id;
    final Endpoint endpoint;
    boolean running;
    long servesFrom = NEVER;
    long startedAt = NEVER;
    long stoppedAt = NEVER;
    /** Whether the director has it as a destination. */
    boolean listed;

    int weight;
    /** Requests in this second, and the cores that they need. */
    double requests;

    double wanted;
    /** Sums since the last reading; below, the values of that reading. */
    double coreSeconds;

    double requestSum;
    double cores;
    double rate;

    ReplayContainer(int service, int server, boolean home, ContainerId id, Endpoint endpoint) {
        this.service = service;
        this.server = server;
        this.home = home;
        this.id = id;
        this.endpoint = endpoint;
    }

    boolean serves(long now) {
        return running && now >= servesFrom;
    }

    /** Takes a reading over {@code seconds}. */
    void read(long seconds) {
        cores = seconds > 0 && running ? coreSeconds / seconds : 0;
        rate = seconds > 0 && listed ? requestSum / seconds : 0;
        coreSeconds = 0;
        requestSum = 0;
    }
}
