package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.finder.CapacityFinder;
import dev.headroom.ma2scf.finder.ManyBorrowersFinder;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Says for each service whether something should be done, and what. In this order: faults, restoring, recalling loans that are
 * in the way of their lender, balancing, borrowing, giving back. Pure and stateless; safe to share between threads.
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
        Situation situation = Lookout.look(snapshot, memory, policy);
        Map<ServiceId, Verdict.Proposed> recalls = recalls(situation);
        Set<ContainerId> recalled = stopped(recalls.values());
        Map<ServiceId, Outcome> outcomes = new TreeMap<>();
        for (ServiceView view : situation.allViews()) {
            Optional<Verdict.Proposed> recall = Optional.ofNullable(recalls.get(view.id()));
            outcomes.put(view.id(), judge(view, situation, recall, recalled));
        }
        List<Verdict> verdicts = new FinderRound(situation, finder).verdicts(outcomes.values());
        List<ServiceAssessment> assessments = situation.allViews().stream()
                .map(view -> Assessments.of(view, situation))
                .toList();
        return new Decision(situation.memory(), verdicts, assessments);
    }

    private static Map<ServiceId, Verdict.Proposed> recalls(Situation situation) {
        Map<ServiceId, Verdict.Proposed> recalls = new TreeMap<>();
        Set<ContainerId> taken = new TreeSet<>();
        for (ServiceView view : situation.allViews()) {
            if (situation.isOverloaded(view)
                    && situation.tableObstacles(view).isEmpty()
                    && FailoverRule.judge(view, situation).isEmpty()
                    && RestoreRule.judge(view, situation).isEmpty()) {
                RecallRule.judge(view, situation)
                        .filter(recall -> stopped(List.of(recall)).stream().noneMatch(taken::contains))
                        .ifPresent(recall -> {
                            taken.addAll(stopped(List.of(recall)));
                            recalls.put(view.id(), recall);
                        });
            }
        }
        return recalls;
    }

    private static Set<ContainerId> stopped(Collection<Verdict.Proposed> recalls) {
        Set<ContainerId> stopped = new TreeSet<>();
        for (Verdict.Proposed recall : recalls) {
            for (Action action : recall.plan().actions()) {
                if (action instanceof ContainerAction.StopContainer(ContainerId container)) {
                    stopped.add(container);
                }
            }
        }
        return stopped;
    }

    private static Outcome judge(
            ServiceView view, Situation situation, Optional<Verdict.Proposed> recall, Set<ContainerId> recalled) {
        List<String> obstacles = situation.tableObstacles(view);
        if (!obstacles.isEmpty()) {
            return new Outcome.Settled(new Verdict.Undecided(view.id(), obstacles));
        }
        Optional<Outcome> fault = FailoverRule.judge(view, situation);
        Optional<Verdict> restore = RestoreRule.judge(view, situation);
        // a home that is back is better than a loan in its place, and must not wait for one; what is dead cannot wait
        if (fault.isPresent() && (restore.isEmpty() || FailoverRule.mustQuiesce(view))) {
            return fault.get();
        }
        if (restore.isPresent()) {
            return new Outcome.Settled(restore.get());
        }
        if (recall.isPresent()) {
            return new Outcome.Settled(recall.get());
        }
        Optional<Verdict> balance = BalanceRule.judge(view, situation);
        if (balance.isPresent()) {
            return new Outcome.Settled(balance.get());
        }
        return situation.isOverloaded(view)
                ? BorrowRule.judge(view, situation)
                : new Outcome.Settled(GiveBackRule.judge(view, situation, recalled)
                        .orElseGet(() -> Assessments.unchanged(view, situation)));
    }
}
