package dev.headroom.backend.control;

import static dev.headroom.backend.control.Proposal.Status;

import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Pure: offers to take back what the finished steps of an ended proposal have changed. */
final class UndoOffer {
    private final Judgement judgement;
    private final Inbox inbox;

    UndoOffer(Judgement judgement, Inbox inbox) {
        this.judgement = judgement;
        this.inbox = inbox;
    }

    /** The inverse as a new proposal, on top of the list and in place of others for its service; nothing if there is none. */
    Transition offer(ControlState state, Proposal ended, String by, Instant now) {
        return inverse(state, ended)
                .map(plan -> supersedeOthers(state, plan, now).followedBy(next -> inbox.offer(next, plan, by, now)))
                .orElseGet(() -> Transition.to(state));
    }

    /** Why nothing can be offered for {@code wanted}; empty when something can. */
    Optional<String> refusal(ControlState state, ProposalId wanted) {
        Optional<Proposal> found = state.proposal(wanted);
        if (found.isEmpty()) {
            return Optional.of("There is no proposal %s.".formatted(wanted));
        }
        Proposal proposal = found.get();
        if (proposal.status().live()) {
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
        return other.status() == Status.RUNNING
                || (other.status() == Status.OPEN && other.plan().kind() == PlanKind.UNDO);
    }

    private Optional<Plan> inverse(ControlState state, Proposal proposal) {
        List<Action> finished = proposal.steps().stream()
                .filter(s -> s.state() == StepProgress.State.DONE)
                .map(s -> s.step().action())
                .filter(Action::mutates)
                .toList();
        return finished.isEmpty() ? Optional.empty() : judgement.inverse(proposal.plan(), finished, state.snapshot());
    }

    private static Transition supersedeOthers(ControlState state, Plan undo, Instant now) {
        Transition result = Transition.to(state);
        for (Proposal open : state.open()) {
            if (open.plan().service().equals(undo.service())) {
                result = result.followedBy(next -> Inbox.end(
                        next, open, Status.SUPERSEDED, Kind.SUPERSEDED, "master", "An undo was asked for.", now));
            }
        }
        return result;
    }
}
