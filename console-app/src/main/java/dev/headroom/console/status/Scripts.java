package dev.headroom.console.status;

import dev.headroom.backend.act.PlanScripts.Script;
import dev.headroom.backend.control.ProposalId;

/** Where the window gets proposals as scripts. Asked on JavaFX's application thread; answers at once. */
@FunctionalInterface
public interface Scripts {
    /** Before there is a master. */
    Scripts NONE = (_, _) -> new Script.None("The master has not started yet.");

    /**
     * The script of a proposal as things stand now.
     *
     * @param undo whether it shall take the proposal back
     */
    Script of(ProposalId id, boolean undo);
}
