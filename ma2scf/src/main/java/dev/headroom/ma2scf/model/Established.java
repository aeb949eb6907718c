package dev.headroom.ma2scf.model;

/** Whether a container has established connections with others than itself. */
public enum Established {
    NONE,
    SOME,
    /** Nobody looked, or there were too many sockets to look at all of them. */
    UNKNOWN
}
