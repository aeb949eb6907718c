package dev.headroom.simulation;

import dev.headroom.ma2scf.model.HostId;

/** What can happen to a simulated host. */
public record Fault(HostId host, Kind kind) {

    /** What happens. */
    public enum Kind {
        /** Power gone: nothing answers, what it did is lost. */
        KILL,
        /** Nothing moves, nothing answers, nothing is lost. */
        FREEZE,
        /** SSH does not answer; clients are served as before. */
        CUT,
        /** Whatever it was is over; a killed host boots. */
        HEAL
    }
}
