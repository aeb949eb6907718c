package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.Proposal.Status;

import dev.headroom.backend.control.Continuity.Closing;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.backend.control.Notice.Severity;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Answers the operators' intents: itself those that concern a proposal. Pure. */
final class OperatorDesk {
    private final ControlSettings settings;
    private final Obstacles obstacles;
    private final PlanRun run;
    private final UndoOffer undo;
    private final RightOfWay rightOfWay;
    private final MasterDesk master;

    OperatorDesk(
            ControlSettings settings,
            Obstacles obstacles,
            PlanRun run,
            UndoOffer undo,
            RightOfWay rightOfWay,
            MasterDesk master) {
        this.settings = settings;
        this.obstacles = obstacles;
        this.run = run;
        this.undo = undo;
        this.rightOfWay = rightOfWay;
        this.master = master;
    }

    Transition answer(ControlState state, Intent intent, Instant now) {
        return switch (intent) {
            case Intent.Approve approve -> approve(state, approve, now);
            case Intent.Reject reject -> reject(state, reject, now);
            case Intent.Undo(ProposalId id, String by) -> undo(state, id, by, now);
            case Intent.Halt(String by) -> master.halt(state, by, now);
            case Intent.Resume(String by) -> MasterDesk.resume(state, by, now);
            case Intent.Close(Closing how, String by) -> master.close(state, how, by, now);
            case Intent.Adopt(String fingerprint, String by) -> MasterDesk.adopt(state, fingerprint, by, now);
            case Intent.SetMode(Mode mode, String by) -> master.setMode(state, mode, by, now);
            case Intent.SetServiceMode order -> master.setMode(state, order, now);
            case Intent.SetMaintenance order -> MasterDesk.maintain(state, order, now);
            case Intent.TakeOver(String by) -> MasterDesk.takeOver(state, by, now);
        };
    }

    Transition approve(ControlState state, Intent.Approve intent, Instant now) {
        Optional<Proposal> found = state.proposal(intent.proposal());
        Optional<String> refusal = found.isEmpty()
                ? Optional.of("There is no proposal %s.".formatted(intent.proposal()))
                : outdated(found.get(), intent).or(() -> obstacles.mayNotRun(state, found.get()));
        if (refusal.isPresent()) {
            return refuse(state, intent.proposal(), intent.by(), refusal.get(), now);
        }
        Proposal proposal = found.orElseThrow();
        Optional<String> objection = obstacles.objection(state, proposal);
        if (objection.isEmpty()) {
            return rightOfWay
                    .clear(state, proposal, now)
                    .followedBy(next -> run.begin(next, proposal, intent.by(), now));
        }
        String why = objection.get();
        // An interrupted proposal stays: it can still be undone, or become possible again.
        Transition ended = proposal.status() == Status.INTERRUPTED
                ? Transition.to(state)
                : Inbox.end(state, proposal, Status.SUPERSEDED, Kind.SUPERSEDED, "master", why, now);
        return ended.followedBy(
                next -> refuse(next, proposal.id(), intent.by(), Obstacles.noLongerFits(proposal, why), now));
    }

    private static Optional<String> outdated(Proposal proposal, Intent.Approve intent) {
        return proposal.plan().basisRevision() == intent.basisRevision()
                ? Optional.empty()
                : Optional.of("%s was made from other readings than the plan you saw; look at it again."
                        .formatted(proposal.id()));
    }

    private Transition reject(ControlState state, Intent.Reject intent, Instant now) {
        Optional<Proposal> found = state.proposal(intent.proposal());
        String why = intent.reason().isBlank() ? "" : ": " + intent.reason().strip();
        if (found.filter(p -> p.status() == Status.INTERRUPTED).isPresent()) {
            String note = "Left as it is by %s%s.".formatted(intent.by(), why);
            return Inbox.end(state, found.get(), Status.HALTED, Kind.ENDED, intent.by(), note, now);
        }
        Optional<Proposal> open = found.filter(p -> p.status() == Status.OPEN);
        if (open.isEmpty()) {
            String sentence = "%s is not open.".formatted(intent.proposal());
            return refuse(state, intent.proposal(), intent.by(), sentence, now);
        }
        String note = "Rejected by %s%s.".formatted(intent.by(), why);
        return Inbox.end(state, open.get(), Status.REJECTED, Kind.REJECTED, intent.by(), note, now)
                .then(next -> Inbox.resting(next, open.get(), term(), now));
    }

    private Transition undo(ControlState state, ProposalId id, String by, Instant now) {
        Optional<String> refusal = undo.refusal(state, id);
        if (refusal.isPresent()) {
            return refuse(state, id, by, refusal.get(), now);
        }
        Proposal proposal = state.proposal(id).orElseThrow();
        // what only waits for clients to go ends at once, and its end offers the inverse
        Transition offered =
                proposal.isDraining() ? run.end().halt(state, proposal, by, now) : undo.offer(state, proposal, by, now);
        // else automatic mode would do the same again by the next readings
        return proposal.plan().kind() == PlanKind.UNDO
                ? offered
                : offered.then(next -> Inbox.resting(next, proposal, term(), now))
                        .with(Inbox.record(now, Kind.RESTS, id, by, rest(proposal, by)));
    }

    private String rest(Proposal undone, String by) {
        return "No %s is proposed for %s within %d min, since %s asked to undo %s."
                .formatted(
                        Words.of(undone.plan().kind()), undone.plan().service(), term().toMinutes(), by, undone.id());
    }

    private Duration term() {
        return settings.policy().deadlines().proposal();
    }

    private static Transition refuse(ControlState state, ProposalId id, String by, String sentence, Instant now) {
        return Transition.to(state.noting(now, Severity.WARNING, sentence))
                .with(Inbox.record(now, Kind.REFUSED, id, by, sentence))
                .with(new Effect.Refuse(sentence));
    }
}
