package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Established;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.plan.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Loans return when the borrower could do without: the greatest demand of the window over what would be left stays below the
 * threshold, for the hold time. The least available lender gets its loan back first, one at a time. What is left of a plan
 * that did not finish is cleared away here, too.
 */
final class GiveBackRule {
    /**
     * A loan that this console started lasts so many give-back holds at least, with the default hold 5 minutes: the crowd that
     * has just gone may come again, and a container that starts and stops within minutes has cost more than it gave.
     */
    static final int HOLDS_OF_A_LOAN = 5;

    private GiveBackRule() {}

    private record Candidate(Loan loan, Site site, RealServer server, Container container, double lendable) {}

    /** A loan that may return now as far as numbers go, whether or not calm has lasted; empty if none may. */
    static Optional<ContainerId> returnable(ServiceView view, Situation situation) {
        return candidate(view, situation, _ -> true).map(c -> c.loan().container());
    }

    /** @param recalled loans that other plans take back already */
    static Optional<Verdict> judge(ServiceView view, Situation situation, Set<ContainerId> recalled) {
        return leftover(view, situation, recalled)
                .or(() -> situation
                                .memory()
                                .calm()
                                .held(view.id(), situation.policy().holds().giveBack(), situation.now())
                        ? candidate(
                                        view,
                                        situation,
                                        loan -> !recalled.contains(loan.container()) && hasLasted(loan, situation))
                                .filter(c -> situation
                                        .quiescing(view)
                                        .onlyOneSeen(c.site().spot())
                                        .isEmpty())
                                .map(c -> plan(view, c, situation))
                        : Optional.empty());
    }

    /** What would be in use if the service had to do without {@code site}, at the greatest demand of the window. */
    private static Utilization without(Site site, ServiceView view, Situation situation) {
        double greatest = situation.memory().demandOf(view.id()).greatest();
        double scale = view.demand() > 0 ? view.measuredDemand() / view.demand() : 1;
        double demand = Math.max(view.measuredDemand(), greatest * scale);
        return Utilization.of(demand * view.unitCost(), view.coresWithout(site));
    }

    private static Optional<Candidate> candidate(ServiceView view, Situation situation, Predicate<Loan> may) {
        if (!mayShrink(view, situation)) {
            return Optional.empty();
        }
        return view.in(Site.State.SERVING).stream()
                .flatMap(site -> site.known().stream())
                .flatMap(k -> situation.memory().loan(k.container().id()).stream()
                        .filter(may)
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
                .filter(c -> situation.quiescing(view).obstacle(c.site().spot()).isEmpty())
                .findFirst();
    }

    /** Whether it has lasted as long as a loan must. */
    static boolean hasLasted(Loan loan, Situation situation) {
        if (!situation.memory().startedFor().containsKey(loan.container())) {
            return true; // it was found running: nobody knows for how long
        }
        Duration least = situation.policy().holds().giveBack().multipliedBy(HOLDS_OF_A_LOAN);
        return Duration.between(loan.since(), situation.now()).compareTo(least) >= 0;
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
                && situation.tableObstacles(view).isEmpty();
    }

    private static boolean isWhole(Site home, Situation situation) {
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
        Duration calm = situation.memory().calm().heldFor(view.id(), situation.now());
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
        double cores = view.cores() - view.coresWithout(candidate.site());
        return new Verdict.Proposed(new Plan(
                PlanKind.GIVE_BACK,
                view.id(),
                situation.snapshot().revision(),
                view.unitCost() > 0 ? cores / view.unitCost() : 0,
                steps,
                forecast(view, candidate, after),
                reasons,
                List.of()));
    }

    private static List<Plan.Forecast> forecast(ServiceView view, Candidate candidate, Utilization after) {
        Plan.Forecast service = Plan.Forecast.of(view.id(), view.utilization(), after);
        return candidate
                .server()
                .load()
                .fresh()
                .map(load -> List.of(service, lender(candidate, load)))
                .orElse(List.of(service));
    }

    private static Plan.Forecast lender(Candidate candidate, ServerLoad load) {
        double left = Cores.left(load, candidate.container());
        return Plan.Forecast.of(
                candidate.server().id(),
                load.cpu(),
                Utilization.of(left, load.capacity().cpu()));
    }

    /**
     * What an unfinished plan of ours left: a destination that we quiesced, or a container that we started and no director knows.
     * A weight that somebody else set to 0 is theirs, whatever it means.
     */
    private static Optional<Verdict> leftover(ServiceView view, Situation situation, Set<ContainerId> recalled) {
        if (!situation.tableObstacles(view).isEmpty()) {
            return Optional.empty();
        }
        return situation.snapshot().containersOf(view.id()).stream()
                .filter(c -> c.isStandBy() && !c.isSomebodys())
                .filter(c -> !recalled.contains(c.id()))
                .filter(c -> situation
                        .snapshot()
                        .server(c.id().server())
                        .filter(RealServer::isMeasured)
                        .isPresent())
                .flatMap(c -> leftover(c, view, situation).stream())
                .findFirst();
    }

    private static Optional<Verdict> leftover(Container container, ServiceView view, Situation situation) {
        Optional<Site> site = view.sites().stream()
                .filter(s -> s.known()
                        .filter(k -> k.container().id().equals(container.id()))
                        .isPresent())
                .findFirst();
        StepWriter writer = new StepWriter(situation.snapshot(), situation.policy());
        if (site.isPresent()) {
            if (site.get().getsConnections() || !situation.quiescedByUsEverywhere(site.get())) {
                return Optional.empty();
            }
            List<Step> steps =
                    writer.takeBack(view.service(), site.get().spot(), container, "It gets no new connections.");
            return Optional.of(clearing(
                    view,
                    steps,
                    "%s was given weight 0 by this console: its return was begun.".formatted(container.id()),
                    situation));
        }
        Instant longAgo = situation.now().minus(situation.policy().deadlines().start());
        return situation
                .memory()
                .loan(container.id())
                .filter(loan -> !loan.since().isAfter(longAgo))
                .filter(_ -> container.evidence().established() == Established.NONE)
                .filter(_ -> situation.snapshot().destinationsAt(container).isEmpty())
                .map(loan -> clearing(
                        view,
                        writer.stop(container),
                        "%s has run for %s, and no director knows it."
                                .formatted(
                                        container.id(),
                                        Wording.seconds(Duration.between(loan.since(), situation.now()))),
                        situation));
    }

    private static Verdict clearing(ServiceView view, List<Step> steps, String reason, Situation situation) {
        return new Verdict.Proposed(new Plan(
                PlanKind.GIVE_BACK,
                view.id(),
                situation.snapshot().revision(),
                0,
                steps,
                List.of(),
                List.of(reason),
                List.of()));
    }
}
