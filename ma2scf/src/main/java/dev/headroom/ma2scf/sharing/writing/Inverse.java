package dev.headroom.ma2scf.sharing.writing;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Compaction;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.plan.Wait;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.facts.FaultDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Builds the plan that takes back what a stopped plan has done. Weights that were taken from destinations still there come
 * back first; the rest goes in reverse order, and what was added is drained before it is removed.
 */
public final class Inverse {
    private final ClusterSnapshot newest;
    private final SharingPolicy policy;
    private final List<Action> finished;
    private final Set<Spot> removed;
    private final Set<Spot> added;
    /** The added destinations that a step takes out already: one drain covers all directors. */
    private final Set<Spot> drained = new TreeSet<>();

    private Inverse(List<Action> finished, ClusterSnapshot newest, SharingPolicy policy) {
        this.finished = finished;
        this.newest = newest;
        this.policy = policy;
        this.removed = removed(finished);
        this.added = added(finished);
    }

    /**
     * The plan of kind {@link PlanKind#UNDO} that takes back {@code finished}.
     *
     * @param plan the plan that stopped
     * @param finished its actions that were seen to be done, in the order they were done
     * @param newest what is true now: what was taken back already is left out
     * @return empty when nothing is left to take back
     */
    public static Optional<Plan> of(Plan plan, List<Action> finished, ClusterSnapshot newest, SharingPolicy policy) {
        List<Step> steps = Compaction.of(new Inverse(finished, newest, policy).steps());
        return steps.isEmpty()
                ? Optional.empty()
                : Optional.of(new Plan(
                        PlanKind.UNDO,
                        plan.service(),
                        newest.revision(),
                        0,
                        steps,
                        List.of(),
                        List.of(
                                "It takes back what an earlier plan changed, except what was changed again since then."),
                        List.of()));
    }

    private List<Step> steps() {
        List<Step> first = new ArrayList<>();
        List<Step> then = new ArrayList<>();
        for (Action action : finished.reversed()) {
            (comesFirst(action) ? first : then).addAll(takenBack(action));
        }
        first.addAll(then);
        return first;
    }

    private static Spot spot(TableAction.SetWeight change) {
        return new Spot(change.service(), change.before().endpoint());
    }

    /** Whether the action took the weight of a destination that is still there. */
    private boolean comesFirst(Action action) {
        return action instanceof TableAction.SetWeight change
                && !removed.contains(spot(change))
                && !change.before().weight().isQuiesced();
    }

    private List<Step> takenBack(Action action) {
        return switch (action) {
            case TableAction.SetWeight change -> weightBefore(change);
            case TableAction.AddDestination(var _, var service, var _, var spec) -> {
                Spot spot = new Spot(service, spec.endpoint());
                yield drained.add(spot) ? takeOut(spot) : List.of();
            }
            case TableAction.RemoveDestination removal -> addAgain(removal);
            case ContainerAction.StartContainer(ContainerId id) -> stop(id);
            case ContainerAction.StopContainer(ContainerId id) -> start(id);
            case Wait _ -> List.of();
        };
    }

    private List<Step> weightBefore(TableAction.SetWeight change) {
        if (added.contains(spot(change))) {
            // the weights of a newcomer's ramp are not taken back: it is taken out whole
            return List.of();
        }
        boolean wasRemoved = removed.contains(spot(change));
        return wasRemoved || isStillOurs(change) ? weight(change, wasRemoved) : List.of();
    }

    private static Set<Spot> added(List<Action> finished) {
        Set<Spot> added = new TreeSet<>();
        for (Action action : finished) {
            if (action instanceof TableAction.AddDestination(var _, ServiceId service, var _, DestinationSpec spec)) {
                added.add(new Spot(service, spec.endpoint()));
            }
        }
        return added;
    }

    private static Set<Spot> removed(List<Action> finished) {
        Set<Spot> removed = new TreeSet<>();
        for (Action action : finished) {
            if (action
                    instanceof TableAction.RemoveDestination(var _, ServiceId service, var _, DestinationSpec spec)) {
                removed.add(new Spot(service, spec.endpoint()));
            }
        }
        return removed;
    }

    /** Whether the weight in the table is the one that the plan set last: one that was changed since is left alone. */
    private boolean isStillOurs(TableAction.SetWeight change) {
        Optional<Weight> last = finished.reversed().stream()
                .flatMap(action -> action instanceof TableAction.SetWeight set
                                && set.director().equals(change.director())
                                && set.service().equals(change.service())
                                && set.before()
                                        .endpoint()
                                        .equals(change.before().endpoint())
                        ? Stream.of(set.weight())
                        : Stream.empty())
                .findFirst();
        return newest.destination(
                        change.director(), change.service(), change.before().endpoint())
                .map(now -> now.spec().weight())
                .equals(last);
    }

    /** @param absentNow whether this same plan puts the destination back before, with weight 0 */
    private List<Step> weight(TableAction.SetWeight change, boolean absentNow) {
        Weight before = change.before().weight();
        Optional<Destination> now = newest.destination(
                change.director(), change.service(), change.before().endpoint());
        if ((now.isEmpty() && !absentNow)
                || now.filter(d -> d.spec().weight().equals(before)).isPresent()) {
            return List.of();
        }
        return List.of(new Step(
                new TableAction.SetWeight(
                        change.director(),
                        change.service(),
                        change.address(),
                        now.map(Destination::spec).orElse(change.after()),
                        before),
                "It had this weight before."));
    }

    private List<Step> takeOut(Spot spot) {
        StepWriter writer = new StepWriter(newest, policy);
        return newest.service(spot.service())
                .map(service -> {
                    if (!writer.mayDrain(service, spot)) {
                        return List.<Step>of();
                    }
                    List<Step> steps = new ArrayList<>(
                            writer.quiesce(service, spot, "It was added by the plan that is taken back."));
                    steps.addAll(writer.drainAndRemove(service, spot));
                    return List.copyOf(steps);
                })
                .orElse(List.of());
    }

    private List<Step> addAgain(TableAction.RemoveDestination removal) {
        boolean there = newest.destination(
                        removal.director(), removal.service(), removal.spec().endpoint())
                .isPresent();
        return there
                ? List.of()
                : List.of(new Step(
                        new TableAction.AddDestination(
                                removal.director(), removal.service(), removal.address(), removal.spec()),
                        "It was removed by the plan that is taken back."));
    }

    private List<Step> stop(ContainerId id) {
        return newest.container(id)
                        .filter(Container::isLoan)
                        .filter(this::mayLeaveItsService)
                        .isPresent()
                ? List.of(new Step(
                        new ContainerAction.StopContainer(id), "It was started by the plan that is taken back."))
                : List.of();
    }

    /** Where its clients cannot be sent elsewhere it must go on serving them. */
    private boolean mayLeaveItsService(Container container) {
        StepWriter writer = new StepWriter(newest, policy);
        return container.role().serving().flatMap(newest::service).stream()
                .allMatch(service -> container.role().servingAt().stream()
                        .allMatch(at -> writer.mayDrain(service, new Spot(service.id(), at))));
    }

    private List<Step> start(ContainerId id) {
        return newest.container(id).filter(FaultDetector::serves).isPresent()
                ? List.of()
                : List.of(
                        new Step(
                                new ContainerAction.StartContainer(id),
                                "It was stopped by the plan that is taken back."),
                        new Step(
                                new ContainerAction.AwaitServing(
                                        id, policy.deadlines().start()),
                                "No director may send clients to it before it answers."));
    }
}
