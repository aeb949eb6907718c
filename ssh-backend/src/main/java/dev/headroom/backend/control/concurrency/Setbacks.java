package dev.headroom.backend.control.concurrency;

import static dev.headroom.backend.control.Proposal.Status;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.PlanKind;
import java.time.Instant;
import java.util.Optional;

/**
 * What follows when a stand-by container does not start, or starts and does not serve: that container is left alone for a while, and
 * the service is not. Pure. See decision 0109.
 */
public final class Setbacks {
    private Setbacks() {}

    /** The state with the memory of a container whose start, or wait for it, has failed; as it was after any other action. */
    public static ControlState after(ControlState state, Action failed, Instant now) {
        return lent(failed)
                .flatMap(id -> spot(state, id))
                .map(spot -> state.withMemory(state.memory().setBack(spot, now)))
                .orElse(state);
    }

    /**
     * Whether what made {@code ended} fail speaks against {@code next}: where a container did not serve, only against plans that
     * start the same container, and never against an answer to a fault.
     */
    public static boolean concern(Proposal ended, Proposal next) {
        Optional<ContainerId> container = ended.steps().stream()
                .filter(step -> step.state() == StepProgress.State.FAILED)
                .findFirst()
                .flatMap(step -> lent(step.step().action()));
        return container
                .map(id -> next.plan().kind() != PlanKind.FAILOVER
                        && next.steps().stream()
                                .flatMap(step -> lent(step.step().action()).stream())
                                .anyMatch(id::equals))
                .orElse(true);
    }

    /** Whether {@code undo} takes back what automatic mode's own plan had begun when it failed. */
    public static boolean undoesOwnFailure(ControlState state, Proposal undo, String automatic) {
        return undo.plan().kind() == PlanKind.UNDO
                && state.proposals().stream()
                        .filter(p -> p.plan().service().equals(undo.plan().service()))
                        .filter(p -> p.plan().kind() != PlanKind.UNDO && p.status() == Status.FAILED)
                        .anyMatch(p -> p.changedAt().equals(undo.openedAt())
                                && p.approvedBy().equals(automatic));
    }

    private static Optional<ContainerId> lent(Action action) {
        return action instanceof ContainerAction change && !(action instanceof ContainerAction.StopContainer)
                ? Optional.of(change.container())
                : Optional.empty();
    }

    private static Optional<Spot> spot(ControlState state, ContainerId id) {
        return state.snapshot()
                .server(id.server())
                .flatMap(server -> server.container(id))
                .map(Container::role)
                .flatMap(role -> role.serving()
                        .flatMap(service -> role.servingAt().map(endpoint -> new Spot(service, endpoint))));
    }
}
