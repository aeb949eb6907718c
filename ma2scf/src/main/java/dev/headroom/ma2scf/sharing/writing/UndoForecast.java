package dev.headroom.ma2scf.sharing.writing;

import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.plan.Wait;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Situation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Says what the undo of a loan makes of its service, as a give-back does: an operator who approves it takes capacity away. Nothing is
 * said where that is not known, or of an undo that changes other weights, too. Pure.
 */
public final class UndoForecast {
    private UndoForecast() {}

    /** {@code undo} with its forecast, and with a sentence where it puts its service above the limit. */
    public static Plan on(Plan undo, Situation situation) {
        Set<Spot> gone = gone(undo);
        return situation
                .view(undo.service())
                .filter(view -> view.isMeasured() && view.unitCost() > 0 && takesOutOnly(undo, gone))
                .filter(view -> situation.unmeasured(view).isEmpty() && onePerServer(stopped(undo, situation)))
                .map(view -> on(undo, view, gone, situation))
                .orElse(undo);
    }

    private static Plan on(Plan undo, ServiceView view, Set<Spot> gone, Situation situation) {
        Utilization after = ReturnForecast.without(gone, view, situation);
        Utilization limit = situation.policy().overloadAt();
        List<String> reasons = new ArrayList<>(undo.reasons());
        if (after.compareTo(limit) > 0) {
            reasons.add("This puts %s at %s for its greatest demand of late, above its limit of %s."
                    .formatted(view.id(), after, limit));
        }
        return undo.with(ReturnForecast.of(view, after, stopped(undo, situation), situation), reasons);
    }

    private static Set<Spot> gone(Plan undo) {
        Set<Spot> gone = new TreeSet<>();
        for (Action action : undo.actions()) {
            if (action instanceof TableAction.RemoveDestination(var _, var service, var _, var spec)) {
                gone.add(new Spot(service, spec.endpoint()));
            }
        }
        return gone;
    }

    /** Whether its only changes of tables are that {@code gone}, of its own service, go. */
    private static boolean takesOutOnly(Plan undo, Set<Spot> gone) {
        return !gone.isEmpty()
                && gone.stream().allMatch(spot -> spot.service().equals(undo.service()))
                && undo.actions().stream().allMatch(action -> switch (action) {
                    case TableAction.SetWeight change ->
                        gone.contains(new Spot(change.service(), change.before().endpoint()));
                    case TableAction.AddDestination _, ContainerAction.StartContainer _ -> false;
                    case TableAction.RemoveDestination _, ContainerAction.StopContainer _, Wait _ -> true;
                });
    }

    private static List<Container> stopped(Plan undo, Situation situation) {
        return undo.actions().stream()
                .flatMap(action -> action instanceof ContainerAction.StopContainer(var id)
                        ? situation.snapshot().container(id).stream()
                        : Optional.<Container>empty().stream())
                .toList();
    }

    private static boolean onePerServer(List<Container> stopped) {
        return stopped.stream()
                        .map(c -> c.id().server())
                        .collect(Collectors.toSet())
                        .size()
                == stopped.size();
    }
}
