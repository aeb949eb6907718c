package dev.headroom.backend.control.core;

import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.RevertReport;
import dev.headroom.backend.control.leasehold.HostOrder;
import java.util.Optional;

/** An event for the control loop. */
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

    /** A director said what it takes back by itself. */
    record RevertTold(RevertReport report) implements Event {}

    /** The journal could not be written, so the effects after the entry were dropped. */
    record JournalFailed(String sentence) implements Event {}

    /**
     * This master may change no host yet, or not now.
     *
     * @param sentence why
     * @param contested whether another master may
     */
    record LeaseAwaited(String sentence, boolean contested) implements Event {}

    /**
     * Nothing bars this master any more.
     *
     * @param epoch the number under which it took the lease of the hosts; empty if it wants none
     */
    record LeaseSettled(Optional<Long> epoch) implements Event {}

    /** This master has lost the right to write, and only an operator can give it back. */
    record LeaseLost(String sentence) implements Event {}

    /**
     * An operator of another master orders something of the holder of the lease, which is this master.
     *
     * @param lifts whether an order may resume this master: only an order has halted it
     */
    record Ordered(HostOrder order, boolean lifts) implements Event {}
}
