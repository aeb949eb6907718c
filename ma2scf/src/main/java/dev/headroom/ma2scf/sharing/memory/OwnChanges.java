package dev.headroom.ma2scf.sharing.memory;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.plan.Wait;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What this installation has changed and may have to take back. It must outlive the master, because no reading tells it.
 *
 * @param loans running stand-by containers, in order of container
 * @param quiesced what this installation set to weight 0, with the weight to put back, in order of service, endpoint, director
 * @param startedFor why this installation started a stand-by container
 * @param weights what this installation set last at destinations that are still there, in order of service, endpoint, director
 */
public record OwnChanges(
        List<Loan> loans,
        List<QuiescedDestination> quiesced,
        SortedMap<ContainerId, PlanKind> startedFor,
        List<OurWeight> weights) {
    public static final OwnChanges NONE = new OwnChanges(List.of(), List.of(), new TreeMap<>(), List.of());

    public OwnChanges {
        loans = loans.stream().sorted(Comparator.comparing(Loan::container)).toList();
        quiesced = quiesced.stream().sorted().toList();
        startedFor = Collections.unmodifiableSortedMap(new TreeMap<>(startedFor));
        weights = weights.stream().sorted().toList();
    }

    public OwnChanges withLoans(List<Loan> next) {
        return new OwnChanges(next, quiesced, startedFor, weights);
    }

    public OwnChanges withQuiesced(List<QuiescedDestination> next) {
        return new OwnChanges(loans, next, startedFor, weights);
    }

    public OwnChanges withWeights(List<OurWeight> next) {
        return new OwnChanges(loans, quiesced, startedFor, next);
    }

    OwnChanges notAfter(Instant now) {
        return new OwnChanges(
                loans.stream()
                        .map(l -> l.since().isAfter(now) ? new Loan(l.container(), l.borrower(), now, l.reason()) : l)
                        .toList(),
                quiesced.stream()
                        .map(q -> q.since().isAfter(now)
                                ? new QuiescedDestination(q.director(), q.spot(), q.original(), now)
                                : q)
                        .toList(),
                startedFor,
                weights);
    }

    /** These after a step of {@code plan} was seen to be done. */
    OwnChanges recorded(Action action, Plan plan, Instant at) {
        return switch (action) {
            case TableAction.SetWeight change -> weighed(change, at);
            case TableAction.AddDestination add ->
                weighing(add.director(), spot(add), add.spec().weight(), true);
            case TableAction.RemoveDestination removal ->
                forgetting(removal.director(), spot(removal)).withWeights(others(removal.director(), spot(removal)));
            case ContainerAction.StartContainer(ContainerId container) -> {
                SortedMap<ContainerId, PlanKind> started = new TreeMap<>(startedFor);
                started.put(container, plan.kind());
                yield new OwnChanges(loans, quiesced, started, weights);
            }
            case ContainerAction.StopContainer(ContainerId container) -> {
                SortedMap<ContainerId, PlanKind> started = new TreeMap<>(startedFor);
                started.remove(container);
                yield new OwnChanges(loans, quiesced, started, weights);
            }
            case Wait _ -> this;
        };
    }

    private static Spot spot(TableAction action) {
        return new Spot(action.service(), action.endpoint());
    }

    private OwnChanges weighed(TableAction.SetWeight change, Instant at) {
        Spot spot = spot(change);
        boolean added = weights.stream().anyMatch(w -> w.isAt(change.director(), spot) && w.added());
        OwnChanges set = weighing(change.director(), spot, change.weight(), added);
        boolean quiesces = change.weight().isQuiesced();
        if (quiesces && change.before().weight().isQuiesced()) {
            return set;
        }
        OwnChanges forgotten = set.forgetting(change.director(), spot);
        if (!quiesces) {
            return forgotten;
        }
        List<QuiescedDestination> more = new ArrayList<>(forgotten.quiesced());
        more.add(
                new QuiescedDestination(change.director(), spot, change.before().weight(), at));
        return forgotten.withQuiesced(more);
    }

    private OwnChanges weighing(DirectorId director, Spot spot, Weight weight, boolean added) {
        List<OurWeight> next = new ArrayList<>(others(director, spot));
        next.add(new OurWeight(director, spot, weight, added));
        return withWeights(next);
    }

    private List<OurWeight> others(DirectorId director, Spot spot) {
        return weights.stream().filter(w -> !w.isAt(director, spot)).toList();
    }

    private OwnChanges forgetting(DirectorId director, Spot spot) {
        return withQuiesced(
                quiesced.stream().filter(q -> !q.isAt(director, spot)).toList());
    }
}
