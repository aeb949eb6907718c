package dev.headroom.backend.control.core;

import dev.headroom.backend.control.ProposalId;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.policy.Mode;
import java.util.List;

/**
 * The control loop's permission to send one command: the mode is not watch, the loop is not halted, the action is
 * checked and journalled.
 *
 * @param proposal the approved proposal
 * @param mode MANUAL or AUTOMATIC
 * @param takenBack the changes of the plan on the director of this command that it shall take back by itself if this master dies
 */
public record Permit(ProposalId proposal, Mode mode, List<TableAction> takenBack) {
    /** A permit for a plan that no director takes back by itself. */
    public Permit(ProposalId proposal, Mode mode) {
        this(proposal, mode, List.of());
    }

    public Permit {
        takenBack = List.copyOf(takenBack);
        if (mode == Mode.WATCH) {
            throw new IllegalArgumentException("In watch mode nothing may be changed.");
        }
    }
}
