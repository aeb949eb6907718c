package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.sharing.facts.Remarks;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Site;
import dev.headroom.ma2scf.sharing.facts.Situation;

/** Puts the state of a service into one word. */
final class Assessments {
    private Assessments() {}

    static ServiceAssessment of(ServiceView view, Situation situation) {
        return new ServiceAssessment(
                view.id(),
                condition(view, situation),
                view.demand(),
                situation.snapshot().countsEveryDirector(),
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

    private static ServiceCondition condition(ServiceView view, Situation situation) {
        if (!situation.isReached(view) && view.sites().isEmpty()) {
            return ServiceCondition.UNKNOWN;
        }
        if (view.alive() == 0) {
            return ServiceCondition.DOWN;
        }
        if (view.in(Site.State.FAILED).stream().anyMatch(site -> !isOut(site))
                || isQuiescedForAFault(view, situation)) {
            return ServiceCondition.DEGRADED;
        }
        if (!view.isMeasured()) {
            return ServiceCondition.UNKNOWN;
        }
        if (situation.isOverloaded(view) || !situation.strained(view).isEmpty()) {
            return ServiceCondition.OVERLOADED;
        }
        return situation.isAboveThreshold(view) ? ServiceCondition.HOT : ServiceCondition.CALM;
    }

    /** A loan that is on its way back is missed by nothing. */
    private static boolean isQuiescedForAFault(ServiceView view, Situation situation) {
        return situation.memory().quiescedOf(view.id()).stream()
                .anyMatch(quiesced -> view.sites().stream()
                        .filter(site -> site.spot().equals(quiesced.spot()))
                        .noneMatch(site -> site.isLoan() || isOut(site)));
    }

    /** Whether it gets no clients because its server is in maintenance. */
    private static boolean isOut(Site site) {
        return site.inMaintenance() && !site.getsConnections();
    }
}
