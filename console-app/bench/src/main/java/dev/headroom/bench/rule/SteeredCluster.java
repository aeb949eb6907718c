package dev.headroom.bench.rule;

import java.util.List;

/** A cluster as a rule reads it: the values of the last reading. Mutable, one owner. */
public interface SteeredCluster {
    /** The weight of home containers, and of each container that a rule makes a destination. */
    int HOME_WEIGHT = 100;

    /** Seconds since the beginning. */
    long now();

    /** The time between two readings, in seconds. */
    int interval();

    int services();

    int servers();

    /** Cores of a server. */
    double cores(int server);

    /** Cores in use on a server. */
    double used(int server);

    /** The containers of a service, one on each server at most. */
    List<? extends SteeredContainer> of(int service);

    /** The containers on a server. */
    List<? extends SteeredContainer> on(int server);
}
