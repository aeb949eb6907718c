package dev.headroom.backend.act;

import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.TableAction;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The weights that a plan may have left in the tables: the last one that was seen, and those of later steps whose effect is not
 * known, or that may still run. Any other weight is somebody else's. Immutable.
 */
final class LeftWeights {
    private final Map<Entry, Set<Weight>> weights = new HashMap<>();

    private record Entry(DirectorId director, ServiceId service, Endpoint endpoint) {}

    /** @param steps those that may have changed something, in their order */
    LeftWeights(List<StepProgress> steps) {
        for (StepProgress step : steps) {
            if (step.step().action() instanceof TableAction action) {
                written(action).ifPresent(weight -> {
                    Set<Weight> left = weights.computeIfAbsent(entry(action), _ -> new LinkedHashSet<>());
                    if (step.state() == StepProgress.State.DONE) {
                        left.clear();
                    }
                    left.add(weight);
                });
            }
        }
    }

    private static Optional<Weight> written(TableAction action) {
        return switch (action) {
            case TableAction.SetWeight change -> Optional.of(change.weight());
            case TableAction.AddDestination added -> Optional.of(added.spec().weight());
            case TableAction.RemoveDestination _, TableAction.AwaitDrained _ -> Optional.empty();
        };
    }

    private static Entry entry(TableAction action) {
        return new Entry(action.director(), action.service(), action.endpoint());
    }

    /** The weights that {@code change} may replace. */
    List<Weight> before(TableAction.SetWeight change) {
        return Stream.concat(
                        Stream.of(change.before().weight()), weights.getOrDefault(entry(change), Set.of()).stream())
                .distinct()
                .toList();
    }
}
