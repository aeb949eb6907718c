package dev.headroom.ma2scf.sharing.rules;

import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.sharing.facts.Figures;
import dev.headroom.ma2scf.sharing.facts.Quiescing;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Site;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.facts.Wording;
import dev.headroom.ma2scf.sharing.lending.Round;
import dev.headroom.ma2scf.sharing.memory.Loan;
import dev.headroom.ma2scf.sharing.writing.StepWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A lender outranks the containers lent to others: when a service is overloaded, loans to others on its own servers come home first. Of several,
 * those of the least important borrowers, then those that use most.
 */
final class RecallRule implements Rule {
    /** A loan that uses less than this, in cores, is in the way of no service. */
    private static final double LEAST_USE = 0.05;

    private record LentContainer(Loan loan, Site site, Container container, ServiceView borrower) {}

    /** That loans of others must return. */
    private record Recall(Verdict verdict, Set<ContainerId> claims) implements Opinion {
        @Override
        public Optional<Outcome> outcome(Round round, Set<ContainerId> claimed) {
            return Optional.of(new Outcome.Settled(verdict));
        }
    }

    @Override
    public PlanKind kind() {
        return PlanKind.RECALL;
    }

    /** It asks for each borrower whether all directors are known. */
    @Override
    public boolean mayActInPart() {
        return true;
    }

    @Override
    public Optional<Opinion> judge(ServiceView view, Round round) {
        return round.situation().isOverloaded(view)
                ? recall(view, round.situation()).map(plan -> new Recall(new Verdict.Proposed(plan), stopped(plan)))
                : Optional.empty();
    }

    private static Set<ContainerId> stopped(Plan plan) {
        Set<ContainerId> stopped = new TreeSet<>();
        for (Action action : plan.actions()) {
            if (action instanceof ContainerAction.StopContainer(ContainerId container)) {
                stopped.add(container);
            }
        }
        return stopped;
    }

    /** Empty if no lent container is in the way of {@code view}, which has been overloaded for the hold time. */
    private static Optional<Plan> recall(ServiceView view, Situation situation) {
        List<LentContainer> lent = lent(view, situation);
        double wanted = view.deficit(situation.target()) * view.unitCost();
        Set<ServerId> pressed = pressed(view, situation);
        Map<ServiceId, Integer> confirmed = new TreeMap<>();
        Map<ServiceId, List<Spot>> quiesced = new TreeMap<>();
        List<LentContainer> recalled = new ArrayList<>();
        double freed = 0;
        for (LentContainer one : lent) {
            int left =
                    confirmed.getOrDefault(one.borrower().id(), one.borrower().confirmed()) - 1;
            if (pressed.contains(one.container().id().server())
                    && (recalled.isEmpty() || freed < wanted)
                    && recalled.size() < situation.policy().restraint().churnBudget()
                    && left >= one.borrower().leastAlive()
                    && mayQuiesce(one, quiesced, situation)) {
                recalled.add(one);
                confirmed.put(one.borrower().id(), left);
                freed += one.container().used().cpu();
            }
        }
        return recalled.isEmpty() ? Optional.empty() : Optional.of(plan(view, recalled, freed, situation));
    }

    /**
     * Servers on which a returned loan would help: all, where it is short as a whole, else those that are hot themselves; none where
     * the containers could not use what the loan leaves.
     */
    private static Set<ServerId> pressed(ServiceView view, Situation situation) {
        // compared as everywhere: a product in place of the quotient rounds to the other side of the limit
        Utilization limit = situation.policy().overloadAt();
        boolean isShort = view.parts().whole().compareTo(limit) > 0;
        return view.parts().byServer().stream()
                .filter(part -> !part.isLimited())
                .filter(part -> isShort || part.utilization().compareTo(limit) > 0)
                .map(part -> part.server().id())
                .collect(Collectors.toSet());
    }

    /** Together with those that are recalled already; counts it among them if it may. */
    private static boolean mayQuiesce(LentContainer one, Map<ServiceId, List<Spot>> quiesced, Situation situation) {
        List<Spot> together =
                new ArrayList<>(quiesced.getOrDefault(one.borrower().id(), List.of()));
        together.add(one.site().spot());
        Quiescing quiescing = situation.quiescing(one.borrower());
        boolean may = quiescing.allowed(together, 0).equals(together)
                && quiescing.onlyOneSeen(one.site().spot()).isEmpty();
        if (may) {
            quiesced.put(one.borrower().id(), together);
        }
        return may;
    }

    private static List<LentContainer> lent(ServiceView view, Situation situation) {
        List<LentContainer> lent = new ArrayList<>();
        for (ServiceView borrower : situation.allViews()) {
            if (borrower.id().equals(view.id())
                    || !situation.isReached(borrower)
                    || situation.quiescing(borrower).schedulerObstacle().isPresent()) {
                continue;
            }
            for (Site site : borrower.in(Site.State.SERVING)) {
                site.known()
                        .filter(k -> view.isAtHomeOn(k.server()))
                        .filter(k -> k.container().used().cpu() >= LEAST_USE)
                        .flatMap(k -> situation
                                .memory()
                                .loan(k.container().id())
                                .map(loan -> new LentContainer(loan, site, k.container(), borrower)))
                        .ifPresent(lent::add);
            }
        }
        lent.sort(Comparator.<LentContainer>comparingInt(
                        one -> -one.borrower().service().priority())
                .thenComparingDouble(g -> -g.container().used().cpu())
                .thenComparing(g -> g.container().id()));
        return lent;
    }

    private static Plan plan(ServiceView view, List<LentContainer> recalled, double freed, Situation situation) {
        StepWriter writer = new StepWriter(situation.snapshot(), situation.policy());
        List<Step> steps = new ArrayList<>();
        List<String> reasons = new ArrayList<>(Figures.of(view, situation, view.deficit(situation.target())));
        for (LentContainer one : recalled) {
            ServerId server = one.loan().lender();
            reasons.add("%s lends to %s, and that loan uses %s there."
                    .formatted(
                            server,
                            one.borrower().id(),
                            Wording.cores(one.container().used().cpu())));
            steps.addAll(writer.quiesce(
                    one.borrower().service(), one.site().spot(), "%s needs %s itself.".formatted(view.id(), server)));
        }
        for (LentContainer one : recalled) {
            steps.addAll(
                    writer.drainAndRemove(one.borrower().service(), one.site().spot()));
            steps.addAll(writer.stop(one.container()));
        }
        List<Plan.Forecast> forecast = List.of(Plan.Forecast.of(
                view.id(), view.utilization(), Utilization.of(view.usedCores(), view.cores() + freed)));
        return new Plan(
                PlanKind.RECALL,
                view.id(),
                situation.snapshot().revision(),
                view.unitCost() > 0 ? freed / view.unitCost() : 0,
                steps,
                forecast,
                reasons,
                List.of());
    }
}
