package dev.headroom.ma2scf.sharing.rules;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.sharing.facts.Cores;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Site;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.facts.Wording;
import dev.headroom.ma2scf.sharing.lending.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * That other weights of the loans of {@code view} would help: it or a lender.
 *
 * @param weights by director; empty where nothing is to be gained, or not the same way on each
 */
record Balance(ServiceView view, Spread spread, SortedMap<DirectorId, SortedMap<Spot, Weight>> weights)
        implements Opinion {
    /** The hottest container must get cooler by this part, else it is noise. Source: the tolerance of Kubernetes' autoscaler. */
    private static final double LEAST_GAIN = 0.1;

    /** From here clients are lost, so less is worth a change where a loan has room for them. */
    private static final double FULL = 0.95;

    private static final double LEAST_GAIN_OF_FULL = 0.05;

    /** A loan that takes more than this part of what it uses from its lender's reserve gives it back; less is noise. See decision 0073. */
    private static final double LEAST_EXCESS = 0.05;

    static Balance of(ServiceView view, Round round) {
        Spread spread = Spread.of(view, round);
        return new Balance(view, spread, weights(view, round.situation(), spread));
    }

    /** By director; empty where nothing is to be gained, or not the same way on each. */
    private static SortedMap<DirectorId, SortedMap<Spot, Weight>> weights(
            ServiceView view, Situation situation, Spread spread) {
        SortedMap<DirectorId, SortedMap<Spot, Weight>> weights = new TreeMap<>();
        double limit = situation.policy().overloadAt().fraction();
        boolean isHot = spread.hottest() > limit;
        Optional<Spread.Carrier> excessive = spread.mostExcessive().filter(loan -> loan.excess() > LEAST_EXCESS);
        if (!(isHot || excessive.isPresent()) || isRecalled(view, situation, spread)) {
            return weights;
        }
        double gain = spread.hottest() >= FULL && spread.coolestLoan() <= limit ? LEAST_GAIN_OF_FULL : LEAST_GAIN;
        List<Director> changeable = situation.snapshot().changeable(view.service());
        for (Director director : changeable) {
            director.entry(view.service().address())
                    .flatMap(entry -> spread.best(director, entry))
                    .filter(best -> (isHot && best.heat() <= 1 - gain)
                            || excessive
                                    .filter(loan -> spread.part(loan, director.id(), best) <= 1 - LEAST_EXCESS)
                                    .isPresent())
                    .ifPresent(best -> weights.put(director.id(), best.weights()));
        }
        return weights.size() == changeable.size() ? weights : new TreeMap<>();
    }

    /**
     * Whether a lender's own service needs one of its loans back: it takes whatever a smaller weight leaves, and the next smaller
     * weight would follow.
     */
    private static boolean isRecalled(ServiceView view, Situation situation, Spread spread) {
        return view.confirmed() > view.leastAlive()
                && spread.carriers().stream()
                        .filter(Spread.Carrier::adjustable)
                        .anyMatch(loan -> situation.allViews().stream()
                                .filter(other -> !other.id().equals(view.id()))
                                .filter(situation::isOverloaded)
                                .anyMatch(other -> other.isAtHomeOn(loan.known().server())));
    }

    @Override
    public Optional<Outcome> outcome(Round round, Set<ContainerId> claimed) {
        return verdict(round.situation()).map(Outcome.Settled::new);
    }

    private Optional<Verdict> verdict(Situation situation) {
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
                        forecast(),
                        reasons(situation),
                        List.of())));
    }

    private Optional<Step> step(DirectorId director, Site site, SortedMap<Spot, Weight> to) {
        return Optional.ofNullable(to.get(site.spot()))
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

    private List<String> reasons(Situation situation) {
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
    private List<Plan.Forecast> forecast() {
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
