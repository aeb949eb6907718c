package dev.headroom.bench.rule;

import dev.headroom.ma2scf.model.ContainerId;

/** A container as a rule reads and changes it. Its cluster owns it. */
public interface SteeredContainer {
    ContainerId id();

    /** The number of its server. */
    int server();

    boolean home();

    /** Whether commands reach its server. */
    boolean reachable();

    /** Whether it was started and not stopped since, on a server that is read. */
    boolean running();

    /** Whether it answers clients. */
    boolean serves();

    /** Whether the directors have it as a destination. */
    boolean listed();

    /** Its weight as a destination; 0 where it is none. */
    int weight();

    /** Cores that it uses. */
    double used();

    void start();

    /** Takes it from the directors and stops it. */
    void stop();

    /** Makes it a destination with this weight. */
    void list(int weight);
}
