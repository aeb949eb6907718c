package dev.headroom.backend.remote.jsch;

/** What may happen to what a host says. */
enum Damage {
    /** One byte is another. */
    FLIP,
    /** One byte is missing. */
    DROP,
    /** Many bytes that mean nothing come in between. */
    GARBAGE,
    /** The line ends. */
    CLOSE
}
