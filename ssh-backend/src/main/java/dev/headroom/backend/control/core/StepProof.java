package dev.headroom.backend.control.core;

import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.concurrency.SilentCommand;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.plan.Wait;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Judges the step in flight by the newest readings. Pure. Only a reading that was asked for after the command had
 * ended is evidence, or of a command whose answer is late one that was asked for after it was sent; the command's output is not. See
 * decisions 0012, 0067 and 0131.
 */
final class StepProof {
    /** How long a change of the IPVS table may take until a reading shows it, on a host that is read meanwhile. */
    private static final Duration TABLE_DEADLINE = Duration.ofSeconds(15);

    /**
     * How long, beyond its deadline, the executor may owe the outcome of a command before the hosts are asked
     * instead.
     */
    private static final Duration ANSWER_GRACE = Duration.ofSeconds(60);

    /** How long a step waits for a reading of its host that was asked for after its turn came or after its command ended. */
    private static final Duration READING_DEADLINE = Duration.ofSeconds(60);

    private final SharingPolicy policy;

    StepProof(SharingPolicy policy) {
        this.policy = policy;
    }

    /** The finding on a step in flight. */
    sealed interface Finding {
        /** No evidence yet. */
        record Open() implements Finding {}

        /** A reading shows the change. */
        record Seen() implements Finding {}

        /**
         * The host is not read, so what became of the change is unknown.
         *
         * @param sentence how old its last reading is
         */
        record Unread(String sentence) implements Finding {}

        /** The change can no longer be expected: the host was read. */
        record Lost(String sentence) implements Finding {}

        /** The executor has not reported the command's outcome. */
        record Unanswered(String sentence) implements Finding {}
    }

    Finding of(StepProgress step, PlanKind kind, Observation observation, Instant now) {
        Action action = step.step().action();
        return step.state() == StepProgress.State.RUNNING
                ? onTheWay(step, action, observation, now)
                : ended(step, action, takesCapacityBack(kind), observation, now);
    }

    /**
     * Whether nothing but the end of connections is missing when such a plan waits for a drain. To fail would help
     * nobody: the clients that remain are served, and its undo would send new ones there. See decision 0075.
     */
    private static boolean takesCapacityBack(PlanKind kind) {
        return switch (kind) {
            case GIVE_BACK, RECALL, EVACUATE, UNDO -> true;
            case BORROW, FAILOVER, MAKE_ROOM, BALANCE, RESTORE -> false;
        };
    }

    /**
     * Whether the newest reading of the step's host was asked for after the step last changed: for a command every value
     * of it, since slow lists are told again; for a wait the counts, which each reading has anew.
     */
    static boolean isReadSince(StepProgress step, Observation observation) {
        Action action = step.step().action();
        Optional<Instant> read = action.mutates()
                ? observation.wholeSince(action.host())
                : observation.snapshot().readAt(action.host());
        return read.filter(at -> at.isAfter(step.changedAt())).isPresent();
    }

    /** Whether it holds at present: by a reading that is new enough, of a host that was not lost since. */
    static boolean isSeenToHold(StepProgress step, Observation observation) {
        Action action = step.step().action();
        return action.holds(observation.snapshot())
                && isReadSince(step, observation)
                && !LastRead.isLost(action.host(), observation);
    }

    /** Whether a step has waited for a reading for as long as one is waited for. */
    static boolean isOverdue(StepProgress step, Instant now) {
        return step.isWaiting() && Inbox.olderThan(step.changedAt(), READING_DEADLINE, now);
    }

    /** The end of a sentence about a step that got no reading. */
    static String waitedFor(String lastRead) {
        return "%s, and a whole new reading is waited for no longer than %d s."
                .formatted(lastRead, READING_DEADLINE.toSeconds());
    }

    /** What a wait says while it lasts. */
    static String waiting(StepProgress step, Observation observation, Instant now) {
        Action action = step.step().action();
        boolean present = observation.snapshot().readAt(action.host()).isPresent()
                && !LastRead.isLost(action.host(), observation);
        if (!present) {
            return "Waiting. %s.".formatted(LastRead.sentence(action.host(), observation.snapshot(), now));
        }
        return action instanceof TableAction.AwaitDrained drain && isLate(step, drain, now)
                ? "Waiting for longer than %d s: %s. Undo the plan to send new clients there again."
                        .formatted(drain.deadline().toSeconds(), Words.remaining(drain, observation.snapshot()))
                : "Waiting.";
    }

    private static boolean isLate(StepProgress step, TableAction.AwaitDrained drain, Instant now) {
        return step.inFlight() && Inbox.olderThan(step.changedAt(), drain.deadline(), now);
    }

    private Finding onTheWay(StepProgress step, Action action, Observation observation, Instant now) {
        if (SilentCommand.isSilent(step, now) && isSeenToHold(step, observation)) {
            return new Finding.Seen();
        }
        Duration command = deadline(action);
        return Inbox.olderThan(step.changedAt(), command.plus(ANSWER_GRACE), now)
                ? new Finding.Unanswered(
                        "No answer to the command came for %d s: more than its limit of %d s and the %d s that are waited for an answer."
                                .formatted(
                                        Duration.between(step.changedAt(), now).toSeconds(),
                                        command.toSeconds(),
                                        ANSWER_GRACE.toSeconds()))
                : new Finding.Open();
    }

    private Finding ended(
            StepProgress step, Action action, boolean mayDrainLonger, Observation observation, Instant now) {
        boolean readSince = isReadSince(step, observation);
        boolean present = action.mutates() || !LastRead.isLost(action.host(), observation);
        if (readSince && present && action.holds(observation.snapshot())) {
            return new Finding.Seen();
        }
        if (readSince && step.refused()) {
            return new Finding.Lost(step.detail());
        }
        Duration patience = patience(action, readSince);
        if (!Inbox.olderThan(step.changedAt(), patience, now)) {
            return new Finding.Open();
        }
        if (action instanceof TableAction.AwaitDrained && readSince && present && mayDrainLonger) {
            return new Finding.Open();
        }
        return readSince && present
                ? new Finding.Lost(late(step, action, patience))
                : new Finding.Unread(unread(action, observation, now));
    }

    /**
     * How long the change may take until a reading shows it; longer for a host whose reading is late, since that host
     * has not shown that the change is missing.
     */
    private Duration patience(Action action, boolean readSince) {
        Duration deadline = deadline(action);
        return readSince || !action.mutates() || deadline.compareTo(READING_DEADLINE) > 0 ? deadline : READING_DEADLINE;
    }

    private static String late(StepProgress step, Action action, Duration patience) {
        String said = action.mutates() && !step.detail().isEmpty() ? " The command said: " + step.detail() : "";
        return "%s: it was not seen to happen within its limit of %d s.%s"
                .formatted(action.describe(), patience.toSeconds(), said);
    }

    private static String unread(Action action, Observation observation, Instant now) {
        String read = LastRead.sentence(action.host(), observation.snapshot(), now);
        return action.mutates()
                ? read + ", so it was not known what became of the command."
                : read + ", so it was not known whether what was waited for has happened.";
    }

    private Duration deadline(Action action) {
        return switch (action) {
            case Wait wait -> wait.deadline();
            case ContainerAction _ -> policy.deadlines().start();
            case TableAction _ -> TABLE_DEADLINE;
        };
    }
}
