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
}
