package dev.headroom.simulation.schedule;

import dev.headroom.backend.control.ProposalId;
import dev.headroom.ma2scf.plan.Action;
import java.time.Duration;

/**
 * A command that a master handed to its connection.
 *
 * @param epoch of the master
 */
record Sent(int epoch, ProposalId proposal, Action action, String text, Duration at) {
    @Override
    public String toString() {
        return "m%d %s %s".formatted(epoch, proposal, action.describe());
    }
}
