package dev.headroom.ma2scf.sharing.rules;

import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Site;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.lending.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A home that this installation quiesced gets exactly its old weight again, once it has served for the overload hold time; also
 * where only some directors have it at weight 0, since a plan ended in between or somebody else raised it on the others. While its
 * server is in maintenance it stays as it is.
 */
final class RestoreRule implements Rule {
    @Override
    public PlanKind kind() {
        return PlanKind.RESTORE;
    }

    @Override
    public boolean mayActInPart() {
        return true;
    }

    @Override
    public Optional<Opinion> judge(ServiceView view, Round round) {
        Situation situation = round.situation();
        List<Step> steps = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (Site site : view.sites()) {
            boolean back = (site.is(Site.State.QUIESCED) || site.is(Site.State.SERVING))
                    && !site.isLoan()
                    && !site.inMaintenance()
                    && situation
                            .memory()
                            .held()
                            .recovered()
                            .held(site.spot(), situation.recovery(site.spot()), situation.now());
            List<Step> weights = back ? weights(view.service(), site, situation) : List.of();
            steps.addAll(weights);
            site.known()
                    .filter(_ -> !weights.isEmpty())
                    .ifPresent(k -> reasons.add("%s is measured again, and %s answers at %s."
                            .formatted(k.server().id(), k.container().id().name(), site.endpoint())));
        }
        return steps.isEmpty()
                ? Optional.empty()
                : Optional.of((_, _) -> Optional.of(new Outcome.Settled(verdict(view, situation, steps, reasons))));
    }

    private static Verdict verdict(ServiceView view, Situation situation, List<Step> steps, List<String> reasons) {
        return new Verdict.Proposed(new Plan(
                PlanKind.RESTORE, view.id(), situation.snapshot().revision(), 0, steps, List.of(), reasons, List.of()));
    }

    private static List<Step> weights(VirtualService service, Site site, Situation situation) {
        return situation.memory().quiescedOf(service.id()).stream()
                .filter(q -> q.spot().equals(site.spot()))
                .flatMap(q -> Stream.ofNullable(site.entries().get(q.director()))
                        .map(found -> new Step(
                                new TableAction.SetWeight(
                                        q.director(), service.id(), service.address(), found.spec(), q.original()),
                                "It had this weight before it was quiesced.")))
                .toList();
    }
}
