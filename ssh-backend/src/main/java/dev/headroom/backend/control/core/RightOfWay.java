package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.Proposal.Status;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.JournalEntry.Detail;
import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.concurrency.Concurrency;
import dev.headroom.backend.control.concurrency.Footprint;
import dev.headroom.backend.control.concurrency.Remainder;
import dev.headroom.backend.control.concurrency.Urgency;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Suspends plans that only wait in favour of more urgent ones, and continues them afterwards. Pure. It never suspends
 * a plan while a command is on the way.
 */
final class RightOfWay {
    private static final String MASTER = "master";

    private final Judgement judgement;
    private final PlanRun run;

    RightOfWay(Judgement judgement, PlanRun run) {
        this.judgement = judgement;
        this.run = run;
    }

    /** Suspends the plans that must give way to {@code urgent}, which is about to begin and meets no obstacle. */
    Transition clear(ControlState state, Proposal urgent, Instant now) {
        Transition result = Transition.to(state);
        for (Proposal waiting : Concurrency.givingWay(state, urgent)) {
            result = result.followedBy(next -> suspend(next, waiting, urgent, now));
        }
        Footprint own = Footprint.ofRemainder(urgent, state.snapshot());
        for (Proposal left : state.interrupted()) {
            if (!left.id().equals(urgent.id()) && own.overlaps(Footprint.ofRemainder(left, state.snapshot()))) {
                String note = "%s took its place.".formatted(urgent.id());
                result = result.followedBy(
                        next -> Inbox.end(next, left, Status.SUPERSEDED, Kind.SUPERSEDED, MASTER, note, now));
            }
        }
        return result;
    }

    /** Continues suspended plans that meet no obstacle any more, the most urgent first. */
    Transition goOn(ControlState state, Instant now) {
        List<Proposal> waiting = state.suspended().stream()
                .sorted(Comparator.comparing((Proposal p) -> Urgency.of(p.plan(), state))
                        .thenComparing(Proposal::id))
                .toList();
        Transition result = Transition.to(state);
        for (Proposal proposal : waiting) {
            result = result.followedBy(
                    next -> mayGoOn(next, proposal) ? goOn(next, proposal, now) : Transition.to(next));
        }
        return result;
    }

    private boolean mayGoOn(ControlState state, Proposal proposal) {
        boolean allowed = switch (state.continuity().closing()) {
            case NOT, FINISH -> true;
            case UNDO, LEAVE -> false;
        };
        return allowed
                && !state.halted()
                && state.mode(proposal.plan().service()) != Mode.WATCH
                && Concurrency.obstacle(state, proposal).isEmpty()
                && Concurrency.givingWay(state, proposal).isEmpty();
    }

    private static Transition suspend(ControlState state, Proposal waiting, Proposal urgent, Instant now) {
        String note = "Gave way to %s, which touches some of the same; it goes on when that has ended."
                .formatted(urgent.id());
        Proposal suspended = waiting.withSteps(waiting.steps().stream()
                        .map(s -> s.inFlight() || s.isWaiting() ? s.with(StepProgress.State.PENDING, "", now) : s)
                        .toList())
                .with(Status.SUSPENDED, note, now);
        return Transition.to(state.replacing(suspended))
                .with(Inbox.record(now, Kind.SUSPENDED, waiting.id(), MASTER, note));
    }

    /**
     * Continues one plan after its remaining steps were checked again, for the urgent plan may have changed what they
     * need.
     */
    private Transition goOn(ControlState state, Proposal proposal, Instant now) {
        Optional<String> objection = Remainder.of(proposal)
                .flatMap((Plan rest) -> judgement.objection(rest, state.snapshot()))
                .or(() -> Rights.refusal(state, proposal));
        if (objection.isPresent()) {
            String note = "Gave way to a more urgent plan; its rest no longer fits: " + objection.get();
            return run.end().giveUp(state, proposal, note, now);
        }
        Proposal running = proposal.with(Status.RUNNING, "It goes on after it gave way.", now);
        return Transition.to(state.replacing(running))
                .with(Inbox.record(
                        now,
                        Kind.CONTINUED,
                        proposal.id(),
                        MASTER,
                        "It goes on after it gave way.",
                        new Detail.OfStatus(Status.RUNNING)))
                .followedBy(next -> run.advance(next, Remainder.reopened(running, now), now));
    }
}
