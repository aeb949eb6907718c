package dev.headroom.backend.remote.jsch;

/** Ways to damage the bytes that a host sends. */
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
