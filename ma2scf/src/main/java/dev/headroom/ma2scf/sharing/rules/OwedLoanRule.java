package dev.headroom.ma2scf.sharing.rules;

import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Site;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.lending.Round;
import dev.headroom.ma2scf.sharing.writing.Newcomers;
import dev.headroom.ma2scf.sharing.writing.StepWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A loan that some directors know gets to know the others: they were not read, or lacked the service, when it began. What the others
 * lack and this installation did not add, or somebody has removed there, is shown and left alone. See decision 0067.
 */
final class OwedLoanRule implements Rule {
    private record Owed(Site site, List<Newcomers> lacking) {}

    @Override
    public PlanKind kind() {
        return PlanKind.BORROW;
    }

    @Override
    public boolean mayActInPart() {
        return true;
    }

    @Override
    public Optional<Duration> hold(SharingPolicy policy) {
        return Optional.of(policy.holds().overload());
    }

    @Override
    public Optional<Opinion> judge(ServiceView view, Round round) {
        return owed(view, round.situation())
                .map(owed -> (_, claimed) -> owed.site()
                                .known()
                                .filter(k -> claimed.contains(k.container().id()))
                                .isPresent()
                        ? Optional.empty()
                        : Optional.of(new Outcome.Settled(plan(view, owed, round.situation()))));
    }

    private static Optional<Owed> owed(ServiceView view, Situation situation) {
        if (!Newcomers.obstacles(view, situation).isEmpty()) {
            return Optional.empty();
        }
        List<Newcomers> all = Newcomers.of(view, situation);
        return view.in(Site.State.SERVING).stream()
                .filter(site -> site.isLoan() && !site.inMaintenance() && isSentToWhereverItIs(site))
                .filter(site -> site.known()
                        .flatMap(k -> situation.memory().loan(k.container().id()))
                        .isPresent())
                .map(site -> new Owed(
                        site,
                        all.stream()
                                .filter(n -> !site.entries().containsKey(n.director())
                                        && !situation.isRemoved(site, n.director()))
                                .toList()))
                .filter(owed -> !owed.lacking().isEmpty())
                .findFirst();
    }

    /** One with weight 0 anywhere is on its way back. */
    private static boolean isSentToWhereverItIs(Site site) {
        return site.entries().values().stream().noneMatch(d -> d.spec().weight().isQuiesced());
    }

    private static Verdict plan(ServiceView view, Owed owed, Situation situation) {
        Site site = owed.site();
        Weight weight = site.entries().values().stream()
                .map(Destination::spec)
                .map(DestinationSpec::weight)
                .max(Comparator.naturalOrder())
                .orElse(Weight.ZERO);
        Map<DirectorId, List<DestinationSpec>> ramps = new TreeMap<>();
        List<String> reasons = new ArrayList<>();
        for (Newcomers lacking : owed.lacking()) {
            ramps.put(
                    lacking.director(),
                    lacking.ramp(
                            site.endpoint(),
                            weight,
                            situation.policy().restraint().rampSteps()));
            reasons.add(
                    "%s serves %s on loan with weight %s, and %s sends it no client: it was not read, or lacked the service, when the loan began."
                            .formatted(site.endpoint(), view.id(), weight, lacking.director()));
        }
        List<Step> steps = new StepWriter(situation.snapshot(), situation.policy()).announce(view.service(), ramps);
        return new Verdict.Proposed(new Plan(
                PlanKind.BORROW, view.id(), situation.snapshot().revision(), 0, steps, List.of(), reasons, List.of()));
    }
}
