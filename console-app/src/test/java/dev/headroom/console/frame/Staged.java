package dev.headroom.console.frame;

import dev.headroom.backend.control.Intent;
import dev.headroom.simulation.stage.Stages;

/** What operators ask for on the staged states. */
final class Staged {
    private Staged() {}

    /** Of the first proposal, as {@link Stages#overloaded} shows it. */
    static Intent approval(String operator) {
        long basis =
                Stages.overloaded().proposal(Stages.FIRST).orElseThrow().plan().basisRevision();
        return new Intent.Approve(Stages.FIRST, basis, operator);
    }
}
