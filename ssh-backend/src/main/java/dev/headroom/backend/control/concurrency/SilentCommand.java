package dev.headroom.backend.control.concurrency;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import java.time.Duration;
import java.time.Instant;

/**
 * A command that was sent and whose answer is late: it hangs on its host, or the answer is lost. An answer to a fault does not wait for
 * it. Pure. See decision 0131.
 */
public final class SilentCommand {
    /** Most commands answer within a second; a start that takes longer is seen by the readings. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private SilentCommand() {}

    /** Whether the command of this step is on the way for longer than one is usually. */
    public static boolean isSilent(StepProgress step, Instant now) {
        return step.state() == StepProgress.State.RUNNING
                && Duration.between(step.changedAt(), now).compareTo(PATIENCE) >= 0;
    }

    /** Whether such a command of {@code running}, at {@code index}, keeps an answer to a fault from beginning. */
    public static boolean holdsUp(ControlState state, Proposal running, int index, Instant now) {
        Footprint held = Footprint.ofRemainder(running, state.snapshot());
        return running.plan().kind() != PlanKind.FAILOVER
                && isSilent(running.steps().get(index), now)
                && Urgency.failovers(state).anyMatch(plan -> held.overlaps(Footprint.of(plan, state.snapshot())));
    }

    /** Whether the answer to a fault goes on at the other directors while such a command, at {@code index}, is on the way to one of them. */
    public static boolean isPassedOver(Proposal running, int index, Instant now) {
        StepProgress step = running.steps().get(index);
        return running.plan().kind() == PlanKind.FAILOVER
                && step.step().action() instanceof TableAction
                && isSilent(step, now)
                && running.steps().stream()
                        .filter(StepProgress::unsent)
                        .map(next -> next.step().action())
                        .anyMatch(next -> next instanceof TableAction
                                && !next.host().equals(step.step().action().host()))
                && LeftOut.goesOn(running, index);
    }

    /** The state in which a container whose start is silent is left alone for a while: another one may serve at once. */
    public static ControlState remembered(ControlState state, StepProgress step, Instant now) {
        return step.step().action() instanceof ContainerAction ? Setbacks.after(state, step, now) : state;
    }

    /** Why the plan does not wait for it, as the end of a sentence. */
    public static String notWaitedFor(StepProgress step, Instant now) {
        return "Its command got no answer from %s for %d s, and clients of what failed do not wait for it."
                .formatted(
                        step.step().action().host().name(),
                        Duration.between(step.changedAt(), now).toSeconds());
    }
}
