package dev.headroom.backend.control;

import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.policy.Mode;
import java.util.function.Consumer;

/** Port to the hosts: sends the command of one action. The only way by which anything in a cluster is changed. */
public interface StepExecutor {

    /** Sends the command and returns at once; {@code whenDone} is called exactly once, from any thread. */
    void execute(Permit permit, Action action, Consumer<CommandOutcome> whenDone);

    /**
     * Proof, made by the control loop for each single command, that it may be sent: not watching, not halted, checked, journalled.
     *
     * @param proposal the approved proposal
     * @param mode MANUAL or AUTOMATIC
     */
    record Permit(ProposalId proposal, Mode mode) {
        public Permit {
            if (mode == Mode.WATCH) {
                throw new IllegalArgumentException("In watch mode nothing may be changed.");
            }
        }
    }
}
