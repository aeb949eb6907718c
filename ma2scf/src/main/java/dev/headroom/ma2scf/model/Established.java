package dev.headroom.ma2scf.model;

/** Whether a container has established connections with others than itself. */
public enum Established {
    NONE,
    SOME,
    /** The sockets were not read, or there were too many to read all. */
    UNKNOWN
}
