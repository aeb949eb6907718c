package dev.headroom.ma2scf.sharing;

/** How a service is, as one word for a badge. */
public enum ServiceCondition {
    /** Below the threshold. */
    CALM,
    /** Above the threshold now, but not for long enough to act. A server above it is hot, too. */
    HOT,
    /** Above the threshold for the hold time. */
    OVERLOADED,
    /** Some of its servers have failed, the rest serves. */
    DEGRADED,
    /** Nothing is left that serves it. */
    DOWN,
    /** Readings are missing. */
    UNKNOWN
}
