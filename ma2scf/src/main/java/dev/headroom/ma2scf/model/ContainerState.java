package dev.headroom.ma2scf.model;

/** Life of a container as its runtime reports it. */
public enum ContainerState {
    STOPPED,
    STARTING,
    RUNNING,
    STOPPING,
    FROZEN,
    /** The runtime says that it broke. */
    FAILED,
    /** The runtime does not say: it carries nothing then, and is neither started nor stopped. */
    UNKNOWN
}
