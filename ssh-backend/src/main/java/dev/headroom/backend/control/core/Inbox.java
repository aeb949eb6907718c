package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.Proposal.Status;

import dev.headroom.backend.control.Continuity.Rest;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Detail;
import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.Shape;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.concurrency.Concurrency;
import dev.headroom.backend.control.concurrency.RefusingDirectors;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.sharing.ServiceCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns verdicts into proposals, and lets proposals expire or be superseded when the facts have changed. Pure. See
 * decision 0006.
 */
final class Inbox {
    /** The number of ended proposals that stay in the state for showing; the journal keeps all. */
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
        Transition result = expire(rested(state, now), now);
        for (Verdict verdict : state.verdicts()) {
            result = result.followedBy(next -> consider(next, verdict, now));
        }
        return result;
    }

    /**
     * A new open proposal on top of the list.
     *
     * @param by who caused it: an operator, "automatic" or "master"
     */
    Transition offer(ControlState state, Plan plan, String by, Instant now) {
        List<StepProgress> steps = plan.steps().stream()
                .map(step -> new StepProgress(step, preview.apply(step.action()), StepProgress.State.PENDING, "", now))
                .toList();
        ProposalId id = nextId(state);
        Proposal proposal = new Proposal(id, plan, steps, Status.OPEN, now, now, "");
        List<Proposal> all = new ArrayList<>();
        all.add(proposal);
        all.addAll(state.proposals());
        String text = "%s for %s: %s".formatted(plan.kind(), plan.service(), String.join(" ", plan.reasons()));
        return Transition.to(state.withProposals(kept(all))
                        .withContinuity(state.continuity().numbered(id.number())))
                .with(record(now, Kind.PROPOSED, id, by, text, new Detail.OfPlan(plan)));
    }

    /** All live proposals and the last {@link #KEPT} that ended, newest first. */
    static List<Proposal> kept(List<Proposal> all) {
        List<Proposal> kept = new ArrayList<>();
        all.stream().filter(p -> p.status().live()).forEach(kept::add);
        all.stream().filter(p -> !p.status().live()).limit(KEPT).forEach(kept::add);
        kept.sort((a, b) -> b.id().compareTo(a.id()));
        return kept;
    }

    /** The number of the next proposal: no number is used twice, also not by the next master. */
    static ProposalId nextId(ControlState state) {
        long greatest =
                state.proposals().stream().mapToLong(p -> p.id().number()).max().orElse(0);
        return new ProposalId(Math.max(greatest, state.continuity().lastNumber()) + 1);
    }

    /** Ends a live proposal. */
    static Transition end(
            ControlState state, Proposal proposal, Status status, Kind kind, String by, String note, Instant now) {
        return Transition.to(state.replacing(proposal.with(status, note, now)))
                .with(record(now, kind, proposal.id(), by, note, new Detail.OfStatus(status)));
    }

    static Effect record(Instant now, Kind kind, ProposalId subject, String by, String text) {
        return record(now, kind, subject, by, text, new Detail.None());
    }

    static Effect record(Instant now, Kind kind, ProposalId subject, String by, String text, Detail detail) {
        return new Effect.Note(new JournalEntry(now, kind, subject.toString(), by, text, detail));
    }

    private Transition expire(ControlState state, Instant now) {
        Transition result = Transition.to(state);
        for (Proposal open : state.open()) {
            if (olderThan(open.openedAt(), settings.policy().deadlines().proposal(), now)) {
                result = result.followedBy(next ->
                        end(next, open, Status.EXPIRED, Kind.EXPIRED, MASTER, "No operator answered in time.", now));
            }
        }
        return result;
    }

    private Transition consider(ControlState state, Verdict verdict, Instant now) {
        if (undoIsOpen(state, verdict) || !state.continuity().look().isDone()) {
            return Transition.to(state);
        }
        Optional<Proposal> open = state.open().stream()
                .filter(p -> p.plan().service().equals(verdict.service()))
                .findFirst();
        return switch (verdict) {
            case Verdict.Proposed(Plan plan) ->
                Concurrency.isHeldUp(state, plan) ? Transition.to(state) : propose(state, plan, open, now);
            case Verdict.NoChange(var service, List<String> reasons) ->
                withdraw(state, open.filter(_ -> !isWarm(state, service)), reasons, now);
            // A reading that is missing for a moment withdraws no proposal that could still run.
            case Verdict.Undecided(var _, List<String> reasons) ->
                withdraw(state, open.filter(p -> !mayRun(p.plan(), state)), reasons, now);
        };
    }

    /** Whether the inverse of a plan for the service waits for an answer: only a failed server is more urgent. */
    private static boolean undoIsOpen(ControlState state, Verdict verdict) {
        boolean failover = verdict instanceof Verdict.Proposed(Plan plan) && plan.kind() == PlanKind.FAILOVER;
        return state.proposals().stream()
                .filter(p -> p.plan().service().equals(verdict.service()))
                .anyMatch(p -> p.status() == Status.OPEN && p.plan().kind() == PlanKind.UNDO && !failover);
    }

    /**
     * Whether the service is above the threshold again, though not yet for its hold time: near the threshold
     * proposals must not come and go.
     */
    private static boolean isWarm(ControlState state, ServiceId service) {
        return state.assessments().stream()
                .anyMatch(a -> a.service().equals(service) && a.condition() == ServiceCondition.HOT);
    }

    private boolean mayRun(Plan plan, ControlState state) {
        return judgement.objection(plan, state.snapshot()).isEmpty()
                && RefusingDirectors.refusal(state, plan).isEmpty();
    }

    private Transition propose(ControlState state, Plan plan, Optional<Proposal> open, Instant now) {
        if (open.filter(old -> answers(old.plan(), plan, state)).isPresent()) {
            return Transition.to(state);
        }
        Optional<Rest> rest = state.rest(plan, now);
        if (rest.isPresent()) {
            String why = "Newer readings ask for what was rejected as %s."
                    .formatted(rest.get().rejected());
            return withdraw(state, open, List.of(why), now);
        }
        String why = "%s took its place: newer readings ask for another plan.".formatted(nextId(state));
        return withdraw(state, open, List.of(why), now).followedBy(next -> offer(next, plan, MASTER, now));
    }

    /**
     * Whether an offered plan meets the present need: it has the kind of the newest plan and may still run. A
     * slightly better lender is no reason to withdraw a proposal that the operator may be reading.
     */
    private boolean answers(Plan offered, Plan newest, ControlState state) {
        return offered.kind() == newest.kind()
                && (Shape.of(offered).equals(Shape.of(newest)) || mayRun(offered, state));
    }

    /** The state with an operator's rejection and the time until which it holds. */
    static ControlState resting(ControlState state, Proposal rejected, Duration term, Instant now) {
        List<Rest> rests = new ArrayList<>(state.continuity().rests());
        ServiceId service = rejected.plan().service();
        PlanKind kind = rejected.plan().kind();
        rests.removeIf(r -> r.service().equals(service) && r.kind() == kind);
        rests.add(new Rest(service, kind, rejected.id(), now.plus(term)));
        return state.withContinuity(state.continuity().resting(rests));
    }

    private static ControlState rested(ControlState state, Instant now) {
        return state.withContinuity(state.continuity()
                .resting(state.continuity().rests().stream()
                        .filter(r -> !now.isAfter(r.until()))
                        .toList()));
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
