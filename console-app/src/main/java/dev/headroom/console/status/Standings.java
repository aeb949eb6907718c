package dev.headroom.console.status;

import dev.headroom.backend.control.Proposal;
import dev.headroom.console.fx.Badge;
import dev.headroom.console.fx.Tone;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.sharing.ServiceCondition;

/** Words and tones for the states of the domain, the same in every view. Pure. */
public final class Standings {
    /** Above the threshold now, of a service and of a server. Red is a service that stays there. */
    static final Badge HOT = new Badge("Hot", Tone.ATTENTION);

    private Standings() {}

    public static Badge of(ServiceCondition condition) {
        return switch (condition) {
            case CALM -> new Badge("Calm", Tone.NEUTRAL);
            case HOT -> HOT;
            case OVERLOADED -> new Badge("Overloaded", Tone.DANGER);
            case DEGRADED -> new Badge("Degraded", Tone.ATTENTION);
            case DOWN -> new Badge("Down", Tone.DANGER);
            case UNKNOWN -> new Badge("Unknown", Tone.MUTED);
        };
    }

    public static Badge of(Proposal.Status status) {
        return switch (status) {
            case OPEN -> new Badge("Open", Tone.ACCENT);
            case RUNNING -> new Badge("Running", Tone.ACCENT);
            case SUSPENDED -> new Badge("Gave way", Tone.ATTENTION);
            case INTERRUPTED -> new Badge("Interrupted", Tone.ATTENTION);
            case DONE -> new Badge("Done", Tone.SUCCESS);
            case FAILED -> new Badge("Failed", Tone.DANGER);
            case HALTED -> new Badge("Halted", Tone.DANGER);
            case REJECTED -> new Badge("Rejected", Tone.NEUTRAL);
            case EXPIRED -> new Badge("Expired", Tone.NEUTRAL);
            case SUPERSEDED -> new Badge("Withdrawn", Tone.NEUTRAL);
        };
    }

    /** The verb of a plan, in sentence case. */
    public static String verb(PlanKind kind) {
        return switch (kind) {
            case BORROW -> "Borrow";
            case FAILOVER -> "Fail over";
            case GIVE_BACK -> "Give back";
            case RECALL -> "Recall";
            case EVACUATE -> "Evacuate";
            case MAKE_ROOM -> "Make room";
            case BALANCE -> "Balance";
            case RESTORE -> "Restore";
            case UNDO -> "Undo";
        };
    }
}
