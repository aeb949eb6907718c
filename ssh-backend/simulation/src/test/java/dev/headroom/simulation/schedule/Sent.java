package dev.headroom.simulation.schedule;

import dev.headroom.backend.control.ProposalId;
import dev.headroom.ma2scf.plan.Action;
import java.time.Duration;

/** A command that a master handed to its connection. */
record Sent(Sender by, ProposalId proposal, Action action, String text, Duration at) {
    /**
     * The master.
     *
     * @param name in the diary: the letter of its installation and a number
     * @param number under which it holds the lease of the hosts; 0 if it holds none, or the hosts keep none
     * @param holder its name in that lease; empty if the hosts keep none
     */
    record Sender(String name, long number, String holder) {
        /** The installation. */
        String installation() {
            return name.substring(0, 1);
        }
    }

    /** The proposal, which has the same number in no other installation. */
    String plan() {
        return by.installation() + " " + proposal;
    }

    @Override
    public String toString() {
        return "%s %s %s".formatted(by.name(), proposal, action.describe());
    }
}
