package dev.headroom.ma2scf.sharing.rules;

import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Site;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.facts.Wording;
import dev.headroom.ma2scf.sharing.lending.Round;
import dev.headroom.ma2scf.sharing.memory.Loan;
import dev.headroom.ma2scf.sharing.memory.Wish;
import dev.headroom.ma2scf.sharing.writing.ReturnForecast;
import dev.headroom.ma2scf.sharing.writing.StepWriter;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Loans return when the borrower could do without: the greatest demand of the window over what would be left stays
 * below the threshold, for the hold time. The least available lender gets its loan back first, one at a time. See
 * decision 0010.
 */
final class GiveBackRule implements Rule {
    private record Candidate(Loan loan, Site site, RealServer server, Container container, double lendable) {}

    @Override
    public PlanKind kind() {
        return PlanKind.GIVE_BACK;
    }

    @Override
    public Optional<Duration> hold(SharingPolicy policy) {
        return Optional.of(policy.holds().giveBack());
    }

    @Override
    public Optional<Opinion> judge(ServiceView view, Round round) {
        List<Candidate> candidates = candidates(view, round.situation());
        return candidates.isEmpty()
                ? Optional.empty()
                : Optional.of((now, claimed) -> outcome(view, candidates, now.situation(), claimed));
    }

    private static Optional<Outcome> outcome(
            ServiceView view, List<Candidate> candidates, Situation situation, Set<ContainerId> claimed) {
        return candidates.stream()
                .filter(c -> !claimed.contains(c.loan().container()) && situation.hasLasted(c.loan()))
                .findFirst()
                .filter(c ->
                        situation.quiescing(view).onlyOneSeen(c.site().spot()).isEmpty())
                .map(c -> new Outcome.Settled(plan(view, c, situation)));
    }

    /** What would be in use if the service had to do without {@code site}, at the greatest demand of the window. */
    private static Utilization without(Site site, ServiceView view, Situation situation) {
        return ReturnForecast.without(Set.of(site.spot()), view, situation);
    }

    /** Loans that may return as far as numbers go, the first to return first. */
    private static List<Candidate> candidates(ServiceView view, Situation situation) {
        if (!mayShrink(view, situation)) {
            return List.of();
        }
        return view.in(Site.State.SERVING).stream()
                .flatMap(site -> site.known().stream())
                .flatMap(k -> situation.memory().loan(k.container().id()).stream()
                        .flatMap(loan -> view.sites().stream()
                                .filter(s -> s.known().filter(k::equals).isPresent())
                                .map(s -> new Candidate(
                                        loan, s, k.server(), k.container(), lendable(k.server(), situation)))))
                .sorted(Comparator.comparingDouble(Candidate::lendable)
                        .thenComparingDouble(c -> c.container().used().cpu())
                        .thenComparing(c -> c.loan().since())
                        .thenComparing(c -> c.loan().container()))
                .filter(c -> without(c.site(), view, situation)
                                .compareTo(situation.policy().giveBackAt())
                        < 0)
                .filter(c -> situation
                        .strainedWithout(c.site().spot(), view, ReturnForecast.greatest(view, situation))
                        .isEmpty())
                .filter(c -> situation.quiescing(view).obstacle(c.site().spot()).isEmpty())
                .toList();
    }

    /** Whether the service is whole, all of it measured, and would keep its minimum with one container less. */
    private static boolean mayShrink(ServiceView view, Situation situation) {
        boolean whole = view.sites().stream().filter(site -> !site.isLoan()).allMatch(site -> isWhole(site, situation))
                && situation.unmeasured(view).isEmpty();
        boolean costKnown = view.unitCost() > 0 || view.demand() <= 0;
        return whole
                && view.isMeasured()
                && costKnown
                && view.confirmed() - 1 >= view.leastAlive()
                && situation.isReached(view);
    }

    /** A home that has left a server in maintenance is missed by nothing, however long that lasts. */
    private static boolean isWhole(Site home, Situation situation) {
        if (home.inMaintenance() && !home.getsConnections()) {
            return true;
        }
        return switch (home.state()) {
            case SERVING, UNKNOWN -> true;
            case QUIESCED -> !situation.quiescedByUs(home);
            case BROKEN, FAILED -> false;
        };
    }

    private static double lendable(RealServer server, Situation situation) {
        return server.load()
                .fresh()
                .map(load ->
                        (1 - situation.policy().reserve()) * load.capacity().cpu()
                                - load.used().cpu())
                .orElse(0.0);
    }

    private static Verdict plan(ServiceView view, Candidate candidate, Situation situation) {
        Utilization after = without(candidate.site(), view, situation);
        String greatest = Wording.rate(situation.memory().demandOf(view.id()).greatest());
        Duration calm =
                situation.memory().held().wished().heldFor(new Wish(PlanKind.GIVE_BACK, view.id()), situation.now());
        List<String> reasons = List.of(
                "Without %s, %s would be at %s for its greatest demand of late (%s), below %s."
                        .formatted(
                                candidate.loan().container(),
                                view.id(),
                                after,
                                greatest,
                                situation.policy().giveBackAt()),
                "That has been so for %s.".formatted(Wording.seconds(calm)),
                "%s is the lender with least to spare."
                        .formatted(candidate.server().id()));
        StepWriter writer = new StepWriter(situation.snapshot(), situation.policy());
        List<Step> steps = writer.takeBack(
                view.service(),
                candidate.site().spot(),
                candidate.container(),
                "%s can do without it.".formatted(view.id()));
        double cores = Math.max(
                0, view.cores() - view.coresWithout(Set.of(candidate.site().spot())));
        return new Verdict.Proposed(new Plan(
                PlanKind.GIVE_BACK,
                view.id(),
                situation.snapshot().revision(),
                view.unitCost() > 0 ? cores / view.unitCost() : 0,
                steps,
                ReturnForecast.of(view, after, List.of(candidate.container()), situation),
                reasons,
                List.of()));
    }
}
