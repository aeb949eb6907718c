package dev.headroom.bench.replay;

import dev.headroom.bench.rule.SteeredContainer;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Endpoint;

/** One container of a replayed cluster. Owned by its cluster; rules read it and ask the cluster to change it. */
final class ReplayContainer implements SteeredContainer {
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final ReplayCluster cluster;
    final int service;
    final int server;
    final boolean home;
    final ContainerId id;
    final Endpoint endpoint;
    boolean running;
    long servesFrom = NEVER;
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

    ReplayContainer(int service, int server, boolean home, ContainerId id, Endpoint endpoint, ReplayCluster cluster) {
        this.service = service;
        this.server = server;
        this.home = home;
        this.id = id;
        this.endpoint = endpoint;
        this.cluster = cluster;
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

    @Override
    public ContainerId id() {
        return id;
    }

    @Override
    public int server() {
        return server;
    }

    @Override
    public boolean home() {
        return home;
    }

    @Override
    public boolean reachable() {
        return true;
    }

    @Override
    public boolean running() {
        return running;
    }

    @Override
    public boolean serves() {
        return serves(cluster.now());
    }

    @Override
    public boolean listed() {
        return listed;
    }

    @Override
    public int weight() {
        return weight;
    }

    @Override
    public double used() {
        return cores;
    }

    @Override
    public void start() {
        cluster.start(this);
    }

    @Override
    public void stop() {
        cluster.unlist(this);
        cluster.stop(this);
    }

    @Override
    public void list(int to) {
        cluster.list(this, to);
    }
}
