package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.plan.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Puts the state of a service into one word, and into sentences where nothing is to be done. */
final class Assessments {
    private Assessments() {}

    static ServiceAssessment of(ServiceView view, Situation situation) {
        return new ServiceAssessment(
                view.id(),
                condition(view, situation),
                view.demand(),
                view.capacity() + unknownRate(view),
                view.utilization(),
                view.alive(),
                view.isMeasured(),
                Remarks.of(view, situation));
    }

    /** Sites of unknown capacity are believed to carry what they carry now. */
    private static double unknownRate(ServiceView view) {
        return view.in(Site.State.UNKNOWN).stream().mapToDouble(Site::rate).sum();
    }

    private static Condition condition(ServiceView view, Situation situation) {
        if (!situation.tableObstacles(view).isEmpty() && view.sites().isEmpty()) {
            return Condition.UNKNOWN;
        }
        if (view.alive() == 0) {
            return Condition.DOWN;
        }
        if (!view.in(Site.State.FAILED).isEmpty()
                || !situation.memory().quiescedOf(view.id()).isEmpty()) {
            return Condition.DEGRADED;
        }
        if (!view.isMeasured()) {
            return Condition.UNKNOWN;
        }
        if (situation.isOverloaded(view)) {
            return Condition.OVERLOADED;
        }
        return situation.isAboveThreshold(view) ? Condition.WARM : Condition.CALM;
    }

    /** The verdict where no rule proposes anything: undecided if readings are missing, else no change. */
    static Verdict unchanged(ServiceView view, Situation situation) {
        List<String> missing = new ArrayList<>(situation.unmeasured(view));
        if (!view.demandIsKnown()) {
            missing.add("There is no current reading of the demand of %s.".formatted(view.id()));
        }
        if (view.alive() == 0) {
            missing.add("Nothing serves %s, but no server of it is known to have failed.".formatted(view.id()));
        } else if (view.serving() == 0) {
            missing.add("No container that serves %s can be measured.".formatted(view.id()));
        }
        List<String> reasons = new ArrayList<>(missing);
        reasons.addAll(Shortages.measured(view, situation, 0));
        reasons.addAll(holding(view, situation));
        return missing.isEmpty() ? new Verdict.NoChange(view.id(), reasons) : new Verdict.Undecided(view.id(), reasons);
    }

    private static List<String> holding(ServiceView view, Situation situation) {
        List<String> reasons = new ArrayList<>();
        if (situation.isAboveThreshold(view)) {
            reasons.add("It has been overloaded for %s of the %s that count."
                    .formatted(
                            Wording.seconds(situation.memory().overloaded().heldFor(view.id(), situation.now())),
                            Wording.seconds(situation.policy().holds().overload())));
        }
        if (situation.memory().calm().since(view.id()).isPresent()) {
            reasons.add("It could have done without a loan for %s of the %s that count."
                    .formatted(
                            Wording.seconds(situation.memory().calm().heldFor(view.id(), situation.now())),
                            Wording.seconds(situation.policy().holds().giveBack())));
        }
        Remarks.of(view, situation).forEach(remark -> reasons.add(remark.sentence()));
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
