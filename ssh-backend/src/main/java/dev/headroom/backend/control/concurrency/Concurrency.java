package dev.headroom.backend.control.concurrency;

import static dev.headroom.backend.control.Proposal.Status;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.OtherMasters;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides which plans may run side by side. Pure. Plans with disjoint footprints may. Of two plans that overlap, the
 * more urgent one runs first if the other only waits, and the other goes on afterwards. See decision 0050.
 */
public final class Concurrency {
    private Concurrency() {}

    /**
     * Why {@code candidate} cannot begin beside the running plans, one sentence; empty when it can, perhaps because
     * others give way.
     */
    public static Optional<String> obstacle(ControlState state, Proposal candidate) {
        Footprint own = Footprint.ofRemainder(candidate, state.snapshot());
        return state.proposals().reversed().stream()
                .filter(other -> !other.id().equals(candidate.id()))
                .filter(other -> holds(other, candidate))
                .filter(other -> !givesWay(other, candidate.plan(), state))
                .flatMap(other -> own
                        .overlap(Footprint.ofRemainder(other, state.snapshot()))
                        .map(what -> sentence(state, candidate, other, what))
                        .stream())
                .findFirst();
    }

    /**
     * Why automatic mode does not begin {@code candidate} beside a master of another installation, one sentence; empty
     * where none is known to act on its services, where the lease of the hosts keeps every other from acting, and for a plan that only
     * takes back what this installation did. An operator may.
     */
    public static Optional<String> otherMaster(ControlState state, Proposal candidate) {
        PlanKind kind = candidate.plan().kind();
        if (state.holdsLease() || kind == PlanKind.RESTORE || kind == PlanKind.GIVE_BACK) {
            return Optional.empty();
        }
        Set<ServiceId> touched =
                new TreeSet<>(Footprint.ofRemainder(candidate, state.snapshot()).services());
        touched.add(candidate.plan().service());
        return OtherMasters.obstacle(state.snapshot(), touched);
    }

    /** The running plans that must wait while {@code candidate} runs. Call it only without an obstacle. */
    public static List<Proposal> givingWay(ControlState state, Proposal candidate) {
        Footprint own = Footprint.ofRemainder(candidate, state.snapshot());
        return state.running().stream()
                .filter(other -> !other.id().equals(candidate.id()))
                .filter(other -> own.overlaps(Footprint.ofRemainder(other, state.snapshot())))
                .toList();
    }

    /**
     * Whether a running or suspended plan for the same service holds this plan up: they cannot run side by side, and
     * it does not give way.
     */
    public static boolean isHeldUp(ControlState state, Plan plan) {
        Footprint own = Footprint.of(plan, state.snapshot());
        return state.proposals().stream()
                .filter(p -> p.status() == Status.RUNNING || p.status() == Status.SUSPENDED)
                .filter(p -> p.plan().service().equals(plan.service()))
                .filter(p -> !givesWay(p, plan, state))
                .anyMatch(p -> own.overlaps(Footprint.ofRemainder(p, state.snapshot())));
    }

    /** The cluster after all running plans have done their remaining steps. */
    public static ClusterSnapshot foreseen(ControlState state, Proposal except) {
        ClusterSnapshot foreseen = state.snapshot();
        for (Proposal running : state.running()) {
            if (!running.id().equals(except.id())) {
                for (StepProgress step : running.steps()) {
                    Action action = step.step().action();
                    foreseen = step.mayStillRun() ? action.appliedTo(foreseen) : foreseen;
                }
            }
        }
        return foreseen;
    }

    /** Whether {@code other} keeps its footprint: it runs, or it is suspended and {@code candidate} is new. */
    private static boolean holds(Proposal other, Proposal candidate) {
        return other.status() == Status.RUNNING
                || (other.status() == Status.SUSPENDED && candidate.status() != Status.SUSPENDED);
    }

    private static boolean givesWay(Proposal other, Plan candidate, ControlState state) {
        return !other.hasCommandInFlight() && Urgency.of(candidate, state).before(Urgency.of(other.plan(), state));
    }

    private static String sentence(ControlState state, Proposal candidate, Proposal other, String what) {
        boolean urgent = Urgency.of(candidate.plan(), state).before(Urgency.of(other.plan(), state));
        if (other.status() == Status.SUSPENDED) {
            return "%s gave way to a more urgent plan and goes on first; it touches %s too."
                    .formatted(other.id(), what);
        }
        return urgent
                ? "%s has a command on the way and touches %s too; %s can begin as soon as it only waits."
                        .formatted(other.id(), what, candidate.id())
                : "%s is running and touches %s too; %s can begin when it has ended."
                        .formatted(other.id(), what, candidate.id());
    }
}
