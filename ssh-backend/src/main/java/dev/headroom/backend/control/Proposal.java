package dev.headroom.backend.control;

import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A plan that was offered, with its status. Immutable.
 *
 * <pre>
 * OPEN ─► RUNNING ◄─► SUSPENDED (gave way to a more urgent plan)
 *   │        ├─────► DONE
 *   │        ├─────► FAILED
 *   │        ├─────► HALTED
 *   │        └─────► INTERRUPTED (the master ended, or a host is not read) ─► RUNNING
 *   └─► REJECTED, EXPIRED, SUPERSEDED
 * </pre>
 *
 * @param steps the plan's steps with their progress
 * @param openedAt when it was first offered
 * @param changedAt when {@code status} last changed
 * @param note who answered, or why it ended, one sentence; empty while open
 * @param prospects the master's answers if an operator asked now
 * @param approvedBy who approved it last: an operator, "automatic" or "master"; empty before any approval
 */
public record Proposal(
        ProposalId id,
        Plan plan,
        List<StepProgress> steps,
        Status status,
        Instant openedAt,
        Instant changedAt,
        String note,
        Prospects prospects,
        String approvedBy) {
    public Proposal {
        steps = List.copyOf(steps);
    }

    /** A proposal that was not approved, and whose prospects are not known yet. */
    public Proposal(
            ProposalId id,
            Plan plan,
            List<StepProgress> steps,
            Status status,
            Instant openedAt,
            Instant changedAt,
            String note) {
        this(id, plan, steps, status, openedAt, changedAt, note, Prospects.UNKNOWN, "");
    }

    /** Life-cycle of a proposal. */
    public enum Status {
        OPEN,
        RUNNING,
        /**
         * Between two steps it gave way to a more urgent plan; its remaining steps are checked again when that has
         * ended.
         */
        SUSPENDED,
        /**
         * The master ended before the proposal did, or a host of it is not read. No step runs before an operator decides
         * (finish, undo or leave), or automatic mode finishes it.
         */
        INTERRUPTED,
        DONE,
        FAILED,
        HALTED,
        REJECTED,
        EXPIRED,
        SUPERSEDED;

        /** Whether it may still run: open, running, suspended or interrupted. */
        public boolean live() {
            return this == OPEN || this == RUNNING || this == SUSPENDED || this == INTERRUPTED;
        }
    }

    /**
     * Why the proposal waits for an operator although the mode is {@code mode}, one sentence; empty where the mode
     * explains it.
     */
    public Optional<String> waitsForOperator(Mode mode) {
        return mode == Mode.AUTOMATIC && status == Status.OPEN && plan.kind() == PlanKind.UNDO
                ? Optional.of("%s waits for an operator: automatic mode approves no undo.".formatted(id))
                : Optional.empty();
    }

    public Proposal with(Status newStatus, String newNote, Instant at) {
        return new Proposal(id, plan, steps, newStatus, openedAt, at, newNote, prospects, approvedBy);
    }

    public Proposal withSteps(List<StepProgress> newSteps) {
        return new Proposal(id, plan, newSteps, status, openedAt, changedAt, note, prospects, approvedBy);
    }

    public Proposal withProspects(Prospects next) {
        return new Proposal(id, plan, steps, status, openedAt, changedAt, note, next, approvedBy);
    }

    /** This proposal as {@code by} lets it run from {@code at} on. */
    public Proposal approved(String by, Instant at) {
        return new Proposal(
                id, plan, steps, Status.RUNNING, openedAt, at, "Approved by %s.".formatted(by), prospects, by);
    }

    /** Whether the master would offer its inverse if an operator asked now; see {@link Prospects#undo}. */
    public boolean undoable() {
        return prospects.undo().isEmpty();
    }

    public Proposal withStep(int index, StepProgress changed) {
        List<StepProgress> next = new ArrayList<>(steps);
        next.set(index, changed);
        return withSteps(next);
    }

    /** How many steps are seen to be done, or were not needed. */
    public long done() {
        return steps.stream().filter(StepProgress::finished).count();
    }

    /** The index of the step whose command is on the way or whose change is not seen yet; there is one at most. */
    public OptionalInt inFlight() {
        return IntStream.range(0, steps.size())
                .filter(i -> steps.get(i).inFlight())
                .findFirst();
    }

    /** Whether a command of it is on the way, or its change is not seen yet. */
    public boolean hasCommandInFlight() {
        return steps.stream().anyMatch(s -> s.inFlight() && s.step().action().mutates());
    }

    /** Whether it waits for an operator's answer: open, or interrupted. */
    public boolean isAwaited() {
        return status == Status.OPEN || status == Status.INTERRUPTED;
    }

    /** Whether it runs and waits only for the end of connections. */
    public boolean isDraining() {
        return status == Status.RUNNING
                && steps.stream().anyMatch(s -> s.inFlight() && s.step().action() instanceof TableAction.AwaitDrained);
    }

    /** Whether a command of it was ever sent. */
    public boolean hasSent() {
        return steps.stream().filter(s -> s.step().action().mutates()).anyMatch(s -> switch (s.state()) {
            case RUNNING, VERIFYING, DONE, FAILED, UNKNOWN -> true;
            case PENDING, AWAITING_READING, NOT_NEEDED, NOT_RUN, LEFT_OUT -> false;
        });
    }

    /** The index of the next step to begin; empty if none is left. */
    public OptionalInt firstUnsent() {
        return IntStream.range(0, steps.size())
                .filter(i -> steps.get(i).unsent())
                .findFirst();
    }

    /** The index of the first step in a state. */
    public OptionalInt firstIn(StepProgress.State wanted) {
        return IntStream.range(0, steps.size())
                .filter(i -> steps.get(i).state() == wanted)
                .findFirst();
    }
}
