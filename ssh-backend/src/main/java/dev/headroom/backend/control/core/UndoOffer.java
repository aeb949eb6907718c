package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.Proposal.Status;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Offers to undo what the finished steps of an ended proposal have changed. Pure. */
final class UndoOffer {
    private final Judgement judgement;
    private final Inbox inbox;

    UndoOffer(Judgement judgement, Inbox inbox) {
        this.judgement = judgement;
        this.inbox = inbox;
    }

    /**
     * Adds the inverse as a new proposal on top of the list, in place of others for its service; adds none if nothing
     * is left to undo.
     */
    Transition offer(ControlState state, Proposal ended, String by, Instant now) {
        return inverse(state, ended)
                .map(plan -> judgement.forecast(plan, state.snapshot(), state.memory()))
                .map(plan -> supersedeOthers(state, plan, ended, now)
                        .followedBy(next -> inbox.offer(next, plan, by, now))
                        .followedBy(next -> close(next, ended, by, now)))
                .orElseGet(() -> Transition.to(state));
    }

    /** Why no inverse of {@code wanted} can be offered; empty when one can. */
    Optional<String> refusal(ControlState state, ProposalId wanted) {
        Optional<Proposal> found = state.proposal(wanted);
        if (found.isEmpty()) {
            return Optional.of("There is no proposal %s.".formatted(wanted));
        }
        Proposal proposal = found.get();
        Optional<String> unseen = Recovery.unseen(state, proposal).filter(_ -> proposal.status() == Status.INTERRUPTED);
        if (unseen.isPresent()) {
            return unseen;
        }
        if (proposal.status().live() && proposal.status() != Status.INTERRUPTED && !proposal.isDraining()) {
            return Optional.of("%s has not ended. Halt it first.".formatted(wanted));
        }
        return state.proposals().stream()
                .filter(p -> p.plan().service().equals(proposal.plan().service()))
                .filter(UndoOffer::isInTheWay)
                .findFirst()
                .map(p -> "%s of %s is %s; it must end first."
                        .formatted(p.id(), p.plan().service(), Words.of(p.status())))
                .or(() -> inverse(state, proposal).isEmpty()
                        ? Optional.of("There is nothing to undo in %s.".formatted(wanted))
                        : Optional.empty());
    }

    private static boolean isInTheWay(Proposal other) {
        return other.status() == Status.OPEN && other.plan().kind() == PlanKind.UNDO;
    }

    private Optional<Plan> inverse(ControlState state, Proposal proposal) {
        // A command that its host refused changed nothing: what is seen was somebody else's doing.
        List<Action> finished = proposal.steps().stream()
                .filter(s -> s.state() == StepProgress.State.DONE && !s.refused())
                .map(s -> s.step().action())
                .filter(Action::mutates)
                .toList();
        return finished.isEmpty() ? Optional.empty() : judgement.inverse(proposal.plan(), finished, state.snapshot());
    }

    /** Ends an interrupted proposal when its inverse is offered: it can no longer be finished. */
    private static Transition close(ControlState state, Proposal ended, String by, Instant now) {
        String note = "Its undo was asked for by %s.".formatted(by);
        return ended.status() == Status.INTERRUPTED
                ? Inbox.end(state, ended, Status.HALTED, Kind.ENDED, by, note, now)
                : Transition.to(state);
    }

    private static Transition supersedeOthers(ControlState state, Plan undo, Proposal ended, Instant now) {
        String note = "%s took its place: the undo of %s.".formatted(Inbox.nextId(state), ended.id());
        Transition result = Transition.to(state);
        for (Proposal open : state.open()) {
            if (open.plan().service().equals(undo.service())) {
                result = result.followedBy(
                        next -> Inbox.end(next, open, Status.SUPERSEDED, Kind.SUPERSEDED, "master", note, now));
            }
        }
        return result;
    }
}
