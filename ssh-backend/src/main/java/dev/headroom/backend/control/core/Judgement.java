package dev.headroom.backend.control.core;

import dev.headroom.ma2scf.check.PlanChecker;
import dev.headroom.ma2scf.check.Violation;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.CapacitySharing;
import dev.headroom.ma2scf.sharing.Decision;
import dev.headroom.ma2scf.sharing.Reconsideration;
import dev.headroom.ma2scf.sharing.facts.FaultDetector;
import dev.headroom.ma2scf.sharing.facts.Lookout;
import dev.headroom.ma2scf.sharing.facts.RampWatch;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import dev.headroom.ma2scf.sharing.writing.Inverse;
import dev.headroom.ma2scf.sharing.writing.UndoForecast;
import java.util.List;
import java.util.Optional;

/** All questions of the control loop to ma2scf. Tests of the loop implement it with verdicts of their own. */
interface Judgement {

    Decision decide(ClusterSnapshot snapshot, SharingMemory memory);

    /** Why {@code plan} may not run on {@code snapshot}, one sentence; empty when it may. */
    Optional<String> objection(Plan plan, ClusterSnapshot snapshot);

    /** Why {@code action} may not run on {@code snapshot} now, one sentence; empty when it may. */
    Optional<String> objection(Action action, ClusterSnapshot snapshot);

    /**
     * Why {@code next} of a running {@code plan}, and all that follows it, is needed no more, one sentence; empty while it is, and
     * where that is not known.
     */
    default Optional<String> needless(Plan plan, Action next, ClusterSnapshot newest) {
        return Optional.empty();
    }

    /** Why a running {@code plan} should be taken back, one sentence; empty while it should go on, and where that is not known. */
    default Optional<String> turning(Plan plan, ClusterSnapshot newest, SharingMemory memory) {
        return Optional.empty();
    }

    /**
     * Why the container that {@code next} of a running {@code plan} would start is needed no more, one sentence; empty where it is, and
     * where that is not known.
     */
    default Optional<String> spared(Plan plan, Action next, ClusterSnapshot newest, SharingMemory memory) {
        return Optional.empty();
    }

    /** Why {@code action} should not give a loan more clients now, one sentence; empty where it may, and where that is not known. */
    default Optional<String> strained(Action action, ClusterSnapshot newest) {
        return Optional.empty();
    }

    /** The plan that undoes the {@code finished} actions; empty when nothing is left to undo. */
    Optional<Plan> inverse(Plan plan, List<Action> finished, ClusterSnapshot newest);

    /** {@code undo} with what it makes of its service, where that is known. */
    default Plan forecast(Plan undo, ClusterSnapshot newest, SharingMemory memory) {
        return undo;
    }

    /** MA2SCF itself. */
    record OfMa2scf(SharingPolicy policy, CapacitySharing sharing, PlanChecker checker) implements Judgement {
        static OfMa2scf with(SharingPolicy policy) {
            return new OfMa2scf(policy, new CapacitySharing(), new PlanChecker(policy));
        }

        @Override
        public Decision decide(ClusterSnapshot snapshot, SharingMemory memory) {
            return sharing.decide(snapshot, memory, policy);
        }

        @Override
        public Optional<String> objection(Plan plan, ClusterSnapshot snapshot) {
            return firstSentence(checker.check(plan, snapshot));
        }

        @Override
        public Optional<String> objection(Action action, ClusterSnapshot snapshot) {
            return action.unmet(snapshot).or(() -> firstSentence(checker.checkStep(action, snapshot)));
        }

        @Override
        public Optional<String> needless(Plan plan, Action next, ClusterSnapshot newest) {
            List<TableAction.SetWeight> quiescing = plan.kind() == PlanKind.FAILOVER
                    ? plan.actions().stream()
                            .flatMap(action -> quiescing(action).stream())
                            .toList()
                    : List.of();
            boolean all = !quiescing.isEmpty() && quiescing.stream().allMatch(q -> serves(q, newest));
            return quiescing.stream()
                    .filter(q -> all || (q.equals(next) && serves(q, newest)))
                    .findFirst()
                    .map(q -> q.endpoint() + " serves again.");
        }

        @Override
        public Optional<String> turning(Plan plan, ClusterSnapshot newest, SharingMemory memory) {
            return Reconsideration.turning(plan, newest, memory, policy);
        }

        @Override
        public Optional<String> spared(Plan plan, Action next, ClusterSnapshot newest, SharingMemory memory) {
            return next instanceof ContainerAction.StartContainer
                    ? Reconsideration.spared(plan, newest, memory, policy)
                    : Optional.empty();
        }

        @Override
        public Optional<String> strained(Action action, ClusterSnapshot newest) {
            return RampWatch.strained(action, newest, policy);
        }

        private static Optional<TableAction.SetWeight> quiescing(Action action) {
            return action instanceof TableAction.SetWeight set && set.weight().isQuiesced()
                    ? Optional.of(set)
                    : Optional.empty();
        }

        /** One look tells it of a home. A loan that listens now and then serves at some looks, too, and is failed over for that. */
        private static boolean serves(TableAction.SetWeight change, ClusterSnapshot newest) {
            return FaultDetector.serves(new Spot(change.service(), change.endpoint()), newest)
                    && newest.containers()
                            .filter(Container::isLoan)
                            .noneMatch(loan -> loan.role().servingAt().equals(Optional.of(change.endpoint())));
        }

        @Override
        public Optional<Plan> inverse(Plan plan, List<Action> finished, ClusterSnapshot newest) {
            return Inverse.of(plan, finished, newest, policy);
        }

        @Override
        public Plan forecast(Plan undo, ClusterSnapshot newest, SharingMemory memory) {
            return UndoForecast.on(undo, Lookout.look(newest, memory, policy));
        }

        private static Optional<String> firstSentence(List<Violation> violations) {
            return violations.stream().map(Violation::sentence).findFirst();
        }
    }
}
