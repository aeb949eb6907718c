package dev.headroom.backend.control.concurrency;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.plan.PlanKind;

/**
 * A director that is not read while an answer to a fault has a step there. Clients of the other directors do not wait for it: the plan
 * is interrupted, and the next one acts where it can. Pure. See decision 0117.
 */
public final class UnreadDirector {
    private UnreadDirector() {}

    /** Whether the step at {@code index} waits for such a director, and a director that is read has steps that wait behind it. */
    public static boolean holdsUp(ControlState state, Proposal proposal, int index) {
        HostId host = proposal.steps().get(index).step().action().host();
        return proposal.plan().kind() == PlanKind.FAILOVER
                && isUnread(state, host)
                && proposal.steps().stream()
                        .filter(StepProgress::unsent)
                        .map(step -> step.step().action().host())
                        .anyMatch(other -> other instanceof DirectorId && !isUnread(state, other));
    }

    /** The end of a sentence about a step that waits no longer. */
    public static String notWaitedFor(String lastRead) {
        return "%s, and clients of the directors that are read do not wait for it.".formatted(lastRead);
    }

    private static boolean isUnread(ControlState state, HostId host) {
        return host instanceof DirectorId && state.snapshot().readAt(host).isEmpty();
    }
}
