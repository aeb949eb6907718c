package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.Proposal.Status;

import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.Continuity.Closing;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.JournalEntry.Detail;
import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.backend.control.Notice;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.StepProgress.State;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Runs the steps of approved plans. Pure. A step is done when a reading taken after its command shows the change; the
 * command's exit code is only a detail.
 *
 * <pre>
 * PENDING ─► (holds already) NOT_NEEDED
 *   │
 *   │ (waits here for a current reading of its hosts)
 *   ├─► RUNNING ─► VERIFYING ─► DONE ─► next step
 *   └─────────────────┴───────► FAILED: the rest is NOT_RUN, the inverse is offered
 * </pre>
 */
final class PlanRun {
    private static final String MASTER = "master";

    private final ControlSettings settings;
    private final Judgement judgement;
    private final StepProof proof;
    private final UndoOffer undo;

    PlanRun(ControlSettings settings, Judgement judgement, UndoOffer undo) {
        this.settings = settings;
        this.judgement = judgement;
        this.proof = new StepProof(settings.policy());
        this.undo = undo;
    }

    /** Begins an approved proposal with its first step, or an interrupted one with its first unfinished step. */
    Transition begin(ControlState state, Proposal proposal, String by, Instant now) {
        Proposal running = Remainder.reopened(proposal, now).with(Status.RUNNING, "Approved by %s.".formatted(by), now);
        return Transition.to(state.replacing(running))
                .with(Inbox.record(now, Kind.APPROVED, proposal.id(), by, "Approved."))
                .followedBy(next -> advance(next, running, now));
    }

    /** Judges the steps in flight by new readings: each may be proven, or late. */
    Transition seen(ControlState state, Instant now) {
        Transition result = Transition.to(state);
        for (Proposal running : state.running()) {
            result = result.followedBy(next -> seen(next, running, now));
        }
        return result;
    }

    private Transition seen(ControlState state, Proposal running, Instant now) {
        OptionalInt flying = running.inFlight();
        if (flying.isPresent()) {
            return judge(state, running, flying.getAsInt(), now);
        }
        // A step that waits for a reading before it begins, or that was held back because the master was about to
        // end.
        return advance(state, running, now);
    }

    Transition commandEnded(ControlState state, Event.CommandEnded ended, Instant now) {
        Optional<Proposal> proposal = state.proposal(ended.proposal()).filter(p -> p.status() == Status.RUNNING);
        if (proposal.isEmpty() || proposal.get().steps().get(ended.step()).state() != State.RUNNING) {
            return Transition.to(state);
        }
        return verifying(state, proposal.get(), ended.step(), ended.outcome(), now);
    }

    /** Marks the steps that have not begun as NOT_RUN; a command that is on the way is still followed to its proof. */
    Transition halt(ControlState state, Proposal proposal, String by, Instant now) {
        String note = "Halted by %s.".formatted(by);
        OptionalInt flying = proposal.inFlight();
        boolean follow = flying.isPresent()
                && proposal.steps().get(flying.getAsInt()).step().action().mutates();
        List<StepProgress> steps = proposal.steps().stream()
                .map(s -> s.unsent() || (s.inFlight() && !follow) ? s.with(State.NOT_RUN, note, now) : s)
                .toList();
        Proposal halted = proposal.withSteps(steps);
        return follow
                ? Transition.to(state.replacing(halted))
                : stop(state.replacing(halted), halted, Status.HALTED, note, now);
    }

    /** Ends a suspended plan that cannot go on; what it did can be undone. */
    Transition giveUp(ControlState state, Proposal proposal, String note, Instant now) {
        Proposal ended = proposal.withSteps(proposal.steps().stream()
                .map(s -> s.unsent() ? s.with(State.NOT_RUN, note, now) : s)
                .toList());
        return stop(state.replacing(ended), ended, Status.SUPERSEDED, note, now);
    }

    /** Brings a running plan to its next step. */
    Transition advance(ControlState state, Proposal proposal, Instant now) {
        OptionalInt pending = proposal.firstUnsent();
        if (pending.isEmpty()) {
            return finish(state, proposal, now);
        }
        int index = pending.getAsInt();
        StepProgress step = proposal.steps().get(index);
        Action action = step.step().action();
        if (!action.holds(state.snapshot())) {
            return launch(state, proposal, index, now);
        }
        Proposal skipped = proposal.withStep(index, step.with(State.NOT_NEEDED, "It is so already.", now));
        return Transition.to(state.replacing(skipped))
                .with(Inbox.record(
                        now,
                        Kind.STEP_DONE,
                        proposal.id(),
                        MASTER,
                        action.describe() + ": it is so already",
                        new Detail.OfStep(index, State.NOT_NEEDED)))
                .followedBy(next -> advance(next, skipped, now));
    }

    /** Releases a command: the only place that does. */
    private Transition launch(ControlState state, Proposal proposal, int index, Instant now) {
        StepProgress step = proposal.steps().get(index);
        Action action = step.step().action();
        Mode mode = settings.effective(proposal.plan().service(), state.mode());
        if (state.halted() || mode == Mode.WATCH) {
            return halt(state, proposal, "the master", now);
        }
        if (state.continuity().closing() == Closing.LEAVE) {
            return Transition.to(state.replacing(proposal));
        }
        if (SentCommands.inTheWayOf(state, action).isPresent()) {
            return Transition.to(state.replacing(proposal));
        }
        if (action.mutates() && !StepProof.isReadSince(step, state.observation())) {
            return StepProof.overdue(step, now)
                    .map(sentence -> fail(state, proposal, index, sentence, now))
                    .orElseGet(() -> awaitReading(state, proposal, index, now));
        }
        Optional<String> unfit = unfit(state, proposal);
        Optional<String> objection = unfit.or(() -> judgement.objection(action, state.snapshot()));
        if (objection.isPresent()) {
            if (proof.mayWaitForReading(step, state.snapshot(), now)) {
                return awaitReading(state, proposal, index, now);
            }
            return unfit.isPresent()
                    ? giveUp(state, proposal, "It fits no longer, and nothing was sent: " + unfit.get(), now)
                    : fail(state, proposal, index, objection.get(), now);
        }
        if (!action.mutates()) {
            Proposal waiting = proposal.withStep(index, step.with(State.VERIFYING, "Waiting.", now));
            return Transition.to(Settling.atWait(state.replacing(waiting), waiting, index, now));
        }
        ControlState sent = SentCommands.sent(state, proposal.id(), index, step, now);
        return Transition.to(sent.replacing(proposal.withStep(index, step.with(State.RUNNING, "", now))))
                .with(Inbox.record(
                        now,
                        Kind.STEP_SENT,
                        proposal.id(),
                        MASTER,
                        commands(step),
                        new Detail.OfStep(index, State.RUNNING)))
                .with(new Effect.Send(new Permit(proposal.id(), mode), index, action));
    }

    /**
     * Lets a step wait for a reading. The newest reading may hold thresholds that are 30 s old, which the command
     * would write back. See decision 0013.
     */
    private static Transition awaitReading(ControlState state, Proposal proposal, int index, Instant now) {
        StepProgress step = proposal.steps().get(index);
        Transition waiting = Transition.to(state.replacing(proposal.withStep(index, step.waiting(now))));
        return step.isWaiting() ? waiting : waiting.with(hurry(proposal));
    }

    private static Effect hurry(Proposal proposal) {
        return new Effect.Hurry(
                proposal.plan().actions().stream().map(Action::host).collect(Collectors.toSet()));
    }

    /** Why the plan may not begin, asked before its first command: the cluster may have changed since the approval. */
    private Optional<String> unfit(ControlState state, Proposal proposal) {
        return proposal.hasSent()
                ? Optional.empty()
                : Remainder.of(proposal)
                        .flatMap((Plan rest) -> judgement.objection(rest, state.snapshot()))
                        .or(() -> Rights.refusal(state, proposal));
    }

    private static String commands(StepProgress step) {
        return step.commands().isEmpty()
                ? step.step().action().describe()
                : step.commands().stream()
                        .map(c -> c.host().name() + ": " + c.text())
                        .collect(Collectors.joining("; "));
    }

    private Transition verifying(
            ControlState state, Proposal proposal, int index, CommandOutcome outcome, Instant now) {
        StepProgress ended = proposal.steps().get(index).ended(outcome, now);
        ControlState told = SentCommands.ended(state, proposal, index, outcome, now);
        return Transition.to(told.replacing(proposal.withStep(index, ended))).with(hurry(proposal));
    }

    private Transition judge(ControlState state, Proposal proposal, int index, Instant now) {
        return switch (proof.of(proposal.steps().get(index), state.observation(), now)) {
            case StepProof.Finding.Open() -> Transition.to(state);
            case StepProof.Finding.Seen() -> proven(state, proposal, index, now);
            case StepProof.Finding.Lost(String sentence) -> fail(state, proposal, index, sentence, now);
            case StepProof.Finding.Unanswered(String sentence) ->
                verifying(state, proposal, index, new CommandOutcome.Indeterminate(sentence), now);
        };
    }

    private Transition proven(ControlState state, Proposal proposal, int index, Instant now) {
        StepProgress step = proposal.steps().get(index);
        Action action = step.step().action();
        String seen = Words.readBack(action);
        Proposal done = dueNext(state, proposal.withStep(index, step.with(State.DONE, seen, now)), action, now);
        OptionalInt halted = done.firstIn(State.NOT_RUN);
        return Transition.to(SentCommands.answered(state, proposal.id(), index)
                        .replacing(done)
                        .withMemory(state.memory().recorded(action, proposal.plan(), now)))
                .with(Inbox.record(
                        now,
                        Kind.STEP_DONE,
                        proposal.id(),
                        MASTER,
                        "%s: seen at %s".formatted(seen, action.host().name()),
                        new Detail.OfStep(index, State.DONE)))
                .followedBy(next -> halted.isPresent()
                        ? stop(
                                next,
                                done,
                                Status.HALTED,
                                done.steps().get(halted.getAsInt()).detail(),
                                now)
                        : advance(next, done, now));
    }

    private Transition fail(ControlState state, Proposal proposal, int index, String sentence, Instant now) {
        List<StepProgress> steps =
                proposal.withStep(index, proposal.steps().get(index).with(State.FAILED, sentence, now)).steps().stream()
                        .map(s -> s.unsent() ? s.with(State.NOT_RUN, "An earlier step failed.", now) : s)
                        .toList();
        String note = "Step %d failed: %s".formatted(index + 1, sentence);
        return Transition.to(state.noting(now, Notice.Severity.FAILURE, "%s: %s".formatted(proposal.id(), note)))
                .with(Inbox.record(
                        now, Kind.STEP_FAILED, proposal.id(), MASTER, sentence, new Detail.OfStep(index, State.FAILED)))
                .followedBy(next -> stop(next, proposal.withSteps(steps), Status.FAILED, note, now));
    }

    /**
     * The proposal after a wait. A wait may end by a reading with older lists, so the command after it needs lists
     * that were read anew.
     */
    private static Proposal dueNext(ControlState state, Proposal done, Action ended, Instant now) {
        Observation newest = state.observation();
        boolean whole = done.firstUnsent().stream()
                .mapToObj(i -> done.steps().get(i).step().action().host())
                .allMatch(
                        host -> newest.wholeSince(host).equals(newest.snapshot().readAt(host)));
        return ended.mutates() || whole ? done : Remainder.dueSince(done, now);
    }

    private static Transition finish(ControlState state, Proposal proposal, Instant now) {
        return end(state, proposal, Status.DONE, "Every step was seen to hold.", now);
    }

    /** Ends a plan before its last step and offers to undo what it has done. */
    private Transition stop(ControlState state, Proposal proposal, Status status, String note, Instant now) {
        return end(state, proposal, status, note, now)
                .followedBy(next -> undo.offer(next, proposal, MASTER, now))
                .followedBy(next -> undoneAtTheEnd(next, proposal, now));
    }

    /** Approves the inverse if the operator asked to undo all running plans before the master ends. */
    private Transition undoneAtTheEnd(ControlState state, Proposal stopped, Instant now) {
        return state.open().stream()
                .filter(p -> state.continuity().closing() == Closing.UNDO)
                .filter(p -> p.plan().kind() == PlanKind.UNDO
                        && p.plan().service().equals(stopped.plan().service()))
                .filter(p -> Rights.refusal(state, p).isEmpty()
                        && Concurrency.obstacle(state, p).isEmpty()
                        && judgement.objection(p.plan(), state.snapshot()).isEmpty())
                .findFirst()
                .map(p -> begin(state, p, MASTER, now))
                .orElseGet(() -> Transition.to(state));
    }

    private static Transition end(ControlState state, Proposal proposal, Status status, String note, Instant now) {
        return Inbox.end(Settling.atEnd(state, proposal, now), proposal, status, Kind.ENDED, MASTER, note, now);
    }
}
