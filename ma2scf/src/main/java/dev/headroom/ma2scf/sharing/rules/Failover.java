package dev.headroom.ma2scf.sharing.rules;

import dev.headroom.ma2scf.finder.Request;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.sharing.facts.FaultDetector;
import dev.headroom.ma2scf.sharing.facts.Figures;
import dev.headroom.ma2scf.sharing.facts.Quiescing;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Site;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.facts.Wording;
import dev.headroom.ma2scf.sharing.lending.LenderSearch;
import dev.headroom.ma2scf.sharing.lending.Round;
import dev.headroom.ma2scf.sharing.writing.LoanPlans;
import dev.headroom.ma2scf.sharing.writing.Newcomers;
import dev.headroom.ma2scf.sharing.writing.Shortage;
import dev.headroom.ma2scf.sharing.writing.StepWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * That something of {@code view} has failed.
 *
 * @param dead what still gets connections
 * @param need what is missing for the demand, and for the minimum
 * @param quiesces whether some of {@code dead} may get weight 0 now
 */
record Failover(ServiceView view, List<Site> dead, Request.Need need, boolean quiesces) implements Opinion {
    /** Before every priority an operator can set. */
    private static final int DOWN_FIRST = 0;

    static Failover of(ServiceView view, List<Site> dead, Request.Need need, Situation situation) {
        Failover failover = new Failover(view, dead, need, false);
        boolean quiesces = !situation
                .quiescing(view)
                .allowed(failover.replaced(situation), 0)
                .isEmpty();
        return new Failover(view, dead, need, quiesces);
    }

    /**
     * Clients are still sent to what does not answer. Where that cannot be changed, because too little else has a weight, a home
     * that is back must not wait for it: then its weight changes that.
     */
    @Override
    public boolean isUrgent() {
        return quiesces;
    }

    @Override
    public Optional<Outcome> outcome(Round round, Set<ContainerId> claimed) {
        Situation situation = round.situation();
        Quiescing quiescing = situation.quiescing(view);
        List<Spot> replaced = replaced(situation);
        List<Spot> all = quiescing.allowed(replaced, 0);
        List<String> reasons = reasons(situation, replaced, all);
        if (need.deficit() <= 0 && need.atLeast() == 0) {
            reasons.add(noLoan());
            return settled(all, situation, reasons);
        }
        if (need.atLeast() > 0) {
            reasons.add("%s serve of the %d that must.".formatted(Wording.containers(view.alive()), view.leastAlive()));
        }
        List<Spot> proven = quiescing.allowed(spots(site -> situation.isProvenDead(site.spot())), 0);
        List<String> obstacles = Newcomers.obstacles(view, situation);
        if (!obstacles.isEmpty()) {
            reasons.addAll(obstacles);
            return settled(Shortage.restIsEnough(view, need) ? all : proven, situation, reasons);
        }
        Optional<OwedLoan> owed = OwedLoan.of(view, situation);
        if (owed.isPresent()) {
            reasons.addAll(owed.get().reasons());
            List<Step> steps = new ArrayList<>(owed.get().steps(situation));
            steps.addAll(steps(all, situation));
            return Optional.of(new Outcome.Settled(LoanPlans.withoutLoan(view, situation, steps, reasons, List.of())));
        }
        LenderSearch search = new LenderSearch(round);
        List<Newcomers> newcomers = Newcomers.of(view, situation);
        int priority = view.alive() == 0 ? DOWN_FIRST : view.service().priority();
        Request request = search.request(view, priority, need, view.zonesOf(Site.State.FAILED), newcomers, true);
        return Optional.of(new Outcome.Lacking(new Shortage(
                PlanKind.FAILOVER, view, request, newcomers, steps(proven, situation), inOrder(situation), reasons)));
    }

    /**
     * Why something of the service has failed, and what happens to the clients of it.
     *
     * @param replaced what others can serve for
     * @param quiesced the part of {@code replaced} that gets weight 0
     */
    private List<String> reasons(Situation situation, List<Spot> replaced, List<Spot> quiesced) {
        List<String> reasons = new ArrayList<>();
        view.in(Site.State.FAILED).forEach(site -> reasons.addAll(evidence(site, situation)));
        Quiescing quiescing = situation.quiescing(view);
        dead.stream().findFirst().ifPresent(site -> reasons.addAll(quiescing.advice(site.spot())));
        reasons.addAll(Figures.of(view, situation, need.deficit()));
        if (quiesced.size() < replaced.size() && quiescing.schedulerObstacle().isEmpty()) {
            reasons.add(quiescing.limit());
        }
        spots(site -> !replaced.contains(site.spot()))
                .forEach(spot -> reasons.add(
                        "%s keeps its weight until something else of %s is seen to serve: it does not provably refuse clients."
                                .formatted(spot.endpoint(), view.id())));
        return reasons;
    }

    private String noLoan() {
        return view.isMeasured()
                ? "What is left can carry %s: no loan is needed.".formatted(view.id())
                : "Whether what is left can carry %s is not known, because none of it is read: no loan is proposed."
                        .formatted(view.id());
    }

    private Optional<Outcome> settled(List<Spot> quiesced, Situation situation, List<String> reasons) {
        return Optional.of(new Outcome.Settled(
                LoanPlans.withoutLoan(view, situation, steps(quiesced, situation), reasons, List.of())));
    }

    /** What others can serve for, and what serves no client in any case. */
    private List<Spot> replaced(Situation situation) {
        Quiescing quiescing = situation.quiescing(view);
        return inOrder(situation).stream()
                .filter(spot -> situation.isProvenDead(spot) || quiescing.isReplaced(spot))
                .toList();
    }

    /** Those first of which it is proven that no client is served there. */
    private List<Spot> inOrder(Situation situation) {
        List<Spot> spots = new ArrayList<>(spots(site -> situation.isProvenDead(site.spot())));
        spots.addAll(spots(site -> !situation.isProvenDead(site.spot())));
        return spots;
    }

    private List<Spot> spots(Predicate<Site> which) {
        return dead.stream().filter(which).map(Site::spot).toList();
    }

    /** On every director. */
    private List<Step> steps(List<Spot> spots, Situation situation) {
        return new StepWriter(situation.snapshot(), situation.policy()).quiesceDead(view.service(), spots);
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
