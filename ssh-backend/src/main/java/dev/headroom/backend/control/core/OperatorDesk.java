package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.Proposal.Status;

import dev.headroom.backend.control.Continuity.Closing;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Division;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.backend.control.Notice.Severity;
import dev.headroom.backend.control.Notice.Topic;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.Prospects;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Answers the operators' intents; in automatic mode it approves proposals by the same code. Pure. */
final class OperatorDesk {
    private static final String AUTOMATIC = "automatic";

    private final ControlSettings settings;
    private final Judgement judgement;
    private final PlanRun run;
    private final UndoOffer undo;
    private final RightOfWay rightOfWay;

    OperatorDesk(ControlSettings settings, Judgement judgement, PlanRun run, UndoOffer undo, RightOfWay rightOfWay) {
        this.settings = settings;
        this.judgement = judgement;
        this.run = run;
        this.undo = undo;
        this.rightOfWay = rightOfWay;
    }

    Transition answer(ControlState state, Intent intent, Instant now) {
        return switch (intent) {
            case Intent.Approve approve -> approve(state, approve, now);
            case Intent.Reject reject -> reject(state, reject, now);
            case Intent.Undo(ProposalId id, String by) -> undo(state, id, by, now);
            case Intent.Halt(String by) ->
                state.halted()
                        ? haltNow(state, by, now)
                        : Transition.to(state.noting(
                                        now, Severity.WARNING, Topic.HALTED, "Halted by %s.".formatted(by)))
                                .with(master(now, Kind.HALTED, by, "Halted."))
                                .followedBy(next -> haltNow(next, by, now));
            case Intent.Resume(String by) -> resume(state, by, now);
            case Intent.Close(Closing how, String by) -> close(state, how, by, now);
            case Intent.Adopt(String fingerprint, String by) -> adopt(state, fingerprint, by, now);
            case Intent.SetMode(Mode mode, String by) -> setMode(state, mode, by, now);
        };
    }

    /** Resumes the master. A master that was not held up gets no entry in the journal. */
    private static Transition resume(ControlState state, String by, Instant now) {
        return state.mayBegin()
                ? Transition.to(state)
                : Transition.to(state.withHalted(false)
                                .forgetting(Topic.HALTED)
                                .withContinuity(state.continuity().closing(Closing.NOT))
                                .noting(now, Severity.INFORMATION, "Resumed by %s.".formatted(by)))
                        .with(master(now, Kind.RESUMED, by, "Resumed."));
    }

    Transition haltNow(ControlState state, String by, Instant now) {
        return haltPlans(state.withHalted(true), by, now);
    }

    private Transition haltPlans(ControlState state, String by, Instant now) {
        Transition result = Transition.to(state);
        for (Proposal begun : Stream.concat(state.running().stream(), state.suspended().stream())
                .toList()) {
            result = result.followedBy(next -> run.halt(next, begun, by, now));
        }
        return result;
    }

    /**
     * Approves the open proposals that automatic mode allows, the most urgent first, as long as none has an obstacle.
     */
    Transition approveAutomatically(ControlState state, Instant now) {
        if (state.halted()
                || state.mode() != Mode.AUTOMATIC
                || !state.continuity().look().isDone()
                || state.continuity().closing() != Closing.NOT) {
            return Transition.to(state);
        }
        List<Proposal> candidates = Stream.concat(state.open().stream(), state.interrupted().stream())
                .sorted(Comparator.comparing((Proposal p) -> Urgency.of(p.plan(), state))
                        .thenComparing(Proposal::id))
                .toList();
        Transition result = Transition.to(state);
        for (Proposal candidate : candidates) {
            result = result.followedBy(next -> mayRunByItself(next, candidate, now)
                    ? approve(
                            next,
                            new Intent.Approve(candidate.id(), candidate.plan().basisRevision(), AUTOMATIC),
                            now)
                    : Transition.to(next));
        }
        return result;
    }

    private boolean mayRunByItself(ControlState state, Proposal proposal, Instant now) {
        return proposal.plan().kind() != PlanKind.UNDO
                && settings.effective(proposal.plan().service(), state.mode()) == Mode.AUTOMATIC
                && !isLeftToOperator(state, proposal, now)
                && isRecent(proposal, now)
                // A proposal with an objection stays open for an operator; else it would be superseded and offered
                // again at every reading.
                && objection(state, proposal).isEmpty()
                && Rights.refusal(state, proposal).isEmpty()
                && SentCommands.obstacle(state, proposal).isEmpty()
                && Concurrency.otherMaster(state, proposal).isEmpty()
                && Concurrency.obstacle(state, proposal).isEmpty();
    }

    /**
     * Whether the proposal is recent: the reasons of an old interrupted one may be gone, and only an operator can say
     * whether it is still wanted.
     */
    private boolean isRecent(Proposal proposal, Instant now) {
        return proposal.status() != Status.INTERRUPTED
                || !Inbox.olderThan(
                        proposal.changedAt(), settings.policy().deadlines().proposal(), now);
    }

    /**
     * Why the plan, or its remaining steps, may not run: on the cluster as it is now, and on the cluster after all
     * running plans have ended.
     */
    private Optional<String> objection(ControlState state, Proposal proposal) {
        if (proposal.steps().stream().anyMatch(s -> s.state() == StepProgress.State.UNKNOWN)) {
            return Optional.of("What became of its last command is not seen yet.");
        }
        Optional<Plan> plan =
                proposal.status() == Status.INTERRUPTED ? Remainder.of(proposal) : Optional.of(proposal.plan());
        return plan.flatMap(p -> judgement
                .objection(p, state.snapshot())
                .or(() -> state.running().isEmpty()
                        ? Optional.empty()
                        : judgement.objection(p, Concurrency.foreseen(state, proposal))));
    }

    private Transition approve(ControlState state, Intent.Approve intent, Instant now) {
        Optional<Proposal> found = state.proposal(intent.proposal());
        Optional<String> refusal = found.isEmpty()
                ? Optional.of("There is no proposal %s.".formatted(intent.proposal()))
                : outdated(found.get(), intent).or(() -> mayNotRun(state, found.get()));
        if (refusal.isPresent()) {
            return refuse(state, intent.proposal(), intent.by(), refusal.get(), now);
        }
        Proposal proposal = found.orElseThrow();
        Optional<String> objection = objection(state, proposal);
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
        return ended.followedBy(next -> refuse(next, proposal.id(), intent.by(), noLongerFits(proposal, why), now));
    }

    /** The state with the prospects of each proposal. */
    ControlState withProspects(ControlState state) {
        return state.withProposals(state.proposals().stream()
                .map(p -> p.withProspects(new Prospects(
                        mayNotRun(state, p).or(() -> objection(state, p).map(why -> noLongerFits(p, why))),
                        state.barred().or(() -> undo.refusal(state, p.id())))))
                .toList());
    }

    private static String noLongerFits(Proposal proposal, String why) {
        return "%s no longer fits the cluster: %s".formatted(proposal.id(), why);
    }

    private static Optional<String> outdated(Proposal proposal, Intent.Approve intent) {
        return proposal.plan().basisRevision() == intent.basisRevision()
                ? Optional.empty()
                : Optional.of("%s was made from other readings than the plan you saw; look at it again."
                        .formatted(proposal.id()));
    }

    private Optional<String> mayNotRun(ControlState state, Proposal proposal) {
        Mode mode = settings.effective(proposal.plan().service(), state.mode());
        if (proposal.status() != Status.OPEN && proposal.status() != Status.INTERRUPTED) {
            return Optional.of("%s is %s, not open.".formatted(proposal.id(), Words.of(proposal.status())));
        }
        if (state.barred().isPresent()) {
            return state.barred();
        }
        if (state.halted()) {
            return Optional.of("The master is halted. Resume first.");
        }
        if (state.continuity().closing() != Closing.NOT) {
            return Optional.of("The master is about to end, so nothing new begins. Resume to go on.");
        }
        if (mode == Mode.WATCH) {
            return Optional.of("In watch mode nothing may be changed. Switch %s to manual first."
                    .formatted(
                            state.mode() == Mode.WATCH
                                    ? "the cluster"
                                    : proposal.plan().service()));
        }
        return Rights.refusal(state, proposal)
                .or(() -> SentCommands.obstacle(state, proposal))
                .or(() -> Concurrency.obstacle(state, proposal));
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
                .then(next -> Inbox.resting(
                        next, open.get(), settings.policy().deadlines().proposal(), now));
    }

    /** Lets no plan begin from now on; running plans finish, are undone or are left, as the operator asked. */
    private Transition close(ControlState state, Closing how, String by, Instant now) {
        ControlState closing = state.withContinuity(state.continuity().closing(how));
        String sentence = (switch (how) {
                    case NOT -> "%s asked the master to go on.";
                    case FINISH -> "%s asked the master to end when all that runs has ended.";
                    case UNDO -> "%s asked the master to take back what runs and to end then.";
                    case LEAVE -> "%s asked the master to end after the command on the way.";
                })
                .formatted(by);
        Transition noted = Transition.to(closing.noting(now, Severity.INFORMATION, sentence))
                .with(master(now, Kind.CLOSING, by, sentence));
        return how == Closing.UNDO ? noted.followedBy(next -> haltPlans(next, by, now)) : noted;
    }

    private Transition undo(ControlState state, ProposalId id, String by, Instant now) {
        return undo.refusal(state, id)
                .map(sentence -> refuse(state, id, by, sentence, now))
                .orElseGet(() -> undo.offer(state, state.proposal(id).orElseThrow(), by, now));
    }

    private static Transition adopt(ControlState state, String fingerprint, String by, Instant now) {
        Division found = state.adoption().found();
        if (!found.fingerprint().equals(fingerprint)) {
            return refused(
                    state,
                    by,
                    "The containers have changed since they were shown: look at them again, then adopt the cluster.",
                    now);
        }
        String text = "Adopted %d containers (%s).".formatted(found.agreeable().size(), fingerprint);
        return Transition.to(state.withAdoption(state.adoption().answer())
                        .noting(now, Severity.INFORMATION, "The cluster was adopted by %s.".formatted(by)))
                .with(master(now, Kind.ADOPTED, by, text));
    }

    private static Transition refused(ControlState state, String by, String sentence, Instant now) {
        return Transition.to(state.noting(now, Severity.WARNING, sentence))
                .with(master(now, Kind.REFUSED, by, sentence))
                .with(new Effect.Refuse(sentence));
    }

    private Transition setMode(ControlState state, Mode mode, String by, Instant now) {
        Optional<String> refusal =
                mode == Mode.WATCH ? Optional.empty() : state.adoption().refusal();
        if (refusal.isPresent()) {
            return refused(state, by, refusal.get(), now);
        }
        Transition set =
                Transition.to(state.withMode(mode)).with(master(now, Kind.MODE, by, "Mode " + Words.of(mode) + "."));
        // A running plan must not go on writing after the operator has set the mode to watch.
        return mode == Mode.WATCH ? set.followedBy(next -> haltPlans(next, by, now)) : set;
    }

    /**
     * Whether automatic mode leaves the service to an operator: after a plan failed or was halted, for the term of a
     * proposal, unless the new plan is more urgent than the failed one.
     */
    private boolean isLeftToOperator(ControlState state, Proposal proposal, Instant now) {
        return state.proposals().stream()
                .filter(p -> p.plan().service().equals(proposal.plan().service()))
                .filter(p -> Urgency.rankOf(p.plan().kind())
                        <= Urgency.rankOf(proposal.plan().kind()))
                .anyMatch(p -> (p.status() == Status.FAILED || p.status() == Status.HALTED)
                        && !Inbox.olderThan(
                                p.changedAt(), settings.policy().deadlines().proposal(), now));
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
