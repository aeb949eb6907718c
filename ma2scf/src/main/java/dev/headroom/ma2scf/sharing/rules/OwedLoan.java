package dev.headroom.ma2scf.sharing.rules;

import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Site;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.writing.Newcomers;
import dev.headroom.ma2scf.sharing.writing.StepWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A loan that serves by way of some directors, and that others lack which can be changed. What they lack and this installation did not
 * add, or somebody has removed there, is none. See decision 0067.
 *
 * @param lacking one for each director that lacks it
 */
record OwedLoan(ServiceView view, Site site, List<Newcomers> lacking) {
    OwedLoan {
        lacking = List.copyOf(lacking);
    }

    /** The first one of {@code view}. */
    static Optional<OwedLoan> of(ServiceView view, Situation situation) {
        if (!Newcomers.obstacles(view, situation).isEmpty()) {
            return Optional.empty();
        }
        List<Newcomers> all = Newcomers.of(view, situation);
        return view.in(Site.State.SERVING).stream()
                .filter(site -> site.isLoan() && !site.inMaintenance() && isSentToWhereverItIs(site))
                .filter(site -> site.known()
                        .flatMap(k -> situation.memory().loan(k.container().id()))
                        .isPresent())
                .map(site -> new OwedLoan(
                        view,
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

    /** Lets the directors know it that lack it. */
    List<Step> steps(Situation situation) {
        Map<DirectorId, List<DestinationSpec>> ramps = new TreeMap<>();
        lacking.forEach(director -> ramps.put(
                director.director(),
                director.ramp(
                        site.endpoint(),
                        weight(),
                        situation.policy().restraint().rampSteps())));
        return new StepWriter(situation.snapshot(), situation.policy()).announce(view.service(), ramps);
    }

    List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        lacking.forEach(director -> reasons.add(
                "%s serves %s on loan with weight %s, and %s sends it no client: it was not read, lacked the service or could not be changed when the loan began."
                        .formatted(site.endpoint(), view.id(), weight(), director.director())));
        return reasons;
    }

    private Weight weight() {
        return site.entries().values().stream()
                .map(Destination::spec)
                .map(DestinationSpec::weight)
                .max(Comparator.naturalOrder())
                .orElse(Weight.ZERO);
    }
}
