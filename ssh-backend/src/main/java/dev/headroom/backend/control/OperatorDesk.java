package dev.headroom.backend.control;

import static dev.headroom.backend.control.Proposal.Status;

import dev.headroom.backend.control.ControlState.Severity;
import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.plan.PlanKind;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** Pure: answers operators, and approves in their place in automatic mode, on the same path. */
final class OperatorDesk {
    private static final String AUTOMATIC = "automatic";

    private final ControlSettings settings;
    private final Judgement judgement;
    private final PlanRun run;
    private final UndoOffer undo;

    OperatorDesk(ControlSettings settings, Judgement judgement, PlanRun run, UndoOffer undo) {
        this.settings = settings;
        this.judgement = judgement;
        this.run = run;
        this.undo = undo;
    }

    Transition answer(ControlState state, Intent intent, Instant now) {
        return switch (intent) {
            case Intent.Approve approve -> approve(state, approve, now);
            case Intent.Reject reject -> reject(state, reject, now);
            case Intent.Undo(ProposalId id, String by) -> undo(state, id, by, now);
            case Intent.Halt(String by) ->
                Transition.to(state.noting(now, Severity.WARNING, "Halted by %s.".formatted(by)))
                        .with(master(now, Kind.HALTED, by, "Halted."))
                        .followedBy(next -> haltNow(next, by, now));
            case Intent.Resume(String by) ->
                Transition.to(state.withHalted(false).noting(now, Severity.INFORMATION, "Resumed by %s.".formatted(by)))
                        .with(master(now, Kind.RESUMED, by, "Resumed."));
            case Intent.SetMode(Mode mode, String by) -> setMode(state, mode, by, now);
        };
    }

    Transition haltNow(ControlState state, String by, Instant now) {
        return haltPlans(state.withHalted(true), by, now);
    }

    private Transition haltPlans(ControlState state, String by, Instant now) {
        Transition result = Transition.to(state);
        for (Proposal running : state.running()) {
            result = result.followedBy(next -> run.halt(next, running, by, now));
        }
        return result;
    }

    /** The most urgent open proposal that may run without being asked for; at most one plan runs at a time. */
    Transition approveAutomatically(ControlState state, Instant now) {
        if (state.halted() || state.mode() != Mode.AUTOMATIC || !state.running().isEmpty()) {
            return Transition.to(state);
        }
        return state.open().stream()
                .filter(p -> p.plan().kind() != PlanKind.UNDO)
                .filter(p -> settings.effective(p.plan().service(), state.mode()) == Mode.AUTOMATIC)
                .filter(p -> !suspended(state, p, now))
                // left open for an operator to look at; else it would be superseded and offered again at every reading
                .filter(p -> judgement.objection(p.plan(), state.snapshot()).isEmpty())
                .min(Comparator.comparingInt((Proposal p) -> priority(state, p)).thenComparing(Proposal::id))
                .map(p -> approve(state, new Intent.Approve(p.id(), p.plan().basisRevision(), AUTOMATIC), now))
                .orElseGet(() -> Transition.to(state));
    }

    private Transition approve(ControlState state, Intent.Approve intent, Instant now) {
        Optional<Proposal> found = state.proposal(intent.proposal());
        Optional<String> refusal = found.isEmpty()
                ? Optional.of("There is no proposal %s.".formatted(intent.proposal()))
                : mayRun(state, found.get(), intent);
        if (refusal.isPresent()) {
            return refuse(state, intent.proposal(), intent.by(), refusal.get(), now);
        }
        Proposal proposal = found.orElseThrow();
        return judgement
                .objection(proposal.plan(), state.snapshot())
                .map(sentence -> Inbox.end(state, proposal, Status.SUPERSEDED, Kind.SUPERSEDED, "master", sentence, now)
                        .followedBy(next -> refuse(
                                next,
                                proposal.id(),
                                intent.by(),
                                "%s no longer fits the cluster: %s".formatted(proposal.id(), sentence),
                                now)))
                .orElseGet(() -> run.begin(state, proposal, intent.by(), now));
    }

    private Optional<String> mayRun(ControlState state, Proposal proposal, Intent.Approve intent) {
        Mode mode = settings.effective(proposal.plan().service(), state.mode());
        if (proposal.status() != Status.OPEN) {
            return Optional.of("%s is %s, not open.".formatted(proposal.id(), Words.of(proposal.status())));
        }
        if (proposal.plan().basisRevision() != intent.basisRevision()) {
            return Optional.of("%s was made from other readings than the plan you saw; look at it again."
                    .formatted(proposal.id()));
        }
        if (state.halted()) {
            return Optional.of("The master is halted. Resume first.");
        }
        if (mode == Mode.WATCH) {
            return Optional.of("In watch mode nothing may be changed. Switch %s to manual first."
                    .formatted(
                            state.mode() == Mode.WATCH
                                    ? "the cluster"
                                    : proposal.plan().service()));
        }
        return state.running().stream()
                .findFirst()
                .map(p -> "%s is running; one plan runs at a time.".formatted(p.id()));
    }

    private Transition reject(ControlState state, Intent.Reject intent, Instant now) {
        Optional<Proposal> open = state.proposal(intent.proposal()).filter(p -> p.status() == Status.OPEN);
        String why = intent.reason().isBlank() ? "" : ": " + intent.reason().strip();
        return open.map(p -> Inbox.end(
                        state,
                        p,
                        Status.REJECTED,
                        Kind.REJECTED,
                        intent.by(),
                        "Rejected by %s%s.".formatted(intent.by(), why),
                        now))
                .orElseGet(() -> refuse(
                        state, intent.proposal(), intent.by(), "%s is not open.".formatted(intent.proposal()), now));
    }

    private Transition undo(ControlState state, ProposalId id, String by, Instant now) {
        return undo.refusal(state, id)
                .map(sentence -> refuse(state, id, by, sentence, now))
                .orElseGet(() -> undo.offer(state, state.proposal(id).orElseThrow(), by, now));
    }

    private Transition setMode(ControlState state, Mode mode, String by, Instant now) {
        Transition set =
                Transition.to(state.withMode(mode)).with(master(now, Kind.MODE, by, "Mode " + Words.of(mode) + "."));
        // a plan under way must not go on writing once somebody asked only to watch
        return mode == Mode.WATCH ? set.followedBy(next -> haltPlans(next, by, now)) : set;
    }

    /** After a plan failed or was halted, automatic mode leaves that service to an operator for the term of a proposal. */
    private boolean suspended(ControlState state, Proposal proposal, Instant now) {
        return state.proposals().stream()
                .filter(p -> p.plan().service().equals(proposal.plan().service()))
                .anyMatch(p -> (p.status() == Status.FAILED || p.status() == Status.HALTED)
                        && !Inbox.olderThan(p.changedAt(), settings.policy().proposalTerm(), now));
    }

    private static int priority(ControlState state, Proposal proposal) {
        return state.snapshot()
                .service(proposal.plan().service())
                .map(VirtualService::priority)
                .orElse(Integer.MAX_VALUE);
    }

    private static Transition refuse(ControlState state, ProposalId id, String by, String sentence, Instant now) {
        return Transition.to(state.noting(now, Severity.WARNING, sentence))
                .with(Inbox.record(now, Kind.REFUSED, id, by, sentence))
                .with(new Effect.Refuse(sentence));
    }

    private static Effect master(Instant now, Kind kind, String by, String text) {
        return new Effect.Note(new JournalEntry(now, kind, "master", by, text));
    }
}
