package dev.headroom.backend.control;

import static dev.headroom.backend.control.Proposal.Status;

import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.backend.control.StepProgress.State;
import dev.headroom.ma2scf.check.PlanChecker;
import dev.headroom.ma2scf.check.Violation;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.sharing.Inverse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Pure: runs the steps of the one approved plan. A step is done when a reading taken after its command shows the change; what a
 * command's exit code said is only a detail.
 *
 * <pre>
 * PENDING ─► (holds already) NOT_NEEDED
 *    │
 *    ├─► RUNNING ─► VERIFYING ─► DONE ─► next step
 *    └─────────────────┴───────► FAILED: the rest is NOT_RUN, the inverse is offered
 * </pre>
 */
final class PlanRun {
    /** How long a change of the IPVS table may take until it is seen: a few readings. */
    private static final Duration TABLE_DEADLINE = Duration.ofSeconds(15);

    private final ControlSettings settings;
    private final PlanChecker checker;
    private final Inbox inbox;

    PlanRun(ControlSettings settings, Inbox inbox) {
        this.settings = settings;
        this.checker = new PlanChecker(settings.policy());
        this.inbox = inbox;
    }

    /** Why the plan may not run on the newest snapshot; empty when it may. */
    Optional<String> objection(ControlState state, Plan plan) {
        return firstSentence(checker.check(plan, state.snapshot()));
    }

    /** The proposal was approved: begins its first step. */
    Transition begin(ControlState state, Proposal proposal, String by, Instant now) {
        Proposal running = proposal.with(Status.RUNNING, "Approved by %s.".formatted(by), now);
        return Transition.to(state.replacing(running))
                .with(Inbox.record(now, Kind.APPROVED, proposal.id(), by, "Approved."))
                .followedBy(next -> advance(next, running, now));
    }

    /** New readings: the step in flight may be proven, or late. */
    Transition seen(ControlState state, Instant now) {
        return state.running()
                .map(proposal -> inFlight(proposal)
                        .map(index -> verify(state, proposal, index, now))
                        .orElseGet(() -> Transition.to(state)))
                .orElseGet(() -> Transition.to(state));
    }

    Transition commandEnded(ControlState state, Event.CommandEnded ended, Instant now) {
        Optional<Proposal> proposal = state.running().filter(p -> p.id().equals(ended.proposal()));
        if (proposal.isEmpty() || proposal.get().steps().get(ended.step()).state() != State.RUNNING) {
            return Transition.to(state);
        }
        String detail = switch (ended.outcome()) {
            case CommandOutcome.Ran(String output) -> output.strip();
            case CommandOutcome.Refused(String sentence) -> REFUSED + sentence;
            case CommandOutcome.Indeterminate(String sentence) -> sentence;
        };
        return Transition.to(set(state, proposal.get(), ended.step(), State.VERIFYING, detail, now))
                .with(new Effect.Hurry());
    }

    /** Marks what was not begun; a command that is on the way is still followed to its proof. */
    Transition halt(ControlState state, Proposal proposal, String by, Instant now) {
        Optional<Integer> flying = inFlight(proposal)
                .filter(i -> proposal.steps().get(i).step().action().mutates());
        List<StepProgress> steps = new ArrayList<>();
        for (int i = 0; i < proposal.steps().size(); i++) {
            StepProgress step = proposal.steps().get(i);
            boolean open = !step.finished() && step.state() != State.FAILED && !flying.equals(Optional.of(i));
            steps.add(open ? step.with(State.NOT_RUN, "Halted by %s.".formatted(by), now) : step);
        }
        Proposal halted = proposal.withSteps(steps);
        return flying.isPresent()
                ? Transition.to(state.replacing(halted))
                : stop(state.replacing(halted), halted, Status.HALTED, "Halted by %s.".formatted(by), now);
    }

    private static final String REFUSED = "Refused: ";

    private Transition advance(ControlState state, Proposal proposal, Instant now) {
        ControlState current = state;
        Proposal running = proposal;
        List<Effect> effects = new ArrayList<>();
        for (int i = 0; i < running.steps().size(); i++) {
            StepProgress step = running.steps().get(i);
            if (step.state() != State.PENDING) {
                continue;
            }
            Action action = step.step().action();
            if (action.holds(current.snapshot()) && !readAfterDoubt(running, i)) {
                current = set(current, running, i, State.NOT_NEEDED, "It is so already.", now);
                running = current.proposal(running.id()).orElseThrow();
                effects.add(Inbox.record(
                        now, Kind.STEP_DONE, running.id(), "master", action.describe() + ": it is so already"));
                continue;
            }
            return new Transition(current, effects).followedBy(launch(running, i, now));
        }
        return new Transition(current, effects).followedBy(finish(running, now));
    }

    /** A step that takes back what an earlier step of the same plan did must not take an old reading for its proof. */
    private static boolean readAfterDoubt(Proposal proposal, int index) {
        Action action = proposal.steps().get(index).step().action();
        return proposal.steps().subList(0, index).stream()
                .anyMatch(s -> s.step().action().inverse().equals(Optional.of(action)));
    }

    private java.util.function.Function<ControlState, Transition> launch(Proposal proposal, int index, Instant now) {
        return state -> {
            Action action = proposal.steps().get(index).step().action();
            Optional<String> objection =
                    action.unmet(state.snapshot()).or(() -> firstSentence(checker.checkStep(action, state.snapshot())));
            if (objection.isPresent()) {
                return fail(state, proposal, index, objection.get(), now);
            }
            if (!action.mutates()) {
                return Transition.to(set(state, proposal, index, State.VERIFYING, "Waiting.", now));
            }
            String commands = proposal.steps().get(index).commands().stream()
                    .map(c -> c.host().name() + ": " + c.text())
                    .collect(Collectors.joining("; "));
            StepExecutor.Permit permit = new StepExecutor.Permit(proposal.id(), state.mode());
            return Transition.to(set(state, proposal, index, State.RUNNING, "", now))
                    .with(Inbox.record(now, Kind.STEP_SENT, proposal.id(), "master", commands))
                    .with(new Effect.Send(permit, index, action));
        };
    }

    private Transition verify(ControlState state, Proposal proposal, int index, Instant now) {
        StepProgress step = proposal.steps().get(index);
        if (step.state() != State.VERIFYING) {
            return Transition.to(state);
        }
        Action action = step.step().action();
        boolean readSince = state.snapshot()
                .readAt(action.host())
                .filter(at -> at.isAfter(step.changedAt()))
                .isPresent();
        if ((readSince || !action.mutates()) && action.holds(state.snapshot())) {
            return proven(state, proposal, index, now);
        }
        if (readSince && step.detail().startsWith(REFUSED)) {
            return fail(state, proposal, index, step.detail().substring(REFUSED.length()), now);
        }
        if (Inbox.olderThan(step.changedAt(), deadline(action), now)) {
            String seen = readSince
                    ? "it was not seen to happen"
                    : "%s sent no reading".formatted(action.host().name());
            return fail(
                    state,
                    proposal,
                    index,
                    "%s: within %d s %s."
                            .formatted(action.describe(), deadline(action).toSeconds(), seen),
                    now);
        }
        return Transition.to(state);
    }

    private Transition proven(ControlState state, Proposal proposal, int index, Instant now) {
        Action action = proposal.steps().get(index).step().action();
        ControlState done = set(
                        state,
                        proposal,
                        index,
                        State.DONE,
                        "Seen at %s.".formatted(action.host().name()),
                        now)
                .withMemory(state.memory().recorded(action, proposal.plan().kind(), now));
        Proposal next = done.proposal(proposal.id()).orElseThrow();
        boolean halted = next.steps().stream().anyMatch(s -> s.state() == State.NOT_RUN);
        return Transition.to(done)
                .with(Inbox.record(now, Kind.STEP_DONE, proposal.id(), "master", action.describe() + ": seen"))
                .followedBy(after -> halted
                        ? stop(after, next, Status.HALTED, "Halted by the operator.", now)
                        : advance(after, next, now));
    }

    private Transition fail(ControlState state, Proposal proposal, int index, String sentence, Instant now) {
        ControlState failed = set(state, proposal, index, State.FAILED, sentence, now);
        Proposal next = failed.proposal(proposal.id()).orElseThrow();
        List<StepProgress> steps = next.steps().stream()
                .map(s -> s.state() == State.PENDING ? s.with(State.NOT_RUN, "An earlier step failed.", now) : s)
                .toList();
        Proposal stopped = next.withSteps(steps);
        String note = "Step %d failed: %s".formatted(index + 1, sentence);
        return Transition.to(failed.replacing(stopped)
                        .noting(now, ControlState.Severity.FAILURE, "%s: %s".formatted(proposal.id(), note)))
                .with(Inbox.record(now, Kind.STEP_FAILED, proposal.id(), "master", sentence))
                .followedBy(after -> stop(after, stopped, Status.FAILED, note, now));
    }

    private java.util.function.Function<ControlState, Transition> finish(Proposal proposal, Instant now) {
        return state -> Inbox.end(
                settled(state, proposal, now),
                proposal,
                Status.DONE,
                Kind.ENDED,
                "master",
                "Every step was seen to hold.",
                now);
    }

    /** Ends a plan in the middle and offers to take back what it had done. */
    private Transition stop(ControlState state, Proposal proposal, Status status, String note, Instant now) {
        return Inbox.end(settled(state, proposal, now), proposal, status, Kind.ENDED, "master", note, now)
                .followedBy(next -> offerUndo(next, proposal, now));
    }

    Transition offerUndo(ControlState state, Proposal proposal, Instant now) {
        return inverse(state, proposal)
                .map(plan -> inbox.offer(state, plan, now))
                .orElseGet(() -> Transition.to(state));
    }

    /** The plan that takes back the finished steps; empty when there is nothing to take back. */
    Optional<Plan> inverse(ControlState state, Proposal proposal) {
        List<Action> finished = proposal.steps().stream()
                .filter(s -> s.state() == State.DONE && s.step().action().mutates())
                .map(s -> s.step().action())
                .toList();
        return finished.isEmpty()
                ? Optional.empty()
                : Inverse.of(proposal.plan(), finished, state.snapshot(), settings.policy());
    }

    private static ControlState settled(ControlState state, Proposal proposal, Instant now) {
        return state.withMemory(state.memory().settled(proposal.plan().service(), now));
    }

    private Duration deadline(Action action) {
        return switch (action) {
            case Action.StartContainer _, Action.StopContainer _ ->
                settings.policy().startDeadline();
            case Action.AwaitServing await -> await.deadline();
            case Action.AwaitDrained await -> await.deadline();
            case Action.AddDestination _, Action.RemoveDestination _, Action.SetWeight _ -> TABLE_DEADLINE;
        };
    }

    private static Optional<Integer> inFlight(Proposal proposal) {
        for (int i = 0; i < proposal.steps().size(); i++) {
            State state = proposal.steps().get(i).state();
            if (state == State.RUNNING || state == State.VERIFYING) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static ControlState set(
            ControlState state, Proposal proposal, int index, State stepState, String detail, Instant now) {
        List<StepProgress> steps = new ArrayList<>(proposal.steps());
        steps.set(index, steps.get(index).with(stepState, detail, now));
        return state.replacing(proposal.withSteps(steps));
    }

    private static Optional<String> firstSentence(List<Violation> violations) {
        return violations.stream().map(Violation::sentence).findFirst();
    }
}
