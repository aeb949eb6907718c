package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.Proposal.Status;

import dev.headroom.backend.control.Continuity.Closing;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.JournalEntry.Detail;
import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.backend.control.Notice;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.StepProgress.State;
import dev.headroom.backend.control.concurrency.Concurrency;
import dev.headroom.backend.control.concurrency.LeftOut;
import dev.headroom.backend.control.concurrency.Setbacks;
import dev.headroom.backend.control.concurrency.Settling;
import dev.headroom.ma2scf.plan.PlanKind;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/** Ends running plans, or interrupts them, and offers to undo what they have done. Pure. */
final class PlanEnd {
    private static final String MASTER = "master";

    private final Judgement judgement;
    private final UndoOffer undo;
    private final Beginning beginning;

    PlanEnd(Judgement judgement, UndoOffer undo, Beginning beginning) {
        this.judgement = judgement;
        this.undo = undo;
        this.beginning = beginning;
    }

    /** Begins an approved proposal. */
    interface Beginning {
        Transition begin(ControlState state, Proposal proposal, String by, Instant now);
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
        Proposal ended = withoutRest(proposal, note, now);
        return stop(state.replacing(ended), ended, Status.SUPERSEDED, note, now);
    }

    /** Ends a plan in the middle, also in a wait, since what it takes away is needed after all; its undo is offered. */
    Transition turnRound(ControlState state, Proposal proposal, String why, Instant now) {
        String note = "It turned round: " + why;
        Proposal waitsNoMore = proposal.withSteps(proposal.steps().stream()
                .map(s -> s.inFlight() ? s.with(State.NOT_RUN, note, now) : s)
                .toList());
        return giveUp(state, waitsNoMore, note, now);
    }

    /** Ends a plan that is needed no more. What it did stays, and is taken back as it would be after its end. */
    static Transition stopNeedless(ControlState state, Proposal proposal, String why, Instant now) {
        String note = "It is needed no more: " + why;
        Proposal ended = withoutRest(proposal, note, now);
        return end(state.replacing(ended), ended, Status.SUPERSEDED, note, now);
    }

    Transition fail(ControlState state, Proposal proposal, int index, String sentence, Instant now) {
        StepProgress failed = proposal.steps().get(index).with(State.FAILED, sentence, now);
        Proposal ended = withoutRest(proposal.withStep(index, failed), "An earlier step failed.", now);
        return failed(state, proposal, index, sentence, now)
                .followedBy(next -> stop(next, ended, Status.FAILED, note(index, sentence), now));
    }

    /** A step failed, and the plan goes on without the director that did not take it. */
    Transition leaveOut(ControlState state, Proposal proposal, int index, String sentence, Instant now) {
        StepProgress failed = proposal.steps().get(index).with(State.FAILED, sentence, now);
        Proposal left = LeftOut.after(proposal.withStep(index, failed), index, now);
        return failed(state, proposal, index, sentence, now).then(next -> next.replacing(left));
    }

    private static Transition failed(ControlState state, Proposal proposal, int index, String sentence, Instant now) {
        String notice = "%s: %s".formatted(proposal.id(), note(index, sentence));
        return Transition.to(Setbacks.after(state, proposal.steps().get(index), now)
                        .noting(now, Notice.Severity.FAILURE, notice))
                .with(Inbox.record(
                        now,
                        Kind.STEP_FAILED,
                        proposal.id(),
                        MASTER,
                        sentence,
                        new Detail.OfStep(index, State.FAILED)));
    }

    private static String note(int index, String sentence) {
        return "Step %d failed: %s".formatted(index + 1, sentence);
    }

    /**
     * Interrupts a plan of which a host is not read: what is unknown has not failed, so nothing is offered to be
     * undone. {@link Recovery} finds out what became of it by the next reading; a plan that an operator has halted
     * ends.
     *
     * @param why what is not known, as the end of a sentence
     */
    Transition interrupt(ControlState state, Proposal proposal, int index, String why, Instant now) {
        StepProgress step = proposal.steps().get(index);
        boolean sent =
                step.inFlight() && step.step().action().mutates() && step.refusal() != StepProgress.Refusal.UNSENT;
        State reached = sent ? State.UNKNOWN : State.PENDING;
        String note = "Step %d %s: %s".formatted(index + 1, what(step, sent), why);
        Proposal left = proposal.withStep(index, step.with(reached, why, now));
        OptionalInt halted = proposal.firstIn(State.NOT_RUN);
        if (halted.isPresent()) {
            String both = proposal.steps().get(halted.getAsInt()).detail().strip() + " " + note;
            return stop(state.replacing(left), left, Status.HALTED, both, now);
        }
        return Transition.to(Interruption.noted(Settling.atEnd(state, left, now), left, note, now)
                        .replacing(left.with(Status.INTERRUPTED, note, now)))
                .with(Inbox.record(
                        now, Kind.INTERRUPTED, proposal.id(), MASTER, note, new Detail.OfStep(index, reached)));
    }

    private static String what(StepProgress step, boolean sent) {
        return sent ? "was unknown" : step.inFlight() ? "was not seen to end" : "was not begun";
    }

    /** Ends a plan that has no further step. What was done where one director was left out stays: it helps clients of the others. */
    static Transition finish(ControlState state, Proposal proposal, Instant now) {
        return LeftOut.note(proposal)
                .map(note -> end(state, proposal, Status.FAILED, note, now))
                .orElseGet(() -> end(
                        state,
                        proposal,
                        Status.DONE,
                        LeftOut.remark(proposal).orElse("Every step was seen to hold."),
                        now));
    }

    /**
     * Ends a plan before its last step and offers to undo what it has done. What was undone stays so, and what a restore has
     * given back its clients serves: the rest of it is proposed again.
     */
    Transition stop(ControlState state, Proposal proposal, Status status, String note, Instant now) {
        Transition ended = end(state, proposal, status, note, now);
        PlanKind kind = proposal.plan().kind();
        return kind == PlanKind.UNDO || kind == PlanKind.RESTORE
                ? ended
                : ended.followedBy(next -> undo.offer(next, proposal, MASTER, now))
                        .followedBy(next -> undoneAtTheEnd(next, proposal, now));
    }

    private static Proposal withoutRest(Proposal proposal, String note, Instant now) {
        return proposal.withSteps(proposal.steps().stream()
                .map(s -> s.unsent() ? s.with(State.NOT_RUN, note, now) : s)
                .toList());
    }

    /** Approves the inverse if the operator asked to undo all running plans before the master ends. */
    private Transition undoneAtTheEnd(ControlState state, Proposal stopped, Instant now) {
        return state.open().stream()
                .filter(_ -> state.continuity().closing() == Closing.UNDO)
                .filter(p -> p.plan().kind() == PlanKind.UNDO
                        && p.plan().service().equals(stopped.plan().service()))
                .filter(p -> Rights.refusal(state, p).isEmpty()
                        && Concurrency.obstacle(state, p).isEmpty()
                        && judgement.objection(p.plan(), state.snapshot()).isEmpty())
                .findFirst()
                .map(p -> beginning.begin(state, p, MASTER, now))
                .orElseGet(() -> Transition.to(state));
    }

    private static Transition end(ControlState state, Proposal proposal, Status status, String note, Instant now) {
        return Inbox.end(Settling.atEnd(state, proposal, now), proposal, status, Kind.ENDED, MASTER, note, now);
    }
}
