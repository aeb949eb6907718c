package dev.headroom.backend.control.core;

import dev.headroom.backend.control.ProposalId;
import dev.headroom.ma2scf.policy.Mode;

/**
 * The control loop's permission to send one command: the mode is not watch, the loop is not halted, the action is
 * checked and journalled.
 *
 * @param proposal the approved proposal
 * @param mode MANUAL or AUTOMATIC
 */
public record Permit(ProposalId proposal, Mode mode) {
    public Permit {
        if (mode == Mode.WATCH) {
            throw new IllegalArgumentException("In watch mode nothing may be changed.");
        }
    }
}
