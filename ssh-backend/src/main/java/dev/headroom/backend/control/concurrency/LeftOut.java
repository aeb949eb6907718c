package dev.headroom.backend.control.concurrency;

import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.StepProgress.State;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.sharing.facts.RampWatch;
import java.time.Instant;
import java.util.Optional;

/**
 * What a plan that only helps clients goes on without: a director that does not take a step, to which the rest is owed, or a container
 * that may not be started any more. Its other parts help all the same. Pure. See decision 0119, and decision 0068 of ma2scf.
 */
public final class LeftOut {
    private LeftOut() {}

    /** Whether the plan goes on after its step at {@code index} has failed: it takes nothing away, and another director takes it. */
    public static boolean goesOn(Proposal proposal, int index) {
        boolean helps = switch (proposal.plan().kind()) {
            case FAILOVER, RESTORE, BORROW -> true;
            // its first plan lends, its second takes away
            case EVACUATE -> proposal.steps().stream().noneMatch(LeftOut::takesAway);
            case RECALL, UNDO, BALANCE, MAKE_ROOM, GIVE_BACK -> false;
        };
        return helps
                && changes(proposal.steps().get(index)).isPresent()
                && proposal.steps().stream().noneMatch(LeftOut::willStop)
                && proposal.steps().stream()
                        .filter(step -> step.mayStillRun() || step.finished())
                        .flatMap(step -> changes(step).stream())
                        .anyMatch(other -> !changes(proposal.steps().get(index)).equals(Optional.of(other)));
    }

    /** The proposal whose step at {@code index} has failed, without the further steps of that director. */
    public static Proposal after(Proposal proposal, int index, Instant now) {
        Optional<DirectorId> director = director(proposal.steps().get(index));
        return director.isEmpty()
                ? proposal
                : proposal.withSteps(proposal.steps().stream()
                        .map(step -> step.unsent() && director(step).equals(director)
                                ? step.with(
                                        State.LEFT_OUT,
                                        "%s did not take step %d.".formatted(director.get(), index + 1),
                                        now)
                                : step)
                        .toList());
    }

    /**
     * Whether the plan goes on without the container that its step at {@code index}, which nothing was sent for, would start: other
     * parts of it are done already and would be undone else.
     */
    public static boolean goesOnWithout(Proposal proposal, int index) {
        boolean lends = switch (proposal.plan().kind()) {
            case FAILOVER, BORROW -> true;
            case RESTORE, RECALL, UNDO, BALANCE, MAKE_ROOM, GIVE_BACK, EVACUATE -> false;
        };
        return lends
                && proposal.steps().get(index).step().action() instanceof ContainerAction.StartContainer
                && proposal.steps().stream()
                        .anyMatch(step -> step.state() == State.DONE
                                && step.step().action() instanceof TableAction.AddDestination);
    }

    /** The proposal without the steps that concern {@code container}, none of which has begun. */
    public static Proposal withoutContainer(
            Proposal proposal, ContainerId container, ClusterSnapshot snapshot, String why, Instant now) {
        return proposal.withSteps(proposal.steps().stream()
                .map(step -> step.unsent() && isOf(container, step.step().action(), snapshot)
                        ? step.with(State.LEFT_OUT, why, now)
                        : step)
                .toList());
    }

    private static boolean isOf(ContainerId container, Action action, ClusterSnapshot snapshot) {
        return switch (action) {
            case ContainerAction of -> of.container().equals(container);
            case TableAction of ->
                snapshot.containerAt(of.service(), of.endpoint())
                        .filter(there -> there.id().equals(container))
                        .isPresent();
        };
    }

    /** Whether another director has the weight of {@code raise} already: the directors must not differ for long. */
    public static boolean isRaisedElsewhere(Proposal proposal, Action raise) {
        return raise instanceof TableAction.SetWeight wanted
                && RampWatch.raises(raise)
                && proposal.steps().stream()
                        .filter(StepProgress::finished)
                        .map(step -> step.step().action())
                        .anyMatch(done -> done instanceof TableAction.SetWeight set
                                && set.service().equals(wanted.service())
                                && set.after().equals(wanted.after()));
    }

    /** The proposal without the raises of the destination of {@code raise} that have not begun: what serves there can serve no more. */
    public static Proposal withoutRaises(Proposal proposal, TableAction raise, String why, Instant now) {
        return proposal.withSteps(proposal.steps().stream()
                .map(step -> step.unsent()
                                && RampWatch.raises(step.step().action())
                                && step.step().action() instanceof TableAction other
                                && other.service().equals(raise.service())
                                && other.endpoint().equals(raise.endpoint())
                        ? step.with(State.LEFT_OUT, why, now)
                        : step)
                .toList());
    }

    /** The note of a plan that was done but for a part that it left out; empty for one that left out none. */
    public static Optional<String> remark(Proposal proposal) {
        return proposal.steps().stream()
                .filter(step -> step.state() == State.LEFT_OUT)
                .findFirst()
                .map(left -> "The rest was seen to hold. Left out from step %d on: %s"
                        .formatted(
                                proposal.steps().indexOf(left) + 1,
                                left.detail().strip()));
    }

    /** The note of a plan that ends after it has left out a director; empty for one of which every step was seen to hold. */
    public static Optional<String> note(Proposal proposal) {
        return proposal.steps().stream()
                .filter(step -> step.state() == State.FAILED || step.state() == State.UNKNOWN)
                .findFirst()
                .map(left -> "Step %d %s: %s The rest was done, and this is owed to %s."
                        .formatted(
                                proposal.steps().indexOf(left) + 1,
                                left.state() == State.FAILED ? "failed" : "is unknown",
                                left.detail().strip(),
                                left.step().action().host().name()));
    }

    private static boolean takesAway(StepProgress step) {
        return switch (step.step().action()) {
            case TableAction.SetWeight set -> set.weight().isQuiesced();
            case TableAction.RemoveDestination _, ContainerAction.StopContainer _ -> true;
            case TableAction.AddDestination _, TableAction.AwaitDrained _ -> false;
            case ContainerAction.StartContainer _, ContainerAction.AwaitServing _ -> false;
        };
    }

    private static boolean willStop(StepProgress step) {
        return step.mayStillRun() && step.step().action() instanceof ContainerAction.StopContainer;
    }

    private static Optional<DirectorId> changes(StepProgress step) {
        return Optional.of(step.step().action()).filter(Action::mutates).flatMap(_ -> director(step));
    }

    private static Optional<DirectorId> director(StepProgress step) {
        return step.step().action() instanceof TableAction change ? Optional.of(change.director()) : Optional.empty();
    }
}
