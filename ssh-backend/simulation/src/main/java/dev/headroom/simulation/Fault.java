package dev.headroom.simulation;

import dev.headroom.ma2scf.model.HostId;

/** A fault of a simulated host, or its end. */
public record Fault(HostId host, Kind kind) {

    /** The kind of fault. */
    public enum Kind {
        /** The power fails: the host answers nothing, and its state in memory is lost. */
        KILL,
        /** The host stops: it answers nothing and loses nothing. */
        FREEZE,
        /** SSH does not answer; clients are served as before. */
        CUT,
        /** The fault is over; a killed host boots. */
        HEAL
    }

    /** What is wrong with a container whenever it is started. */
    public enum Flaw {
        NONE,
        /** Its runtime refuses to start it. */
        DOES_NOT_START,
        /** It starts and ends at once. */
        DIES,
        /** It starts, and its service never listens. */
        DEAF,
        /** Its service listens for 3 s and then no more; the container runs on. */
        LISTENS_BRIEFLY,
        /** Its service listens for 6 s, and then not for 6 s, again and again, as one that a supervisor restarts. */
        LISTENS_NOW_AND_THEN
    }
}
