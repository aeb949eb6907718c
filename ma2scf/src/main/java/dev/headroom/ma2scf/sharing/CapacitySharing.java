package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.finder.CapacityFinder;
import dev.headroom.ma2scf.finder.ManyBorrowersFinder;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.facts.Lookout;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import dev.headroom.ma2scf.sharing.rules.RuleRound;
import java.util.List;

/**
 * Says for each service whether something should be done, and what, in the order of {@link dev.headroom.ma2scf.sharing.rules.Rules}.
 * Pure and stateless; safe to share between threads.
 */
public final class CapacitySharing {
    private final CapacityFinder finder;

    public CapacitySharing() {
        this(new ManyBorrowersFinder());
    }

    public CapacitySharing(CapacityFinder finder) {
        this.finder = finder;
    }

    /**
     * The verdicts at the moment of {@code snapshot}, which is "now". The same arguments give the same decision.
     *
     * @param memory that of the decision before, or {@link SharingMemory#EMPTY}
     */
    public Decision decide(ClusterSnapshot snapshot, SharingMemory memory, SharingPolicy policy) {
        RuleRound.Result result = RuleRound.of(Lookout.look(snapshot, memory, policy), finder);
        Situation situation = result.round().situation();
        List<ServiceAssessment> assessments = situation.allViews().stream()
                .map(view -> Assessments.of(view, situation))
                .toList();
        return new Decision(
                situation.memory(), result.verdicts(), assessments, new ServerAssessor(result.round()).all());
    }
}
