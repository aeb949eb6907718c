package dev.headroom.console.cli;

import dev.headroom.ma2scf.finder.ManyBorrowersFinder;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.CapacitySharing;
import dev.headroom.ma2scf.sharing.Decision;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import dev.headroom.ma2scf.sharing.rehearsal.FaultRehearsal;
import dev.headroom.ma2scf.sharing.rehearsal.Rehearsal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What MA2SCF would do if the readings of one snapshot stayed the same until every hold time has passed, and if a
 * server or a zone then failed. Pure.
 *
 * @param rehearsals for each server and zone, whether all its load could be placed elsewhere
 */
record Foresight(List<Verdict> verdicts, List<Rehearsal> rehearsals) {
    /**
     * The number of decisions: the first finds a condition, the second holds it, the third passes a second hold time
     * that follows the first.
     */
    private static final int LOOKS = 3;

    /**
     * Decides on {@code snapshot} as a master would.
     *
     * @param known what the master of this cluster knows: which loans and weights are its own
     */
    static Foresight of(ClusterSnapshot snapshot, SharingMemory known, SharingPolicy policy) {
        Duration hold =
                longer(policy.holds().overload(), policy.holds().giveBack()).plusSeconds(1);
        CapacitySharing sharing = new CapacitySharing();
        ClusterSnapshot moved = snapshot;
        Decision decision = sharing.decide(snapshot, known, policy);
        for (int look = 1; look < LOOKS; look++) {
            Instant later = snapshot.takenAt().plus(hold.multipliedBy(look));
            moved = new ClusterSnapshot(
                    snapshot.revision() + look, later, snapshot.directors(), snapshot.servers(), snapshot.services());
            decision = sharing.decide(moved, decision.memory(), policy);
        }
        return new Foresight(
                decision.verdicts(),
                new FaultRehearsal(new ManyBorrowersFinder()).rehearse(moved, decision.memory(), policy));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
