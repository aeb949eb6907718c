package dev.headroom.backend.control.concurrency;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.TableAction;
import java.time.Instant;
import java.util.List;

/**
 * Decides when the hold times of a service start again: after the last change of where its clients are sent. A drain
 * follows that change, and measurements during the drain are as good as those after it. Pure.
 */
public final class Settling {
    private Settling() {}

    /** The state when a plan begins to wait at step {@code index}. */
    public static ControlState atWait(ControlState state, Proposal proposal, int index, Instant now) {
        boolean first = proposal.steps().get(index).step().action() instanceof TableAction.AwaitDrained
                && !drainsSinceLastChange(proposal.steps().subList(0, index));
        return first ? settled(state, proposal, now) : state;
    }

    public static ControlState atEnd(ControlState state, Proposal proposal, Instant now) {
        return drainsSinceLastChange(proposal.steps()) ? state : settled(state, proposal, now);
    }

    private static ControlState settled(ControlState state, Proposal proposal, Instant now) {
        return state.withMemory(state.memory().settled(proposal.plan().service(), now));
    }

    /** Whether a drain has been waited for since the last change of where clients are sent. */
    private static boolean drainsSinceLastChange(List<StepProgress> steps) {
        for (StepProgress step : steps.reversed()) {
            Action action = step.step().action();
            if (step.state() == StepProgress.State.DONE && Footprint.changesServing(action)) {
                return false;
            }
            if (step.state() == StepProgress.State.DONE && action instanceof TableAction.AwaitDrained) {
                return true;
            }
        }
        return false;
    }
}
