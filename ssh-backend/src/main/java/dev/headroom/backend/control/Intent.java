package dev.headroom.backend.control;

import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.policy.Mode;

/** A request of an operator to the master, from the window or the command line. */
public sealed interface Intent {
    /** The operator's name, for the journal. */
    String by();

    /**
     * Approves an open proposal, or the remaining steps of an interrupted one.
     *
     * @param basisRevision the revision of the plan that the operator saw: another plan under the same number is
     * refused
     */
    record Approve(ProposalId proposal, long basisRevision, String by) implements Intent {}

    /** Rejects an open proposal, or leaves an interrupted one as it is. */
    record Reject(ProposalId proposal, String reason, String by) implements Intent {}

    /** Offers the inverse of the finished steps of an ended or interrupted proposal as a new proposal. */
    record Undo(ProposalId proposal, String by) implements Intent {}

    /** Stops running plans after the command that is on the way; no step begins until {@link Resume}. */
    record Halt(String by) implements Intent {}

    /**
     * Says how this master shall end, before it is ended; from then on no plan begins. {@link Resume} revokes it.
     *
     * @param how what becomes of running plans; {@link ControlState#mayClose} says when the master can end
     */
    record Close(Continuity.Closing how, String by) implements Intent {}

    /** Lets steps begin again after {@link Halt}, {@link Close} or a fault. */
    record Resume(String by) implements Intent {}

    /**
     * Agrees to the division of containers into home and stand-by containers.
     *
     * @param fingerprint of the division that the operator saw: another one is refused
     */
    record Adopt(String fingerprint, String by) implements Intent {}

    /** Takes the right to change the hosts away from another master. */
    record TakeOver(String by) implements Intent {}

    /** Sets the mode of the cluster. */
    record SetMode(Mode mode, String by) implements Intent {}

    /**
     * Sets the most that may be done for one service; the cluster file and the mode of the cluster bound it further.
     */
    record SetServiceMode(ServiceId service, Mode mode, String by) implements Intent {}

    /**
     * Takes a real server out for maintenance, or ends that.
     *
     * @param begins whether the maintenance begins
     */
    record SetMaintenance(ServerId server, boolean begins, String by) implements Intent {}
}
