package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.Proposal.Status;

import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.Continuity.Closing;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.JournalEntry.Detail;
import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.StepProgress.State;
import dev.headroom.backend.control.concurrency.LeftOut;
import dev.headroom.backend.control.concurrency.Remainder;
import dev.headroom.backend.control.concurrency.Settling;
import dev.headroom.backend.control.concurrency.SilentCommand;
import dev.headroom.backend.control.concurrency.UnreadDirector;
import dev.headroom.backend.control.restraint.Reverting;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Instant;
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
 *   ├─────────────────┴───────► FAILED: the rest is NOT_RUN, the inverse is offered;
 *   │                           or its director is LEFT_OUT, and the plan goes on at the others
 *   └─► (a host is not read) UNKNOWN, or PENDING if nothing was sent: the plan is interrupted
 * </pre>
 */
final class PlanRun {
    private static final String MASTER = "master";

    private final ControlSettings settings;
    private final Judgement judgement;
    private final StepProof proof;
    private final PlanEnd end;

    PlanRun(ControlSettings settings, Judgement judgement, UndoOffer undo) {
        this.settings = settings;
        this.judgement = judgement;
        this.proof = new StepProof(settings.policy());
        this.end = new PlanEnd(judgement, undo, this::begin);
    }

    /** How plans end. */
    PlanEnd end() {
        return end;
    }

    /** Begins an approved proposal with its first step, or an interrupted one with its first unfinished step. */
    Transition begin(ControlState state, Proposal proposal, String by, Instant now) {
        Proposal running = Remainder.reopened(proposal, now).approved(by, now);
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
            return Transition.to(neverSent(state, ended, now));
        }
        return ended.outcome() instanceof CommandOutcome.Late(String sentence)
                ? again(state, proposal.get(), ended.step(), sentence, now)
                : verifying(state, proposal.get(), ended.step(), ended.outcome(), now);
    }

    /** The answer that a command was not sent comes after its step was given up: what a reading shows of it is somebody else's. */
    private static ControlState neverSent(ControlState state, Event.CommandEnded ended, Instant now) {
        return Optional.of(ended.outcome())
                .filter(outcome -> outcome instanceof CommandOutcome.Unsent || outcome instanceof CommandOutcome.Late)
                .flatMap(_ -> state.proposal(ended.proposal()))
                .filter(left -> left.steps().get(ended.step()).state() == State.UNKNOWN)
                .map(left -> SentCommands.answered(state, left.id(), ended.step())
                        .replacing(left.withStep(
                                ended.step(),
                                left.steps()
                                        .get(ended.step())
                                        .with(Recovery.unseenState(left, ended.step()), "Nothing was sent.", now))))
                .orElse(state);
    }

    /** A command that was not sent in time waits for a new reading, and is decided anew; in a plan that is halted it is not run. */
    private Transition again(ControlState state, Proposal proposal, int index, String sentence, Instant now) {
        StepProgress step = proposal.steps().get(index);
        ControlState unsent = SentCommands.answered(state, proposal.id(), index);
        OptionalInt halted = proposal.firstIn(State.NOT_RUN);
        if (halted.isPresent()) {
            String why = proposal.steps().get(halted.getAsInt()).detail();
            Proposal left = proposal.withStep(index, step.with(State.NOT_RUN, why, now));
            return end.stop(unsent.replacing(left), left, Status.HALTED, why, now);
        }
        StepProgress again = step.late(sentence, now);
        return again.isOftenLate()
                ? end.interrupt(
                        unsent,
                        proposal.withStep(index, again),
                        index,
                        "%s %d times in a row: the disk of the state folder or this computer is too slow."
                                .formatted(sentence, again.late()),
                        now)
                : Transition.to(unsent.replacing(proposal.withStep(index, again)))
                        .with(hurry(proposal));
    }

    /** Brings a running plan to its next step. */
    Transition advance(ControlState state, Proposal proposal, Instant now) {
        OptionalInt pending = proposal.firstUnsent();
        if (pending.isEmpty()) {
            return PlanEnd.finish(state, proposal, now);
        }
        int index = pending.getAsInt();
        StepProgress step = proposal.steps().get(index);
        Action action = step.step().action();
        if (!StepProof.isSeenToHold(step, state.observation())) {
            return launch(state, proposal, index, now);
        }
        String seen = Words.readBack(action, state.snapshot());
        Proposal skipped = proposal.withStep(index, step.with(State.NOT_NEEDED, seen, now));
        return Transition.to(state.replacing(skipped))
                .with(Inbox.record(
                        now,
                        Kind.STEP_DONE,
                        proposal.id(),
                        MASTER,
                        "Not needed: %s, seen at %s before it was begun"
                                .formatted(seen, action.host().name()),
                        new Detail.OfStep(index, State.NOT_NEEDED)))
                .followedBy(next -> advance(next, skipped, now));
    }

    /** Releases a command: the only place that does. */
    private Transition launch(ControlState state, Proposal proposal, int index, Instant now) {
        StepProgress step = proposal.steps().get(index);
        Action action = step.step().action();
        Mode mode = state.mode(proposal.plan().service());
        if (state.halted() || mode == Mode.WATCH) {
            return end.halt(state, proposal, "the master", now);
        }
        if (state.continuity().closing() == Closing.LEAVE) {
            return Transition.to(state.replacing(proposal));
        }
        if (SentCommands.inTheWayOf(state, action).isPresent()) {
            return Transition.to(state.replacing(proposal));
        }
        boolean lost = LastRead.isLost(action.host(), state.observation());
        if (action.mutates() && (lost || !StepProof.isReadSince(step, state.observation()))) {
            return awaitReading(state, proposal, index, action.host(), now);
        }
        Optional<String> needless = judgement.needless(proposal.plan(), action, state.snapshot());
        if (needless.isPresent()) {
            return PlanEnd.stopNeedless(state, proposal, needless.get(), now);
        }
        Optional<String> turning = turning(state, proposal);
        if (turning.isPresent()) {
            return end.turnRound(state, proposal, turning.get(), now);
        }
        Optional<String> spared = judgement.spared(proposal.plan(), action, state.snapshot(), state.memory());
        if (spared.isPresent()) {
            return goOnWithout(state, proposal, index, spared.get(), now);
        }
        Optional<String> strained = LeftOut.isRaisedElsewhere(proposal, action)
                ? Optional.empty()
                : judgement.strained(action, state.snapshot());
        if (strained.isPresent()) {
            return holdBack(state, proposal, index, strained.get(), now);
        }
        Optional<String> unfit = unfit(state, proposal);
        Optional<String> objection = unfit.or(() -> judgement.objection(action, state.snapshot()));
        if (objection.isPresent()) {
            Optional<HostId> unread = LastRead.missingFor(action, state.snapshot());
            if (unread.isPresent() && !(unfit.isPresent() && StepProof.isOverdue(step, now))) {
                return awaitReading(state, proposal, index, unread.get(), now);
            }
            if (unfit.isEmpty() && LeftOut.goesOnWithout(proposal, index)) {
                return goOnWithout(state, proposal, index, objection.get(), now);
            }
            return unfit.isPresent()
                    ? end.giveUp(state, proposal, "It fits no longer, and nothing was sent: " + unfit.get(), now)
                    : failed(state, proposal, index, objection.get(), now);
        }
        if (!action.mutates()) {
            String detail = StepProof.waiting(step, state.observation(), now);
            Proposal waiting = proposal.withStep(index, step.with(State.VERIFYING, detail, now));
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
                .with(new Effect.Send(new Permit(proposal.id(), mode, Reverting.of(proposal, action)), index, action));
    }

    /**
     * Lets a step wait for a reading of {@code host}, and interrupts the plan when that does not come. The newest
     * reading may hold thresholds that are 30 s old, which the command would write back. See decision 0013.
     */
    private Transition awaitReading(ControlState state, Proposal proposal, int index, HostId host, Instant now) {
        StepProgress step = proposal.steps().get(index);
        String read = LastRead.sentence(host, state.snapshot(), now);
        if (StepProof.isOverdue(step, now)) {
            return end.interrupt(state, proposal, index, StepProof.waitedFor(read), now);
        }
        if (UnreadDirector.holdsUp(state, proposal, index)) {
            return end.interrupt(state, proposal, index, UnreadDirector.notWaitedFor(read), now);
        }
        Transition waiting = Transition.to(state.replacing(proposal.withStep(index, step.waiting(read + ".", now))));
        return step.isWaiting() ? waiting : waiting.with(hurry(proposal));
    }

    /** Lets the raise of a loan's weight wait for as long as a container may take to start, then leaves it out. */
    private Transition holdBack(ControlState state, Proposal proposal, int index, String why, Instant now) {
        StepProgress step = proposal.steps().get(index);
        boolean isOver = step.isWaiting()
                && Inbox.olderThan(
                        step.changedAt(), settings.policy().deadlines().start(), now);
        if (!isOver || !(step.step().action() instanceof TableAction raise)) {
            return Transition.to(state.replacing(proposal.withStep(index, step.waiting(why, now))));
        }
        return leftOut(state, proposal, LeftOut.withoutRaises(proposal, raise, why, now), why, now);
    }

    /** A loan that may not begin any more does not take back the others of its plan. */
    private Transition goOnWithout(ControlState state, Proposal proposal, int index, String why, Instant now) {
        ContainerAction start =
                (ContainerAction) proposal.steps().get(index).step().action();
        Proposal left = LeftOut.withoutContainer(proposal, start.container(), state.snapshot(), why, now);
        return leftOut(state, proposal, left, why, now);
    }

    /** Tells of each step that is left out: the next master knows them by the journal only. */
    private Transition leftOut(ControlState state, Proposal before, Proposal left, String why, Instant now) {
        Transition result = Transition.to(state.replacing(left));
        for (int i = 0; i < left.steps().size(); i++) {
            if (left.steps().get(i).state() == State.LEFT_OUT
                    && before.steps().get(i).state() != State.LEFT_OUT) {
                result = result.with(Inbox.record(
                        now,
                        Kind.STEP_DONE,
                        left.id(),
                        MASTER,
                        "Left out: " + why,
                        new Detail.OfStep(i, State.LEFT_OUT)));
            }
        }
        return result.followedBy(next -> advance(next, left, now));
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
        Transition verifying =
                Transition.to(told.replacing(Remainder.waitsDueSince(proposal.withStep(index, ended), now)));
        // the next master must know, too, that an effect it may see is somebody else's
        return (outcome instanceof CommandOutcome.Unsent(String sentence)
                        ? verifying.with(Inbox.record(
                                now,
                                Kind.STEP_FAILED,
                                proposal.id(),
                                MASTER,
                                "Nothing was sent: " + sentence,
                                new Detail.OfStep(index, State.PENDING)))
                        : verifying)
                .with(hurry(proposal));
    }

    private Transition judge(ControlState state, Proposal proposal, int index, Instant now) {
        StepProgress step = proposal.steps().get(index);
        return switch (proof.of(step, proposal.plan().kind(), state.observation(), now)) {
            case StepProof.Finding.Open()
            when SilentCommand.holdsUp(state, proposal, index, now) ->
                end.interrupt(
                        SilentCommand.remembered(state, step, now),
                        proposal,
                        index,
                        SilentCommand.notWaitedFor(step, now),
                        now);
            case StepProof.Finding.Open()
            when SilentCommand.isPassedOver(proposal, index, now) -> passOver(state, proposal, index, now);
            case StepProof.Finding.Open() ->
                UnreadDirector.holdsUp(state, proposal, index) && step.state() == State.VERIFYING
                        ? end.interrupt(
                                state, proposal, index, UnreadDirector.notWaitedFor(lastRead(state, step, now)), now)
                        : stillOpen(state, proposal, index, now);
            case StepProof.Finding.Seen() -> proven(state, proposal, index, now);
            case StepProof.Finding.Lost(String sentence) -> failed(state, proposal, index, sentence, now);
            case StepProof.Finding.Unread(String sentence) -> end.interrupt(state, proposal, index, sentence, now);
            case StepProof.Finding.Unanswered(String sentence) ->
                verifying(state, proposal, index, new CommandOutcome.Indeterminate(sentence), now);
        };
    }

    /** What became of the step is seen by later readings; the other directors have their part at once. */
    private Transition passOver(ControlState state, Proposal proposal, int index, Instant now) {
        StepProgress step = proposal.steps().get(index);
        String why = SilentCommand.notWaitedFor(step, now);
        Proposal left = LeftOut.after(proposal.withStep(index, step.with(State.UNKNOWN, why, now)), index, now);
        return Transition.to(state)
                .with(Inbox.record(
                        now, Kind.STEP_FAILED, proposal.id(), MASTER, why, new Detail.OfStep(index, State.UNKNOWN)))
                .followedBy(next -> leftOut(next, proposal, left, why, now));
    }

    /** A step that failed ends the plan, or leaves its director out of it. */
    private Transition failed(ControlState state, Proposal proposal, int index, String sentence, Instant now) {
        return LeftOut.goesOn(proposal, index)
                ? end.leaveOut(state, proposal, index, sentence, now)
                        .followedBy(next -> next.proposal(proposal.id())
                                .map(left -> advance(next, left, now))
                                .orElseGet(() -> Transition.to(next)))
                : end.fail(state, proposal, index, sentence, now);
    }

    private static String lastRead(ControlState state, StepProgress step, Instant now) {
        return LastRead.sentence(step.step().action().host(), state.snapshot(), now);
    }

    /** A wait says how old the reading is while its host is not read. */
    private Transition stillOpen(ControlState state, Proposal proposal, int index, Instant now) {
        StepProgress step = proposal.steps().get(index);
        Action action = step.step().action();
        if (action.mutates()) {
            return Transition.to(state);
        }
        Optional<String> turning = turning(state, proposal);
        return turning.isPresent()
                ? end.turnRound(state, proposal, turning.get(), now)
                : Transition.to(state.replacing(
                        proposal.withStep(index, step.saying(StepProof.waiting(step, state.observation(), now)))));
    }

    private Optional<String> turning(ControlState state, Proposal proposal) {
        return judgement.turning(proposal.plan(), state.snapshot(), state.memory());
    }

    private Transition proven(ControlState state, Proposal proposal, int index, Instant now) {
        StepProgress step = proposal.steps().get(index);
        Action action = step.step().action();
        String seen = Words.readBack(action, state.snapshot());
        // What was never sent somebody else has done: it is not this master's to take back.
        boolean byOthers = step.refusal() == StepProgress.Refusal.UNSENT;
        State reached = byOthers ? State.NOT_NEEDED : State.DONE;
        Proposal done = dueNext(state, proposal.withStep(index, step.with(reached, seen, now)), action, now);
        OptionalInt halted = done.firstIn(State.NOT_RUN);
        ControlState answered =
                SentCommands.answered(state, proposal.id(), index).replacing(done);
        return Transition.to(
                        byOthers
                                ? answered
                                : answered.withMemory(state.memory().recorded(action, proposal.plan(), now)))
                .with(Inbox.record(
                        now,
                        Kind.STEP_DONE,
                        proposal.id(),
                        MASTER,
                        "%s: seen at %s%s"
                                .formatted(
                                        seen,
                                        action.host().name(),
                                        byOthers ? ", and not by this master, which has sent nothing" : ""),
                        new Detail.OfStep(index, reached)))
                .followedBy(next -> halted.isPresent()
                        ? end.stop(
                                next,
                                done,
                                Status.HALTED,
                                done.steps().get(halted.getAsInt()).detail(),
                                now)
                        : advance(next, done, now));
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
        return ended.mutates() || whole ? done : Remainder.commandsDueSince(done, now);
    }
}
