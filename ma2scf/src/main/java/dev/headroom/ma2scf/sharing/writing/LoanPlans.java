package dev.headroom.ma2scf.sharing.writing;

import dev.headroom.ma2scf.finder.Finding;
import dev.headroom.ma2scf.finder.Remedy;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.SeenServing;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.sharing.facts.Quiescing;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.facts.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes a verdict of what the finder found for a service that is short. */
public final class LoanPlans {
    private LoanPlans() {}

    /** A plan of kind FAILOVER that only quiesces; undecided where even that would leave nothing alive or nothing is to be done. */
    public static Verdict withoutLoan(
            ServiceView view, Situation situation, List<Step> quiesce, List<String> reasons, List<Plan.WhyNot> whyNot) {
        if (quiesce.isEmpty() || view.alive() == 0) {
            List<String> all = new ArrayList<>(reasons);
            for (Plan.WhyNot refused : whyNot) {
                all.add(refused.subject() + ": " + refused.reason());
                if (!refused.remedy().isEmpty()) {
                    all.add(refused.subject() + ": " + refused.remedy());
                }
            }
            return new Verdict.Undecided(view.id(), all);
        }
        return new Verdict.Proposed(new Plan(
                PlanKind.FAILOVER, view.id(), situation.snapshot().revision(), 0, quiesce, List.of(), reasons, whyNot));
    }

    /**
     * The plan, or why there is none.
     *
     * @param remedies for servers that were not chosen, what would have chosen them
     */
    public static Verdict of(Shortage wanted, Finding finding, Map<ServerId, Remedy> remedies, Situation situation) {
        ServiceView view = wanted.view();
        List<String> reasons = new ArrayList<>(wanted.reasons());
        List<Plan.WhyNot> whyNot = whyNot(finding, remedies);
        if (finding.chosen().isEmpty()) {
            reasons.add("No server can lend anything to %s.".formatted(view.id()));
            List<Step> alone = new ArrayList<>(wanted.first());
            if (wanted.kind() == PlanKind.FAILOVER
                    && Shortage.restIsEnough(view, wanted.request().need())) {
                alone.addAll(replaced(wanted, List.of(), situation));
            }
            return withoutLoan(view, situation, alone, reasons, whyNot);
        }
        finding.chosen().forEach(c -> reasons.add(c.why()));
        if (finding.shortage() > finding.demanded() * 1e-6) {
            reasons.add("All that can be found is %s of %s: no other loan could add anything."
                    .formatted(Wording.rate(finding.amount()), Wording.rate(finding.demanded())));
        }
        Map<ContainerId, Map<DirectorId, List<DestinationSpec>>> ramps = ramps(wanted, finding, situation);
        LoanForecast forecast = new LoanForecast(wanted, finding, ramps);
        forecast.drawn().ifPresent(reasons::add);
        StepWriter writer = new StepWriter(situation.snapshot(), situation.policy());
        List<Step> steps = new ArrayList<>(wanted.first());
        finding.chosen()
                .forEach(c -> steps.addAll(
                        writer.lend(view.service(), c.container(), ramps.getOrDefault(c.container(), Map.of()))));
        steps.addAll(afterLastAddition(steps), replaced(wanted, finding.chosen(), situation));
        return new Verdict.Proposed(new Plan(
                wanted.kind(),
                view.id(),
                situation.snapshot().revision(),
                finding.amount(),
                steps,
                forecast.lines(),
                reasons,
                whyNot));
    }

    /** Where all that is added serves, and before its weight is raised: clients of what is dead wait no longer than they must. */
    private static int afterLastAddition(List<Step> steps) {
        for (int i = steps.size(); i > 0; i--) {
            if (steps.get(i - 1).action() instanceof TableAction.AddDestination) {
                return i;
            }
        }
        return steps.size();
    }

    /**
     * What gets weight 0 only now that its replacement serves: what is silent may be alive all the same. Where nobody can see whether
     * the replacement listens it must first be seen to serve, so that is left to the next plan.
     */
    private static List<Step> replaced(Shortage wanted, List<Finding.Chosen> added, Situation situation) {
        Quiescing quiescing = situation.quiescing(wanted.view());
        boolean seen = added.stream()
                .flatMap(chosen -> situation.snapshot().container(chosen.container()).stream())
                .flatMap(container -> container.role().servingAt().stream())
                .anyMatch(at -> SeenServing.isListeningSeen(wanted.view().service(), at));
        List<Spot> last = wanted.last().stream()
                .filter(spot -> seen || situation.isProvenDead(spot) || quiescing.isReplaced(spot))
                .toList();
        List<Spot> allowed = quiescing.allowed(last, added.size());
        return new StepWriter(situation.snapshot(), situation.policy())
                .quiesceDead(wanted.view().service(), allowed).stream()
                        .filter(step -> wanted.first().stream()
                                .noneMatch(done -> done.action().equals(step.action())))
                        .toList();
    }

    /** Why each other server lends nothing, and what would change that. */
    public static List<Plan.WhyNot> whyNot(Finding finding, Map<ServerId, Remedy> remedies) {
        return finding.whyNot().entrySet().stream()
                .map(e -> new Plan.WhyNot(
                        e.getKey().name(),
                        e.getValue().sentence(),
                        Optional.ofNullable(remedies.get(e.getKey()))
                                .map(Remedy::sentence)
                                .orElse("")))
                .toList();
    }

    /** For each container and director the destination as it is added, and as it is raised after that. */
    private static Map<ContainerId, Map<DirectorId, List<DestinationSpec>>> ramps(
            Shortage wanted, Finding finding, Situation situation) {
        int raises = situation.policy().restraint().rampSteps();
        Map<ContainerId, Map<DirectorId, List<DestinationSpec>>> ramps = new TreeMap<>();
        for (Newcomers newcomers : wanted.newcomers()) {
            List<Weight> weights = newcomers.weights(finding.chosen(), wanted.view());
            for (int i = 0; i < weights.size(); i++) {
                ContainerId id = finding.chosen().get(i).container();
                Weight weight = weights.get(i);
                situation
                        .snapshot()
                        .container(id)
                        .flatMap(c -> c.role().servingAt())
                        .ifPresent(endpoint -> ramps.computeIfAbsent(id, _ -> new TreeMap<>())
                                .put(newcomers.director(), newcomers.ramp(endpoint, weight, raises)));
            }
        }
        return ramps;
    }
}
