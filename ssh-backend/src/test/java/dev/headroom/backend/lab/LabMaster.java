package dev.headroom.backend.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.ClusterConnection;
import dev.headroom.backend.RunningMaster;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.driver.Answer;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.inventory.ClusterFileException;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;

/** A whole master on the lab, as the console wires it; lets a test wait for a state instead of for a time. */
final class LabMaster implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ClusterConnection connection;
    private final RunningMaster running;

    private LabMaster(ClusterFile file, Mode mode, Path folder) throws IOException {
        connection = ClusterConnection.overSsh(file);
        running = RunningMaster.startAdopting(connection, mode, folder, _ -> signal());
    }

    static LabMaster start(Mode mode, Path folder) throws IOException, ClusterFileException {
        return new LabMaster(ClusterFile.read(Lab.clusterFile()), mode, folder);
    }

    /** With a cluster file of the test's own. */
    static LabMaster start(Mode mode, Path folder, Path clusterFile) throws IOException, ClusterFileException {
        return new LabMaster(ClusterFile.read(clusterFile), mode, folder);
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    RunningMaster running() {
        return running;
    }

    ControlState state() {
        return running.master().state();
    }

    /** Clicks on an open proposal of a kind; on the next one if it goes away between the look and the click. */
    Proposal approveNext(PlanKind kind, Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        while (true) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            Proposal proposal = awaitProposal(kind, Proposal.Status.OPEN, left);
            if (click(proposal) instanceof Answer.Accepted) {
                return proposal;
            }
        }
    }

    /** Why an approval is refused. */
    String refusal(Proposal proposal) {
        Answer answer = click(proposal);
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        return ((Answer.Refused) answer).sentence();
    }

    /** What the button sends. */
    private Answer click(Proposal proposal) {
        return running.master()
                .submit(new Intent.Approve(proposal.id(), proposal.plan().basisRevision(), "tester"))
                .join();
    }

    /** The first result that {@code look} finds in a state within the time; fails with the state otherwise. */
    <T> T await(String what, Duration time, Function<ControlState, Optional<T>> look) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        lock.lock();
        try {
            while (true) {
                ControlState state = state();
                Optional<T> found = look.apply(state);
                if (found.isPresent()) {
                    return found.get();
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError(
                            "Waited %d s in vain until %s. Assessments: %s. Verdicts: %s. Proposals: %s. Hosts: %s"
                                    .formatted(
                                            time.toSeconds(),
                                            what,
                                            state.assessments(),
                                            state.verdicts(),
                                            state.proposals(),
                                            state.observation().hosts()));
                }
                changed.await(Math.min(left, TimeUnit.SECONDS.toNanos(1)), TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    Proposal awaitProposal(PlanKind kind, Proposal.Status status, Duration time) throws InterruptedException {
        return await(
                "a plan of kind " + kind + " is " + status,
                time,
                state -> state.proposals().stream()
                        .filter(p -> p.plan().kind() == kind && p.status() == status)
                        .findFirst());
    }

    void awaitAllRead(Duration time) throws InterruptedException {
        await("every host is read", time, state -> {
            boolean read = !state.snapshot().servers().isEmpty()
                    && state.snapshot().servers().stream().allMatch(RealServer::isMeasured)
                    && state.snapshot().directors().stream()
                            .allMatch(d -> d.table().fresh().isPresent());
            return read ? Optional.of(state) : Optional.empty();
        });
    }

    /** So many snapshots more. */
    void awaitReadings(int more, Duration time) throws InterruptedException {
        long wanted = state().snapshot().revision() + more;
        await(
                more + " readings more",
                time,
                state -> state.snapshot().revision() >= wanted ? Optional.of(state) : Optional.empty());
    }

    /** So many readings of one server, each newer than the one before. */
    void awaitReadingsOf(String server, int more, Duration time) throws InterruptedException {
        for (int i = 0; i < more; i++) {
            Optional<Instant> last = measured(state(), server);
            await(
                    "a reading of " + server,
                    time,
                    state -> measured(state, server).filter(at -> last.isEmpty() || at.isAfter(last.get())));
        }
    }

    private static Optional<Instant> measured(ControlState state, String server) {
        return state.snapshot().servers().stream()
                .filter(s -> s.id().equals(new ServerId(server)))
                .flatMap(s -> s.load() instanceof Reading.Fresh<?> fresh ? Stream.of(fresh.at()) : Stream.empty())
                .findFirst();
    }

    @Override
    public void close() throws IOException {
        running.close();
        connection.close();
    }
}
