package dev.headroom.backend.control.concurrency;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.plan.PlanKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A director that is not read, or does not answer a command, while an answer to a fault has a step there. Clients of the other
 * directors do not wait for it: the plan is interrupted, and the next one acts where it can, or it goes on there. Pure. See decision
 * 0117.
 */
public final class UnreadDirector {
    /** So long an answer to a command is waited for while clients of other directors wait, too: five usual intervals. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

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

    /** Why a command on its way is waited for no longer, though it may still run: the plan can go on at another director. */
    public static Optional<String> silence(Proposal proposal, int index, Instant now) {
        StepProgress step = proposal.steps().get(index);
        Duration since = Duration.between(step.changedAt(), now);
        return proposal.plan().kind() == PlanKind.FAILOVER
                        && step.state() == StepProgress.State.RUNNING
                        && since.compareTo(SILENCE) > 0
                        && LeftOut.goesOn(proposal, index)
                ? Optional.of(
                        "%s has not answered the command for %d s, and clients of the other directors do not wait for it."
                                .formatted(step.step().action().host().name(), since.toSeconds()))
                : Optional.empty();
    }

    /** The end of a sentence about a step that waits no longer. */
    public static String notWaitedFor(String lastRead) {
        return "%s, and clients of the directors that are read do not wait for it.".formatted(lastRead);
    }

    private static boolean isUnread(ControlState state, HostId host) {
        return host instanceof DirectorId && state.snapshot().readAt(host).isEmpty();
    }
}
