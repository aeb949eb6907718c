package dev.headroom.backend.control.core;

import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.plan.Wait;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Judges the step in flight by the newest readings. Pure. Only a reading that was asked for after the command had
 * ended is evidence; the command's output is not. See decision 0067.
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

        /** The change can no longer be expected. */
        record Lost(String sentence) implements Finding {}

        /** The executor has not reported the command's outcome. */
        record Unanswered(String sentence) implements Finding {}
    }

    Finding of(StepProgress step, Observation observation, Instant now) {
        Action action = step.step().action();
        return step.state() == StepProgress.State.RUNNING
                ? onTheWay(step, action, now)
                : ended(step, action, observation, now);
    }

    /** Whether every value of the step's host in the newest reading was read after the step last changed. */
    static boolean isReadSince(StepProgress step, Observation observation) {
        return observation
                .wholeSince(step.step().action().host())
                .filter(at -> at.isAfter(step.changedAt()))
                .isPresent();
    }

    /** Why a step no longer waits for a reading of its host; empty while the reading may still come. */
    static Optional<String> overdue(StepProgress step, Instant now) {
        Action action = step.step().action();
        return step.isWaiting() && Inbox.olderThan(step.changedAt(), READING_DEADLINE, now)
                ? Optional.of("%s: %s sent no new reading within %d s, so the command was not sent."
                        .formatted(action.describe(), action.host().name(), READING_DEADLINE.toSeconds()))
                : Optional.empty();
    }

    /**
     * Whether a step that may not begin now could begin after another reading: a host concerned is late with its
     * report, as a small server is that has just started a container. After a deadline a late reading is a reason to
     * fail.
     */
    boolean mayWaitForReading(StepProgress step, ClusterSnapshot snapshot, Instant now) {
        boolean patient = !(step.isWaiting() && Inbox.olderThan(step.changedAt(), TABLE_DEADLINE, now));
        return patient && !isRead(step.step().action(), snapshot);
    }

    private static boolean isRead(Action action, ClusterSnapshot snapshot) {
        return switch (action) {
            case ContainerAction change -> isMeasured(change.container(), snapshot);
            case TableAction.RemoveDestination remove -> isRead(remove.director(), snapshot);
            case TableAction.AwaitDrained await -> isRead(await.director(), snapshot);
            case TableAction change ->
                isRead(change.director(), snapshot) && isMeasured(change.service(), change.endpoint(), snapshot);
        };
    }

    private static boolean isRead(DirectorId director, ClusterSnapshot snapshot) {
        return snapshot.director(director)
                .filter(d -> d.table().fresh().isPresent())
                .isPresent();
    }

    private static boolean isMeasured(ContainerId container, ClusterSnapshot snapshot) {
        return snapshot.server(container.server())
                .filter(RealServer::isMeasured)
                .isPresent();
    }

    /** Whether the destination's container is measured; without a known container there is nothing to measure. */
    private static boolean isMeasured(ServiceId service, Endpoint endpoint, ClusterSnapshot snapshot) {
        return snapshot.containerAt(service, endpoint)
                .filter(c -> !isMeasured(c.id(), snapshot))
                .isEmpty();
    }

    private Finding onTheWay(StepProgress step, Action action, Instant now) {
        Duration patience = deadline(action).plus(ANSWER_GRACE);
        return Inbox.olderThan(step.changedAt(), patience, now)
                ? new Finding.Unanswered("Nothing was heard of the command for %d s.".formatted(patience.toSeconds()))
                : new Finding.Open();
    }

    private Finding ended(StepProgress step, Action action, Observation observation, Instant now) {
        boolean readSince = isReadSince(step, observation);
        if ((readSince || !action.mutates()) && action.holds(observation.snapshot())) {
            return new Finding.Seen();
        }
        if (readSince && step.refused()) {
            return new Finding.Lost(step.detail());
        }
        Duration patience = patience(action, readSince);
        return Inbox.olderThan(step.changedAt(), patience, now)
                ? new Finding.Lost(late(step, action, readSince, patience))
                : new Finding.Open();
    }

    /**
     * How long the change may take until a reading shows it; longer for a host whose reading is late, since that host
     * has not shown that the change is missing.
     */
    private Duration patience(Action action, boolean readSince) {
        Duration deadline = deadline(action);
        return readSince || !action.mutates() || deadline.compareTo(READING_DEADLINE) > 0 ? deadline : READING_DEADLINE;
    }

    private String late(StepProgress step, Action action, boolean readSince, Duration patience) {
        String said = action.mutates() && !step.detail().isEmpty() ? " The command said: " + step.detail() : "";
        String seen = readSince ? "it was not seen to happen" : action.host().name() + " sent no reading";
        return "%s: within %d s %s.%s".formatted(action.describe(), patience.toSeconds(), seen, said);
    }

    private Duration deadline(Action action) {
        return switch (action) {
            case Wait wait -> wait.deadline();
            case ContainerAction _ -> policy.deadlines().start();
            case TableAction _ -> TABLE_DEADLINE;
        };
    }
}
