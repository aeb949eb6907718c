package dev.headroom.backend.control;

import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A plan that was offered, and what became of it.
 *
 * <pre>
 * OPEN ─► RUNNING ◄─► SUSPENDED (gave way to a more urgent plan)
 *   │        ├─────► DONE
 *   │        ├─────► FAILED
 *   │        ├─────► HALTED
 *   │        └─────► INTERRUPTED (the master ended) ─► RUNNING
 *   └─► REJECTED, EXPIRED, SUPERSEDED
 * </pre>
 *
 * @param steps the plan's steps with their progress
 * @param openedAt when it was first offered
 * @param changedAt when {@code status} last changed
 * @param note who answered, or why it ended, one sentence; empty while open
 * @param prospects what the master would answer now
 */
public record Proposal(
        ProposalId id,
        Plan plan,
        List<StepProgress> steps,
        Status status,
        Instant openedAt,
        Instant changedAt,
        String note,
        Prospects prospects) {
    public Proposal {
        steps = List.copyOf(steps);
    }

    /** One that the master has not judged yet. */
    public Proposal(
            ProposalId id,
            Plan plan,
            List<StepProgress> steps,
            Status status,
            Instant openedAt,
            Instant changedAt,
            String note) {
        this(id, plan, steps, status, openedAt, changedAt, note, Prospects.UNKNOWN);
    }

    /** Life-cycle of a proposal. */
    public enum Status {
        OPEN,
        RUNNING,
        /** It only waited, and gave way to a more urgent plan; its rest is judged again when that has ended. */
        SUSPENDED,
        /** The master ended in the middle of it. Nothing of it runs before somebody decides: finish, undo or leave. */
        INTERRUPTED,
        DONE,
        FAILED,
        HALTED,
        REJECTED,
        EXPIRED,
        SUPERSEDED;

        public boolean live() {
            return this == OPEN || this == RUNNING || this == SUSPENDED || this == INTERRUPTED;
        }
    }

    /** Why it stays open in {@code mode} until an operator answers, one sentence; empty where that goes without saying. */
    public Optional<String> waitsForOperator(Mode mode) {
        return mode == Mode.AUTOMATIC && status == Status.OPEN && plan.kind() == PlanKind.UNDO
                ? Optional.of("%s waits for an operator: automatic mode approves no undo.".formatted(id))
                : Optional.empty();
    }

    public Proposal with(Status newStatus, String newNote, Instant at) {
        return new Proposal(id, plan, steps, newStatus, openedAt, at, newNote, prospects);
    }

    public Proposal withSteps(List<StepProgress> newSteps) {
        return new Proposal(id, plan, newSteps, status, openedAt, changedAt, note, prospects);
    }

    public Proposal withProspects(Prospects next) {
        return new Proposal(id, plan, steps, status, openedAt, changedAt, note, next);
    }

    /** Whether the master would begin it if an operator approved it now; see {@link Prospects#approval}. */
    public boolean approvable() {
        return prospects.approval().isEmpty();
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

    /** The one step whose command is on the way or whose change is not seen yet. */
    public OptionalInt inFlight() {
        return IntStream.range(0, steps.size())
                .filter(i -> steps.get(i).inFlight())
                .findFirst();
    }

    /** Whether a command of it is on the way, or its change is not seen yet. */
    public boolean hasCommandInFlight() {
        return steps.stream().anyMatch(s -> s.inFlight() && s.step().action().mutates());
    }

    /** Whether a command of it was ever sent. */
    public boolean hasSent() {
        return steps.stream().filter(s -> s.step().action().mutates()).anyMatch(s -> switch (s.state()) {
            case RUNNING, VERIFYING, DONE, FAILED, UNKNOWN -> true;
            case PENDING, AWAITING_READING, NOT_NEEDED, NOT_RUN -> false;
        });
    }

    /** The step whose turn it is when nothing is on the way. */
    public OptionalInt firstUnsent() {
        return IntStream.range(0, steps.size())
                .filter(i -> steps.get(i).unsent())
                .findFirst();
    }

    public OptionalInt firstIn(StepProgress.State wanted) {
        return IntStream.range(0, steps.size())
                .filter(i -> steps.get(i).state() == wanted)
                .findFirst();
    }
}
