package dev.headroom.backend.control.concurrency;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.PlanKind;
import java.util.stream.Stream;

/**
 * A director that is not read while an answer to a fault has a step there. Clients of the other directors do not wait for it: the plan
 * is interrupted, and the next one acts where it can. Pure. See decision 0117.
 */
public final class UnreadDirector {
    private UnreadDirector() {}

    /**
     * Whether the step at {@code index} waits for such a director, and something is to be done on a director that is read: by steps that
     * wait behind it, or by the answer to a fault that came meanwhile.
     */
    public static boolean holdsUp(ControlState state, Proposal proposal, int index) {
        HostId host = proposal.steps().get(index).step().action().host();
        Stream<Action> behind = proposal.steps().stream()
                .filter(StepProgress::unsent)
                .map(step -> step.step().action());
        return proposal.plan().kind() == PlanKind.FAILOVER
                && isUnread(state, host)
                && Stream.concat(behind, answerToFault(state, proposal))
                        .map(Action::host)
                        .anyMatch(other -> other instanceof DirectorId && !isUnread(state, other));
    }

    private static Stream<Action> answerToFault(ControlState state, Proposal running) {
        return Urgency.failovers(state)
                .filter(plan -> plan.service().equals(running.plan().service()))
                .flatMap(plan -> plan.actions().stream());
    }

    /** The end of a sentence about a step that waits no longer. */
    public static String notWaitedFor(String lastRead) {
        return "%s, and clients of the directors that are read do not wait for it.".formatted(lastRead);
    }

    private static boolean isUnread(ControlState state, HostId host) {
        return host instanceof DirectorId && state.snapshot().readAt(host).isEmpty();
    }
}
