package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.util.List;
import java.util.Optional;

/** Builds the plan that takes back what a stopped plan has done. Pure and stateless. */
public final class Inverse {
    private Inverse() {}

    /**
     * The plan of kind {@link dev.headroom.ma2scf.plan.PlanKind#UNDO} that takes back {@code finished}.
     *
     * @param plan the plan that stopped
     * @param finished its actions that were seen to be done, in the order they were done
     * @param newest what is true now: what somebody else has taken back already is left out
     * @return empty when nothing is left to take back
     */
    public static Optional<Plan> of(Plan plan, List<Action> finished, ClusterSnapshot newest, SharingPolicy policy) {
        return Optional.empty();
    }
}
