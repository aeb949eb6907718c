package dev.headroom.ma2scf.plan;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ServiceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Leaves out of a list of steps what undoes itself: a container that is started and stopped, a destination that is added and
 * removed, a weight that goes from A to B and back to A. Weights that go from A to B to C go straight to C, except where a
 * destination that these steps add is ramped up. Source of the idea: OpenStack Watcher's consolidation strategy.
 *
 * <p>The end of the steps is the same as before, and no prefix serves less: what is merged moves forward where it raises a
 * weight, and backward where it lowers one.
 */
public final class Compaction {
    private final List<Step> steps;

    private Compaction(List<Step> steps) {
        this.steps = new ArrayList<>(steps);
    }

    /** The shortest list with the same end; empty if {@code steps} change nothing. */
    public static List<Step> of(List<Step> steps) {
        Compaction compaction = new Compaction(steps);
        while (compaction.shortened()) {
            // until nothing undoes itself
        }
        return changesNothing(compaction.steps) ? List.of() : List.copyOf(compaction.steps);
    }

    private static boolean changesNothing(List<Step> steps) {
        return steps.stream().noneMatch(step -> step.action().mutates());
    }

    /** A destination in one director's table. */
    private record Entry(DirectorId director, ServiceId service, Endpoint endpoint) {}

    private static Optional<Entry> entry(Action action) {
        return switch (action) {
            case TableAction change -> Optional.of(new Entry(change.director(), change.service(), change.endpoint()));
            case ContainerAction _ -> Optional.empty();
        };
    }

    private static Optional<ContainerId> container(Action action) {
        return switch (action) {
            case ContainerAction change -> Optional.of(change.container());
            case TableAction _ -> Optional.empty();
        };
    }

    private Action action(int index) {
        return steps.get(index).action();
    }

    /** Makes one change that shortens the list; false if there is none. */
    private boolean shortened() {
        for (int first = 0; first < steps.size(); first++) {
            Optional<Integer> next = nextChange(first);
            if (next.isPresent() && shortened(first, next.get())) {
                return true;
            }
        }
        return false;
    }

    /** The next step that changes the same container or destination as step {@code first} does. */
    private Optional<Integer> nextChange(int first) {
        Action action = action(first);
        if (!action.mutates()) {
            return Optional.empty();
        }
        for (int i = first + 1; i < steps.size(); i++) {
            boolean same = container(action).equals(container(action(i)))
                    && entry(action).equals(entry(action(i)));
            if (same && action(i).mutates()) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private boolean shortened(int first, int second) {
        Action later = action(second);
        return switch (action(first)) {
            case ContainerAction.StartContainer _ ->
                later instanceof ContainerAction.StopContainer && drop(first, second);
            case ContainerAction.StopContainer _ ->
                later instanceof ContainerAction.StartContainer && drop(first, second);
            case TableAction change -> shortened(first, second, change, later);
            case Wait _ -> false;
        };
    }

    private boolean shortened(int first, int second, TableAction earlier, Action later) {
        return switch (earlier) {
            case TableAction.AddDestination add -> shortened(first, second, add, later);
            case TableAction.RemoveDestination removal ->
                later instanceof TableAction.AddDestination add
                        && removal.spec().equals(add.spec())
                        && drop(first, second);
            case TableAction.SetWeight one ->
                later instanceof TableAction.SetWeight two
                        && one.after().equals(two.before())
                        && !isRamp(first, one, two)
                        && merged(first, second, one, two);
            case TableAction.AwaitDrained _ -> false;
        };
    }

    private boolean shortened(int first, int second, TableAction.AddDestination add, Action later) {
        return switch (later) {
            case TableAction.RemoveDestination _ -> drop(first, second);
            case TableAction.SetWeight change
            when add.spec().equals(change.before()) && !rises(change) ->
                replace(first, second, added(add, change.after()), first);
            default -> false;
        };
    }

    private static Action added(TableAction.AddDestination add, DestinationSpec spec) {
        return new TableAction.AddDestination(add.director(), add.service(), add.address(), spec);
    }

    private static boolean rises(TableAction.SetWeight change) {
        return change.weight().compareTo(change.before().weight()) > 0;
    }

    /** Whether two rising changes follow on an addition: a newcomer is not flooded. */
    private boolean isRamp(int first, TableAction.SetWeight one, TableAction.SetWeight two) {
        Optional<Entry> entry = entry(one);
        return rises(one)
                && rises(two)
                && steps.subList(0, first).stream()
                        .map(Step::action)
                        .anyMatch(a -> a instanceof TableAction.AddDestination && entry(a).equals(entry));
    }

    private boolean merged(int first, int second, TableAction.SetWeight one, TableAction.SetWeight two) {
        if (two.weight().equals(one.before().weight())) {
            return drop(first, second);
        }
        TableAction.SetWeight both =
                new TableAction.SetWeight(one.director(), one.service(), one.address(), one.before(), two.weight());
        return replace(first, second, both, rises(both) ? first : second);
    }

    /** Leaves out both steps and what waits for the same thing between them. */
    private boolean drop(int first, int second) {
        Action action = action(first);
        for (int i = second; i >= first; i--) {
            if (container(action).equals(container(action(i))) && entry(action).equals(entry(action(i)))) {
                steps.remove(i);
            }
        }
        return true;
    }

    /** Puts {@code both} in place of the two, where the step {@code at} was, with its reason. */
    private boolean replace(int first, int second, Action both, int at) {
        Step merged = new Step(both, steps.get(at).reason());
        int behind = steps.size() - second - 1;
        drop(first, second);
        steps.add(at == first ? first : steps.size() - behind, merged);
        return true;
    }
}
