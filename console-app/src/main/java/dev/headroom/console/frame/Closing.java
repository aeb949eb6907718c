package dev.headroom.console.frame;

import dev.headroom.backend.control.Continuity;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.ma2scf.plan.PlanKind;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The operator's choice for the plans that ran when the window was to be closed. The master carries it out; this
 * reads from the master's states when the window may close, and when it must stay because a plan went another way.
 * Immutable.
 */
record Closing(Choice choice, List<ProposalId> plans) {
    Closing {
        plans = List.copyOf(plans);
    }

    /** How the running plans end first. */
    enum Choice {
        FINISH(Continuity.Closing.FINISH),
        UNDO(Continuity.Closing.UNDO);

        private final Continuity.Closing asked;

        Choice(Continuity.Closing asked) {
            this.asked = asked;
        }

        Continuity.Closing asked() {
            return asked;
        }
    }

    /** What the window does. */
    enum Outcome {
        WAIT,
        CLOSE,
        STAY
    }

    /** The sentence of the bar while the window waits. */
    String sentence() {
        String names = plans.stream().map(ProposalId::toString).collect(Collectors.joining(", "));
        return choice == Choice.FINISH
                ? "Closes when %s has ended. Nothing new begins meanwhile.".formatted(names)
                : "Stops %s, takes back what it has done, then closes.".formatted(names);
    }

    Outcome next(ControlState state) {
        if (!state.mayClose()) {
            return Outcome.WAIT;
        }
        boolean asWished = plans.stream()
                .flatMap(id -> state.proposal(id).stream())
                .allMatch(plan -> choice == Choice.FINISH
                        ? plan.status() == Proposal.Status.DONE
                        : plan.status() != Proposal.Status.DONE && isUndone(state, plan));
        return asWished ? Outcome.CLOSE : Outcome.STAY;
    }

    private static boolean isUndone(ControlState state, Proposal stopped) {
        return !Running.leftSomething(stopped)
                || state.proposals().stream()
                        .anyMatch(other -> other.plan().kind() == PlanKind.UNDO
                                && other.status() == Proposal.Status.DONE
                                && other.plan().service().equals(stopped.plan().service())
                                && other.id().compareTo(stopped.id()) > 0);
    }
}
