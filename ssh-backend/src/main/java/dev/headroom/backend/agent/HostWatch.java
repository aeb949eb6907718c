package dev.headroom.backend.agent;

import dev.headroom.backend.agent.HostReport.Failed;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.HostStatus.State;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.ProbeTarget;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One host, asked on a thread of its own so that it never delays the others. Asked while it is still busy, it answers that
 * question as soon as it can. After failures it rests, longer each time.
 *
 * <pre>
 * CONNECTING ─report─► CONNECTED ─failure─► RETRYING or REFUSED ─report─► CONNECTED
 *      └──────failure──────────────────────────────┘
 * </pre>
 *
 * <p>All mutable state is guarded by the observer's lock.
 */
final class HostWatch {
    private static final Logger LOG = LoggerFactory.getLogger(HostWatch.class);
    private static final Duration SHORT_REST = Duration.ofSeconds(1);
    private static final Duration LONG_REST = Duration.ofSeconds(30);

    private final VmAgent agent;
    private final InstantSource clock;
    private final Duration deadline;
    private final Lock lock;
    private final Condition changed;

    private final List<HostReport> reports = new ArrayList<>();
    private Optional<Set<ProbeTarget>> question = Optional.empty();
    private HostStatus status;
    private Instant restUntil = Instant.MIN;
    private int failures;
    private boolean busy;
    private boolean closed;

    HostWatch(HostAccess access, InstantSource clock, Duration deadline, Lock lock, Condition changed) {
        this.agent = new VmAgent(access, clock);
        this.clock = clock;
        this.deadline = deadline;
        this.lock = lock;
        this.changed = changed;
        this.status = new HostStatus(access.id(), access.address(), State.CONNECTING, "", clock.instant());
    }

    /**
     * Asks for a report, unless the host rests. Under the lock.
     *
     * @return whether it is worth waiting for: it answered last time, or was never asked
     */
    boolean ask(Set<ProbeTarget> probes) {
        if (clock.instant().isBefore(restUntil)) {
            return false;
        }
        boolean lagging = busy || question.isPresent();
        question = Optional.of(agent.host() instanceof DirectorId ? probes : Set.of());
        changed.signalAll();
        return !lagging && (status.state() == State.CONNECTED || status.state() == State.CONNECTING);
    }

    /** Whether an answer is still to come. Under the lock. */
    boolean owesAnswer() {
        return busy || question.isPresent();
    }

    /** Under the lock. */
    HostStatus status() {
        return status;
    }

    /** What came since the last call. Under the lock. */
    List<HostReport> drain() {
        List<HostReport> result = List.copyOf(reports);
        reports.clear();
        return result;
    }

    /** The life of the host's thread. */
    void run() {
        try {
            while (true) {
                Optional<Set<ProbeTarget>> probes = nextQuestion();
                if (probes.isEmpty()) {
                    return;
                }
                HostReport report = answer(probes.get());
                lock.lock();
                try {
                    accept(report);
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            agent.close();
        }
    }

    private Optional<Set<ProbeTarget>> nextQuestion() throws InterruptedException {
        lock.lock();
        try {
            while (question.isEmpty() && !closed) {
                changed.await();
            }
            if (closed) {
                return Optional.empty();
            }
            Optional<Set<ProbeTarget>> result = question;
            question = Optional.empty();
            busy = true;
            return result;
        } finally {
            lock.unlock();
        }
    }

    private HostReport answer(Set<ProbeTarget> probes) {
        Instant asked = clock.instant();
        try {
            return agent.frame(probes, deadline);
        } catch (RuntimeException e) {
            // A bug; the other hosts, and this one's next frame, must not suffer from it.
            LOG.error("Reading {} ended in a bug", agent.host().name(), e);
            agent.close();
            return new Failed(
                    agent.host(),
                    asked,
                    "A bug ended the reading of %s: %s.".formatted(agent.host().name(), e),
                    true);
        }
    }

    private void accept(HostReport report) {
        busy = false;
        reports.add(report);
        if (report instanceof Failed failed) {
            failures++;
            question = Optional.empty();
            Duration rest =
                    failed.transientFailure() ? SHORT_REST.multipliedBy(1L << Math.min(failures - 1, 5)) : LONG_REST;
            restUntil = clock.instant().plus(rest.compareTo(LONG_REST) > 0 ? LONG_REST : rest);
            turn(failed.transientFailure() ? State.RETRYING : State.REFUSED, failed.sentence());
        } else {
            failures = 0;
            restUntil = Instant.MIN;
            turn(State.CONNECTED, "");
        }
        changed.signalAll();
    }

    private void turn(State state, String sentence) {
        Instant since = state == status.state() ? status.since() : clock.instant();
        status = new HostStatus(status.host(), status.address(), state, sentence, since);
    }

    /** Ends the thread, also in the middle of a frame. Under the lock. */
    void close() {
        closed = true;
        changed.signalAll();
        agent.close();
    }
}
