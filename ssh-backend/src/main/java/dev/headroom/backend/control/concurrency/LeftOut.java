package dev.headroom.backend.control.concurrency;

import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.StepProgress.State;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.sharing.facts.RampWatch;
import java.time.Instant;
import java.util.Optional;

/**
 * A director that does not take a step of a plan which only helps clients: the plan goes on at the other directors, whose clients do
 * not wait for it, and the rest is owed to it. Pure. See decision 0068 of ma2scf.
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

    /** The note of a plan that ends after it has left out a director; empty for one of which every step was seen to hold. */
    public static Optional<String> note(Proposal proposal) {
        return proposal.steps().stream()
                .filter(step -> step.state() == State.FAILED)
                .findFirst()
                .map(failed -> "Step %d failed: %s The rest was done, and this is owed to %s."
                        .formatted(
                                proposal.steps().indexOf(failed) + 1,
                                failed.detail().strip(),
                                failed.step().action().host().name()));
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
