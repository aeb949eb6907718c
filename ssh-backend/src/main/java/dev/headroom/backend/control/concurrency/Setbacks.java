package dev.headroom.backend.control.concurrency;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.EntryId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What follows when a plan fails: the container that did not start or serve, or the entry of the director that did not take a change, is
 * left alone for a while, and the service is not. Pure. See decision 0109, and decision 0068 of ma2scf.
 */
public final class Setbacks {
    private Setbacks() {}

    /**
     * The state with the memory of a container whose start, or wait for it, has failed, or which could not be added any more when it
     * served, or of the entry of which a change was sent and has failed; as it was after any other step. What was not sent says
     * nothing about its director.
     *
     * @param step as it was before it failed
     */
    public static ControlState after(ControlState state, StepProgress step, Instant now) {
        Action failed = step.step().action();
        if (failed instanceof TableAction change && failed.mutates() && step.inFlight()) {
            return state.withMemory(state.memory().refused(new EntryId(change.director(), change.service()), now));
        }
        if (failed instanceof TableAction.AddDestination add) {
            return state.withMemory(state.memory().setBack(new Spot(add.service(), add.endpoint()), now));
        }
        return lent(failed)
                .flatMap(id -> spot(state, id))
                .map(spot -> state.withMemory(state.memory().setBack(spot, now)))
                .orElse(state);
    }

    /**
     * Whether what made {@code ended} fail speaks against {@code next}: only where that does something with the same container, or
     * waits for the same destination, and never against an answer to a fault. A director that did not take a change is
     * left out of the next plan by {@link RefusingDirectors}.
     */
    public static boolean concern(Proposal ended, Proposal next) {
        return next.plan().kind() != PlanKind.FAILOVER
                && ended.steps().stream()
                        .filter(step -> step.state() == StepProgress.State.FAILED)
                        .findFirst()
                        .map(step -> concerns(step.step().action(), next))
                        // one that is unknown, of a director that was left out
                        .orElse(false);
    }

    private static boolean concerns(Action failed, Proposal next) {
        Stream<Action> actions = next.steps().stream().map(step -> step.step().action());
        return switch (failed) {
            case ContainerAction of ->
                actions.anyMatch(action -> action instanceof ContainerAction other
                        && other.container().equals(of.container()));
            case TableAction.AwaitDrained wait ->
                actions.anyMatch(action -> action instanceof TableAction other
                        && other.service().equals(wait.service())
                        && other.endpoint().equals(wait.endpoint()));
            case TableAction _ -> false;
        };
    }

    /**
     * Whether {@code undo} takes back what automatic mode's own plan had begun when it failed or was given up, or a give-back of
     * anybody that turned round.
     */
    public static boolean undoesOwnFailure(ControlState state, Proposal undo, String automatic) {
        return undo.plan().kind() == PlanKind.UNDO
                && state.proposals().stream()
                        .filter(p -> p.plan().service().equals(undo.plan().service()))
                        .filter(p -> p.plan().kind() != PlanKind.UNDO
                                && p.changedAt().equals(undo.openedAt()))
                        .anyMatch(p -> switch (p.status()) {
                            case FAILED -> p.approvedBy().equals(automatic);
                            case SUPERSEDED ->
                                p.approvedBy().equals(automatic) || p.plan().kind() == PlanKind.GIVE_BACK;
                            default -> false;
                        });
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
