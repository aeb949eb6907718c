package dev.headroom.console.rules.planted.fx;

import dev.headroom.ma2scf.check.PlanChecker;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.policy.SharingPolicy;

/** Judges in the toolkit, on purpose. */
public final class PlantedJudge {
    private final SharingPolicy policy = SharingPolicy.defaults();

    public boolean isHot(Utilization utilization) {
        return utilization.compareTo(policy.overloadAt()) > 0 && new PlanChecker(policy).hashCode() != 0;
    }
}
