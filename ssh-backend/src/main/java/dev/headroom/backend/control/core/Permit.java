package dev.headroom.backend.control.core;

import dev.headroom.backend.control.ProposalId;
import dev.headroom.ma2scf.policy.Mode;

/**
 * Proof, made by the control loop for each single command, that it may be sent: not watching, not halted, checked, journalled.
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
