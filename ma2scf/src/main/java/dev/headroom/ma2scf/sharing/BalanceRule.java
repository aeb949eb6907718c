package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.plan.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Loans that run get the weights that the load asks for now: those they have are right for the hour in which they were made. When
 * one container of a service is above the threshold while others of it have room, clients wait although nothing is missing. It
 * needs no start and stops nothing; homes keep their weights.
 */
final class BalanceRule {
    /** The hottest container must get cooler by this part, else it is noise. Source: the tolerance of Kubernetes' autoscaler. */
    private static final double LEAST_GAIN = 0.1;

    private final ServiceView view;
    private final Situation situation;
    private final Spread spread;

    private BalanceRule(ServiceView view, Situation situation) {
        this.view = view;
        this.situation = situation;
        this.spread = Spread.of(view, situation);
    }

    /** Whether other weights would help {@code view}, whether or not that has lasted. */
    static boolean wouldHelp(ServiceView view, Situation situation) {
        return mayAct(view, situation)
                && !new BalanceRule(view, situation).weights().isEmpty();
    }

    /** Empty if nothing is to be gained, or has not been for the overload hold time. */
    static Optional<Verdict> judge(ServiceView view, Situation situation) {
        boolean held = situation
                .memory()
                .uneven()
                .held(view.id(), situation.policy().holds().overload(), situation.now());
        return held && mayAct(view, situation) ? new BalanceRule(view, situation).verdict() : Optional.empty();
    }

    /** What is dead or quiesced is the matter of other rules; where nothing is lent, or somebody else sets the weights, none is ours to change. */
    private static boolean mayAct(ServiceView view, Situation situation) {
        return view.in(Site.State.SERVING).stream().anyMatch(site -> site.isLoan() && situation.hasOurWeights(site))
                && situation.isWhole(view);
    }

    /** By director; empty where nothing is to be gained, or not the same way on each. */
    private SortedMap<DirectorId, SortedMap<Spot, Weight>> weights() {
        SortedMap<DirectorId, SortedMap<Spot, Weight>> weights = new TreeMap<>();
        if (spread.hottest() <= situation.policy().overloadAt().fraction()) {
            return weights;
        }
        for (Director director : situation.snapshot().directors()) {
            director.entry(view.service().address())
                    .flatMap(entry -> spread.best(director, entry))
                    .filter(best -> best.heat() <= 1 - LEAST_GAIN)
                    .ifPresent(best -> weights.put(director.id(), best.weights()));
        }
        return weights.size() == situation.snapshot().directors().size() ? weights : new TreeMap<>();
    }

    private Optional<Verdict> verdict() {
        SortedMap<DirectorId, SortedMap<Spot, Weight>> weights = weights();
        List<Step> steps = new ArrayList<>();
        for (Spread.Carrier carrier : spread.byHeat().reversed()) {
            weights.forEach((director, of) -> step(director, carrier.site(), of).ifPresent(steps::add));
        }
        return steps.isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict.Proposed(new Plan(
                        PlanKind.BALANCE,
                        view.id(),
                        situation.snapshot().revision(),
                        0,
                        steps,
                        forecast(weights),
                        reasons(),
                        List.of())));
    }

    private Optional<Step> step(DirectorId director, Site site, SortedMap<Spot, Weight> weights) {
        return Optional.ofNullable(weights.get(site.spot()))
                .flatMap(weight -> Optional.ofNullable(site.entries().get(director))
                        .map(Destination::spec)
                        .filter(spec -> !spec.weight().equals(weight))
                        .map(spec -> new Step(
                                new TableAction.SetWeight(
                                        director, view.id(), view.service().address(), spec, weight),
                                spec.weight().compareTo(weight) < 0
                                        ? "It has room, and others of %s are above the threshold.".formatted(view.id())
                                        : "Others of %s have more room.".formatted(view.id()))));
    }

    private List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        for (Spread.Carrier carrier : spread.byHeat()) {
            reasons.add("%s uses %s of the %s open to it, %s%s."
                    .formatted(
                            carrier.known().container().id(),
                            Wording.cores(carrier.used()),
                            Wording.cores(carrier.open()),
                            new Utilization(carrier.utilization()),
                            carrier.site().isLoan()
                                    ? "; as a loan it may use %s".formatted(Wording.cores(carrier.allowed()))
                                    : ""));
        }
        reasons.add("The limit is %s: other weights of loans keep to it without a start, and homes keep theirs."
                .formatted(situation.policy().overloadAt()));
        return reasons;
    }

    /** What the servers would be at. */
    private List<Plan.Forecast> forecast(SortedMap<DirectorId, SortedMap<Spot, Weight>> weights) {
        List<Plan.Forecast> forecast = new ArrayList<>();
        for (Spread.Carrier carrier : spread.carriers()) {
            double share = weights.entrySet().stream()
                    .mapToDouble(e -> spread.share(carrier, e.getKey(), e.getValue()))
                    .average()
                    .orElse(0);
            double then = Math.min(carrier.open(), spread.asked() * share);
            carrier.known()
                    .server()
                    .load()
                    .fresh()
                    .ifPresent(load -> forecast.add(Plan.Forecast.of(
                            carrier.known().server().id(),
                            load.cpu(),
                            Utilization.of(
                                    Cores.left(load, carrier.known().container()) + then,
                                    load.capacity().cpu()))));
        }
        return forecast;
    }
}
