package dev.headroom.backend.control.sight;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.sight.Picture.Difference;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.TableAction;
import java.time.Instant;
import java.util.Optional;

/** Which differences this master's own commands explain. Pure. */
final class Ours {
    private Ours() {}

    /** Whether a command that was on its way since the earlier reading wanted just this. */
    static boolean explains(ControlState state, Difference change) {
        return state.proposals().stream()
                        .flatMap(proposal -> proposal.steps().stream())
                        .filter(step -> wasOnItsWay(step, change.before()))
                        .anyMatch(step -> wants(step.step().action(), change))
                || state.continuity().unanswered().stream().anyMatch(command -> wants(command.action(), change));
    }

    private static boolean wasOnItsWay(StepProgress step, Instant since) {
        return switch (step.state()) {
            case RUNNING, VERIFYING, UNKNOWN -> true;
            case DONE, FAILED, NOT_RUN -> !step.changedAt().isBefore(since);
            case PENDING, AWAITING_READING, NOT_NEEDED, LEFT_OUT -> false;
        };
    }

    /** Whether the difference is what the action was to bring about. */
    static boolean wants(Action action, Difference change) {
        return switch (change) {
            case Difference.OfDestination(var at, var endpoint, var _, var is, var _, var _) ->
                action instanceof TableAction table
                        && action.mutates()
                        && table.director().equals(at.director())
                        && table.service().equals(at.service())
                        && table.endpoint().equals(endpoint)
                        && switch (table) {
                            case TableAction.AddDestination add -> is.equals(Optional.of(add.spec()));
                            case TableAction.SetWeight set -> is.equals(Optional.of(set.after()));
                            case TableAction.RemoveDestination _ -> is.isEmpty();
                            case TableAction.AwaitDrained _ -> false;
                        };
            case Difference.OfContainer(var id, var _, var is, var _, var _) ->
                switch (action) {
                    case ContainerAction.StartContainer(var started) ->
                        started.equals(id)
                                && is.filter(c -> c.state() != ContainerState.STOPPED)
                                        .isPresent();
                    case ContainerAction.StopContainer(var stopped) ->
                        stopped.equals(id)
                                && is.filter(c -> c.state() != ContainerState.STOPPED)
                                        .isEmpty();
                    case ContainerAction.AwaitServing _, TableAction _ -> false;
                };
            case Difference.OfService _ -> false;
        };
    }
}
