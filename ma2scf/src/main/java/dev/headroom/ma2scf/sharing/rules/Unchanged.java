package dev.headroom.ma2scf.sharing.rules;

import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.sharing.facts.Figures;
import dev.headroom.ma2scf.sharing.facts.Reach;
import dev.headroom.ma2scf.sharing.facts.Remark;
import dev.headroom.ma2scf.sharing.facts.Remarks;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Site;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.facts.Wording;
import dev.headroom.ma2scf.sharing.memory.Wish;
import dev.headroom.ma2scf.sharing.writing.ReturnForecast;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What there is to say of a service for which no rule would do anything. */
final class Unchanged {
    private Unchanged() {}

    /** The verdict where no rule proposes anything: undecided if readings are missing, else no change. */
    static Verdict verdict(ServiceView view, Situation situation) {
        List<String> missing = new ArrayList<>(situation.unmeasured(view));
        Reach reach = situation.reach(view);
        if (!reach.isWhole()) {
            reach.gaps().forEach(gap -> missing.add(gap.sentence()));
        }
        if (!view.demandIsKnown()) {
            missing.add("There is no current reading of the demand of %s.".formatted(view.id()));
        }
        if (view.alive() == 0) {
            missing.add("Nothing serves %s, but no server of it is known to have failed.".formatted(view.id()));
        } else if (view.serving() == 0) {
            missing.add("No container that serves %s can be measured.".formatted(view.id()));
        }
        List<String> reasons = new ArrayList<>(missing);
        reasons.addAll(Figures.of(view, situation, 0));
        reasons.addAll(holding(view, situation));
        return missing.isEmpty() ? new Verdict.NoChange(view.id(), reasons) : new Verdict.Undecided(view.id(), reasons);
    }

    private static List<String> holding(ServiceView view, Situation situation) {
        List<String> reasons = new ArrayList<>();
        if (situation.isAboveThreshold(view)) {
            Duration hold = situation.policy().holds().overload();
            reasons.add("It has been above its limit for %s of the %s that count."
                    .formatted(
                            Wording.seconds(situation
                                    .memory()
                                    .held()
                                    .loads()
                                    .of(view.id())
                                    .aboveFor(situation.policy().overloadAt().fraction())),
                            Wording.seconds(hold)));
            situation
                    .calm(view)
                    .ifPresent(calm -> reasons.add("Its use falls: %s is expected in %s, so nothing is borrowed for it."
                            .formatted(calm, Wording.seconds(hold))));
        }
        for (Site loan : view.sites().stream().filter(Site::isLoan).toList()) {
            situation
                    .strainedWithout(loan.spot(), view, ReturnForecast.greatest(view, situation))
                    .ifPresent(strained -> reasons.add(
                            "It keeps its loan at %s: without it %s would get about as much as the %s at which %s."
                                    .formatted(
                                            loan.endpoint(),
                                            strained.getKey(),
                                            Wording.rate(strained.getValue().rate()),
                                            strained.getValue().sign())));
        }
        Wish giveBack = new Wish(PlanKind.GIVE_BACK, view.id());
        if (situation.memory().held().wished().since(giveBack).isPresent()) {
            reasons.add("It could have done without a loan for %s of the %s that count."
                    .formatted(
                            Wording.seconds(situation.memory().held().wished().heldFor(giveBack, situation.now())),
                            Wording.seconds(situation.policy().holds().giveBack())));
        }
        reasons.addAll(Evacuation.of(view, situation).staying());
        Remarks.of(view, situation).stream()
                .map(Remark::sentence)
                .filter(sentence -> !reasons.contains(sentence))
                .forEach(reasons::add);
        for (Site site : view.in(Site.State.BROKEN)) {
            site.known()
                    .ifPresent(k -> reasons.add("%s is %s and does not answer at %s."
                            .formatted(
                                    k.container().id(),
                                    Wording.state(k.container().state()),
                                    site.endpoint())));
        }
        return reasons;
    }
}
