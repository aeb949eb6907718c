package dev.headroom.backend.control.core;

import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.leasehold.HostOrder;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.plan.Action;
import java.util.Set;

/** What the driver shall do after a transition, in order. If one effect fails, the driver drops those after it. */
public sealed interface Effect {

    /** Write to the journal. */
    record Note(JournalEntry entry) implements Effect {}

    /** Send the command of one step. */
    record Send(Permit permit, int step, Action action) implements Effect {}

    /** Read these hosts now, with all their lists read anew. */
    record Hurry(Set<HostId> hosts) implements Effect {
        public Hurry {
            hosts = Set.copyOf(hosts);
        }
    }

    /** Take the lease of the hosts, also from another master that keeps it. */
    record TakeOver() implements Effect {}

    /**
     * An operator halted or resumed this master: tell the master that holds the lease of the hosts, if that is another.
     *
     * @param wasHalted whether this master was halted before
     */
    record Order(HostOrder.Verb verb, String by, boolean wasHalted) implements Effect {}

    /** Tell on the hosts what this master, which holds their lease, did about an order. */
    record Noted(HostOrder order, HostOrder.Note note) implements Effect {}

    /** Tell the operator that the request was refused, and why. */
    record Refuse(String sentence) implements Effect {}
}
