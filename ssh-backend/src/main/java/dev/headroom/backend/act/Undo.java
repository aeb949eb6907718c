package dev.headroom.backend.act;

import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.writing.Inverse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What would take a proposal back, for a script that may be run later: of one that has ended what its steps may have done, of a
 * live one what they may still do, too. It is written against a cluster where all of that is done: the script finds out by
 * itself what is. Pure. See decision 0134.
 */
final class Undo {
    private Undo() {}

    /** The steps of {@code proposal} that may have changed something, or may still do so. */
    static List<StepProgress> taken(Proposal proposal) {
        return proposal.steps().stream()
                .filter(step -> step.step().action().mutates() && !step.refused())
                .filter(step -> mayBeDone(proposal, step))
                .toList();
    }

    private static boolean mayBeDone(Proposal proposal, StepProgress step) {
        return switch (step.state()) {
            case DONE, RUNNING, VERIFYING, UNKNOWN -> true;
            case PENDING, AWAITING_READING -> proposal.status().live();
            // no reading has shown the change; a container's start or stop may go on by itself
            case FAILED -> step.step().action() instanceof ContainerAction;
            case NOT_NEEDED, NOT_RUN, LEFT_OUT -> false;
        };
    }

    /** The plan that takes {@code taken} back; empty when there is nothing to take back. */
    static Optional<Plan> of(
            Proposal proposal, List<StepProgress> taken, ClusterSnapshot newest, SharingPolicy policy) {
        List<Action> actions = taken.stream().map(s -> s.step().action()).toList();
        ClusterSnapshot done = newest;
        for (Action action : actions) {
            done = action.appliedTo(done);
        }
        return Inverse.of(proposal.plan(), actions, done, policy);
    }

    /**
     * A director whose table is not known now, so that {@code undo} lacks what it would have to do there: one that the
     * proposal changed, and where a container is stopped, any that may still send it clients.
     */
    static Optional<DirectorId> unread(List<StepProgress> taken, Plan undo, ClusterSnapshot newest) {
        Stream<DirectorId> changed = taken.stream()
                .map(s -> s.step().action())
                .filter(TableAction.class::isInstance)
                .map(action -> ((TableAction) action).director());
        boolean stops = undo.actions().stream().anyMatch(ContainerAction.StopContainer.class::isInstance);
        Stream<DirectorId> others = stops ? newest.directors().stream().map(Director::id) : Stream.of();
        return Stream.concat(changed, others)
                .filter(id -> newest.director(id)
                        .flatMap(director -> director.table().fresh())
                        .isEmpty())
                .findFirst();
    }
}
