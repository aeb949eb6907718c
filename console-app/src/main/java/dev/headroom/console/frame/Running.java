package dev.headroom.console.frame;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the plans that run (also those that gave way to a more urgent one), and those that were stopped after they
 * had changed something. Pure.
 */
final class Running {
    private Running() {}

    /** The running plans in order of id. */
    static List<Proposal> in(ControlState state) {
        return state.proposals().stream()
                .filter(proposal ->
                        proposal.status() == Proposal.Status.RUNNING || proposal.status() == Proposal.Status.SUSPENDED)
                .sorted(Comparator.comparing(Proposal::id))
                .toList();
    }

    static long done(Proposal proposal) {
        return proposal.done();
    }

    /** Whether a plan ended before its last step and has changed something. */
    static boolean leftSomething(Proposal proposal) {
        return proposal.status() != Proposal.Status.DONE
                && proposal.steps().stream()
                        .anyMatch(step -> step.state() == StepProgress.State.DONE
                                && step.step().action().mutates());
    }
}
