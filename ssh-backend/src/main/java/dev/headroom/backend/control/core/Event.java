package dev.headroom.backend.control.core;

import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.ProposalId;

/** What the control loop reacts to. */
public sealed interface Event {

    /** New readings came. */
    record Observed(Observation observation) implements Event {}

    /** An operator asked for something. */
    record Asked(Intent intent) implements Event {}

    /**
     * The command of a running step ended.
     *
     * @param step index in the plan, from 0
     */
    record CommandEnded(ProposalId proposal, int step, CommandOutcome outcome) implements Event {}

    /** The journal could not be written: what was to follow has not been done. */
    record JournalFailed(String sentence) implements Event {}

    /** This master may write no more, and will not again. */
    record LeaseLost(String sentence) implements Event {}
}
