package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.util.List;

/** Says for each service whether something should be done, and what. Pure and stateless; safe to share between threads. */
public final class CapacitySharing {

    public CapacitySharing() {}

    /** The verdicts at the moment of {@code snapshot}. The same arguments give the same decision. */
    public Decision decide(ClusterSnapshot snapshot, SharingMemory memory, SharingPolicy policy) {
        List<Verdict> verdicts = snapshot.services().stream()
                .<Verdict>map(s -> new Verdict.NoChange(s.id(), List.of()))
                .toList();
        List<ServiceAssessment> assessments = snapshot.services().stream()
                .map(s -> new ServiceAssessment(s.id(), Condition.UNKNOWN, 0, 0, new Utilization(0), 0))
                .toList();
        return new Decision(memory, verdicts, assessments);
    }
}
