package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.finder.Request;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Dead destinations get weight 0, and what they carried is borrowed elsewhere, in another zone if possible. A service with
 * nothing left alive comes before all others and gets at least one container.
 */
final class FailoverRule {
    /** Before every priority an operator can set. */
    private static final int DOWN_FIRST = 0;

    private FailoverRule() {}

    /** Empty if nothing of {@code view} has failed, or all is done that can be. Every table is fresh. */
    static Optional<Outcome> judge(ServiceView view, Situation situation) {
        List<Site> dead = dead(view);
        Request.Need need = need(view, situation);
        int missing = need.atLeast();
        if (dead.isEmpty() && missing == 0) {
            return Optional.empty();
        }
        List<String> reasons = new ArrayList<>();
        view.in(Site.State.FAILED).forEach(site -> reasons.addAll(evidence(site, situation)));
        Quiescing quiescing = situation.quiescing(view);
        dead.stream().findFirst().ifPresent(site -> reasons.addAll(quiescing.advice(site.spot())));
        List<String> obstacles = Shortages.obstacles(view, situation);
        reasons.addAll(Shortages.measured(view, situation, need.deficit()));
        List<Spot> replaced = inOrder(dead, situation).stream()
                .filter(spot -> situation.isProvenDead(spot) || quiescing.isReplaced(spot))
                .toList();
        List<Spot> all = quiescing.allowed(replaced, 0);
        if (all.size() < replaced.size() && quiescing.schedulerObstacle().isEmpty()) {
            reasons.add(quiescing.limit());
        }
        dead.stream()
                .map(Site::spot)
                .filter(spot -> !replaced.contains(spot))
                .forEach(spot -> reasons.add(
                        "%s keeps its weight until something else of %s is seen to serve: it does not provably refuse clients."
                                .formatted(spot.endpoint(), view.id())));
        if (need.deficit() <= 0 && missing == 0) {
            reasons.add("What is left can carry %s: no loan is needed.".formatted(view.id()));
            return Optional.of(new Outcome.Settled(
                    LoanPlans.withoutLoan(view, situation, steps(view, all, situation), reasons, List.of())));
        }
        if (missing > 0) {
            reasons.add("%s serve of the %d that must.".formatted(Wording.containers(view.alive()), view.leastAlive()));
        }
        List<Spot> proven = quiescing.allowed(spots(dead, site -> situation.isProvenDead(site.spot())), 0);
        if (!obstacles.isEmpty()) {
            reasons.addAll(obstacles);
            List<Step> alone = steps(view, restIsEnough(view, need) ? all : proven, situation);
            return Optional.of(new Outcome.Settled(LoanPlans.withoutLoan(view, situation, alone, reasons, List.of())));
        }
        LenderSearch search = new LenderSearch(situation);
        List<Newcomers> newcomers = Shortages.newcomers(view, situation);
        int priority = view.alive() == 0 ? DOWN_FIRST : view.service().priority();
        Request request = search.request(view, priority, need, view.zonesOf(Site.State.FAILED), newcomers, true);
        return Optional.of(new Outcome.Shortage(
                PlanKind.FAILOVER,
                view,
                request,
                newcomers,
                steps(view, proven, situation),
                inOrder(dead, situation),
                reasons));
    }

    /** Whether those that serve can carry all by themselves, so that nothing must replace what is only believed to be dead. */
    static boolean restIsEnough(ServiceView view, Request.Need need) {
        return need.deficit() <= 0 && view.serving() > 0;
    }

    /** Those first of which it is proven that no client is served there. */
    private static List<Spot> inOrder(List<Site> dead, Situation situation) {
        List<Spot> spots = new ArrayList<>(spots(dead, site -> situation.isProvenDead(site.spot())));
        spots.addAll(spots(dead, site -> !situation.isProvenDead(site.spot())));
        return spots;
    }

    private static List<Spot> spots(List<Site> sites, Predicate<Site> which) {
        return sites.stream().filter(which).map(Site::spot).toList();
    }

    /** On every director. */
    static List<Step> steps(ServiceView view, List<Spot> spots, Situation situation) {
        StepWriter writer = new StepWriter(situation.snapshot(), situation.policy());
        return spots.stream()
                .flatMap(spot -> writer
                        .quiesce(
                                view.service(), spot, "Nothing answers there, so no client may be sent there any more.")
                        .stream())
                .toList();
    }

    private static List<Site> dead(ServiceView view) {
        return view.in(Site.State.FAILED).stream().filter(Site::getsConnections).toList();
    }

    /** Whether clients are still sent to what has failed. */
    static boolean mustQuiesce(ServiceView view) {
        return !dead(view).isEmpty();
    }

    /** What is missing for the demand, and the containers missing for the minimum; nothing where nothing has failed. */
    static Request.Need need(ServiceView view, Situation situation) {
        boolean fault = !view.in(Site.State.FAILED).isEmpty()
                || !situation.memory().quiescedOf(view.id()).isEmpty();
        int missing = fault ? Math.max(0, view.leastAlive() - view.alive()) : 0;
        double demand = view.alive() == 0
                ? Math.max(
                        view.measuredDemand(),
                        situation.memory().demandOf(view.id()).greatest())
                : view.measuredDemand();
        double capacity = view.serving() == 0 ? 0 : view.capacity();
        boolean known = view.serving() > 0 || view.alive() == 0;
        double deficit = known ? Math.max(0, demand / situation.target() - capacity) : 0;
        return new LenderSearch(situation).need(view, deficit, missing);
    }

    private static List<String> evidence(Site site, Situation situation) {
        List<String> evidence = new ArrayList<>();
        evidence.add(site.known()
                .filter(k -> FaultDetector.isUnread(k.server()))
                .map(k -> "%s has failed for %s: what follows speaks for it, and nothing against it."
                        .formatted(k.server().id(), site.spot().service()))
                .orElseGet(() -> "%s has failed for %s."
                        .formatted(site.endpoint(), site.spot().service())));
        Optional.ofNullable(situation.diagnoses().get(site.spot()))
                .ifPresent(diagnosis -> evidence.addAll(diagnosis.evidence()));
        return evidence;
    }
}
