package dev.headroom.console.topology;

/**
 * New connections on their way from one tile to another.
 *
 * @param from name of a director or service
 * @param to name of a service or real server
 * @param share of all new connections of the cluster, 0..1
 */
record Flow(Hop hop, String from, String to, double share, Kind kind) {

    /** Which columns it joins. */
    enum Hop {
        DIRECTOR_TO_SERVICE,
        SERVICE_TO_SERVER
    }

    /** How it is drawn: a loan in the accent, a quiesced or idle one as a hair, a broken one dashed. */
    enum Kind {
        NORMAL,
        LOAN,
        IDLE,
        BROKEN
    }
}
