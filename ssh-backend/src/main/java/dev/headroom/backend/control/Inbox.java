package dev.headroom.backend.control;

import static dev.headroom.backend.control.Proposal.Status;

import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.sharing.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Pure: turns verdicts into proposals, and lets those expire or be superseded that the facts have left behind. */
final class Inbox {
    /** Ended proposals that stay in the state for showing; the journal keeps all. */
    private static final int KEPT = 50;

    private static final String MASTER = "master";

    private final ControlSettings settings;
    private final Function<Action, List<ExactCommand>> preview;
    private final Judgement judgement;

    Inbox(ControlSettings settings, Function<Action, List<ExactCommand>> preview, Judgement judgement) {
        this.settings = settings;
        this.preview = preview;
        this.judgement = judgement;
    }

    Transition update(ControlState state, Instant now) {
        Transition result = expire(state, now);
        for (Verdict verdict : state.verdicts()) {
            result = result.followedBy(next -> consider(next, verdict, now));
        }
        return result;
    }

    /** A new open proposal on top of the list, asked for {@code by} somebody. */
    Transition offer(ControlState state, Plan plan, String by, Instant now) {
        List<StepProgress> steps = plan.steps().stream()
                .map(step -> new StepProgress(step, preview.apply(step.action()), StepProgress.State.PENDING, "", now))
                .toList();
        long number =
                state.proposals().stream().mapToLong(p -> p.id().number()).max().orElse(0) + 1;
        Proposal proposal = new Proposal(new ProposalId(number), plan, steps, Status.OPEN, now, now, "");
        List<Proposal> all = new ArrayList<>();
        all.add(proposal);
        state.proposals().stream().filter(p -> p.status().live()).forEach(all::add);
        state.proposals().stream().filter(p -> !p.status().live()).limit(KEPT).forEach(all::add);
        all.sort((a, b) -> b.id().compareTo(a.id()));
        String text = "%s for %s: %s".formatted(plan.kind(), plan.service(), String.join(" ", plan.reasons()));
        return Transition.to(state.withProposals(all)).with(record(now, Kind.PROPOSED, proposal.id(), by, text));
    }

    /** Ends a live proposal. */
    static Transition end(
            ControlState state, Proposal proposal, Status status, Kind kind, String by, String note, Instant now) {
        return Transition.to(state.replacing(proposal.with(status, note, now)))
                .with(record(now, kind, proposal.id(), by, note));
    }

    static Effect record(Instant now, Kind kind, ProposalId subject, String by, String text) {
        return new Effect.Note(new JournalEntry(now, kind, subject.toString(), by, text));
    }

    private Transition expire(ControlState state, Instant now) {
        Transition result = Transition.to(state);
        for (Proposal open : state.open()) {
            if (olderThan(open.openedAt(), settings.policy().proposalTerm(), now)) {
                result = result.followedBy(
                        next -> end(next, open, Status.EXPIRED, Kind.EXPIRED, MASTER, "Nobody answered in time.", now));
            }
        }
        return result;
    }

    private Transition consider(ControlState state, Verdict verdict, Instant now) {
        if (isBusy(state, verdict)) {
            return Transition.to(state);
        }
        Optional<Proposal> open = state.open().stream()
                .filter(p -> p.plan().service().equals(verdict.service()))
                .findFirst();
        return switch (verdict) {
            case Verdict.Proposed(Plan plan) -> propose(state, plan, open, now);
            case Verdict.NoChange(var service, List<String> reasons) ->
                withdraw(state, open.filter(_ -> !isWarm(state, service)), reasons, now);
            // a reading that is missing for a moment takes nothing back that could still be done
            case Verdict.Undecided(var _, List<String> reasons) ->
                withdraw(state, open.filter(p -> !mayRun(p.plan(), state)), reasons, now);
        };
    }

    /** A plan for the service is running, or its inverse waits for an answer: only a failed server is more urgent than that. */
    private static boolean isBusy(ControlState state, Verdict verdict) {
        boolean failover = verdict instanceof Verdict.Proposed(Plan plan) && plan.kind() == PlanKind.FAILOVER;
        return state.proposals().stream()
                .filter(p -> p.plan().service().equals(verdict.service()))
                .anyMatch(p -> p.status() == Status.RUNNING
                        || (p.status() == Status.OPEN && p.plan().kind() == PlanKind.UNDO && !failover));
    }

    /** Above the threshold again, though not for its hold time: near the threshold a proposal must not come and go. */
    private static boolean isWarm(ControlState state, ServiceId service) {
        return state.assessments().stream()
                .anyMatch(a -> a.service().equals(service) && a.condition() == Condition.WARM);
    }

    private boolean mayRun(Plan plan, ControlState state) {
        return judgement.objection(plan, state.snapshot()).isEmpty();
    }

    private Transition propose(ControlState state, Plan plan, Optional<Proposal> open, Instant now) {
        if (open.filter(old -> answers(old.plan(), plan, state)).isPresent()) {
            return Transition.to(state);
        }
        Shape shape = Shape.of(plan);
        Transition cleared = withdraw(state, open, List.of("Newer readings ask for another plan."), now);
        return wasRejected(state, shape, now) ? cleared : cleared.followedBy(next -> offer(next, plan, MASTER, now));
    }

    /**
     * Whether what is offered already does for the need of now: a plan of that kind which may still run. A lender that is a
     * little better than the one before is no reason to take a proposal from under the operator's hand.
     */
    private boolean answers(Plan offered, Plan newest, ControlState state) {
        return offered.kind() == newest.kind()
                && (Shape.of(offered).equals(Shape.of(newest)) || mayRun(offered, state));
    }

    /** An operator's no holds for the term of a proposal, else it would be asked again at the next reading. */
    private boolean wasRejected(ControlState state, Shape shape, Instant now) {
        Duration term = settings.policy().proposalTerm();
        return state.proposals().stream()
                .anyMatch(p -> p.status() == Status.REJECTED
                        && !olderThan(p.changedAt(), term, now)
                        && Shape.of(p.plan()).equals(shape));
    }

    private static Transition withdraw(ControlState state, Optional<Proposal> open, List<String> reasons, Instant now) {
        String note = reasons.isEmpty() ? "It is needed no more." : reasons.getFirst();
        return open.map(old -> end(state, old, Status.SUPERSEDED, Kind.SUPERSEDED, MASTER, note, now))
                .orElseGet(() -> Transition.to(state));
    }

    static boolean olderThan(Instant then, Duration term, Instant now) {
        return Duration.between(then, now).compareTo(term) > 0;
    }
}
