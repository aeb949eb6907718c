package dev.headroom.backend.agent;

import dev.headroom.backend.agent.HostReport.NotRead;
import dev.headroom.backend.agent.VmAgent.Question;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.HostStatus.State;
import dev.headroom.backend.remote.Pace;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one host again and again on a thread of its own, so that a slow host never delays the others. A question that
 * arrives while the host is busy with another is asked next. A late report is waited for on the same connection.
 * After a failure the watch pauses ({@link Reachability}). See decision 0032.
 *
 * <p>The lock of {@link HostWatches} guards all mutable state.
 */
final class HostWatch {
    private static final Logger LOG = LoggerFactory.getLogger(HostWatch.class);
    private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(1);
    /** How long a late host is waited for at once. */
    private static final Duration LATER = Duration.ofSeconds(5);
    /** The longest wait for a frame; after it the frame is given up. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);

    private final VmAgent agent;
    private final InstantSource clock;
    private final Pace frames;
    private final Reachability reachability;
    private final Lock lock;
    private final Condition changed;
    /** Signals this host's thread alone: with one condition for all hosts each answer would wake a thousand threads. */
    private final Condition asked;

    private final List<HostReport> reports = new ArrayList<>();
    private Optional<Question> question = Optional.empty();
    private @Nullable Thread thread;
    private Optional<Instant> listsReadAt = Optional.empty();
    private boolean busy;
    /** Whether the answer to the question is late. */
    private boolean late;

    /** Whether the next report must hold nothing that was read before its question. */
    private boolean owesAnew;

    private boolean closed;

    /**
     * @param interval the time between two questions
     * @param lock the lock of all watches, which guards the state of this watch
     * @param changed signalled, under the lock, when a report or a failure has come
     */
    HostWatch(HostAccess access, InstantSource clock, Duration interval, Lock lock, Condition changed) {
        Duration threeIntervals = interval.multipliedBy(3);
        this.agent = new VmAgent(access, clock);
        this.clock = clock;
        this.frames = new Pace(longer(SHORTEST_PATIENCE, threeIntervals), longer(LONGEST_PATIENCE, threeIntervals));
        this.lock = lock;
        this.changed = changed;
        this.asked = lock.newCondition();
        this.reachability =
                new Reachability(access.id(), access.address(), longer(LATER, threeIntervals), clock.instant());
    }

    /**
     * Asks for a report, unless the watch pauses after a failure. The caller holds the lock.
     *
     * @param fresh whether the host's lists are to be read anew
     * @return whether the caller should wait for the report: the host answered last time, or was never asked; false
     *     while it is busy with an earlier question, unless {@code fresh}
     */
    boolean ask(Set<ProbeTarget> probes, boolean fresh) {
        owesAnew |= fresh;
        if (reachability.isPaused(clock.instant())) {
            return false;
        }
        live();
        boolean lagging = busy || question.isPresent();
        question = Optional.of(new Question(agent.host() instanceof DirectorId ? probes : Set.of(), owesAnew));
        asked.signalAll();
        return (fresh || !lagging) && reachability.promisesAnAnswer();
    }

    /** Starts the host's thread at the first question, and again if a fault has ended it. */
    private void live() {
        Thread before = thread;
        if (!closed && (before == null || !before.isAlive())) {
            busy = false;
            late = false;
            Thread next =
                    Thread.ofVirtual().name("watch-" + agent.host().name()).unstarted(this::run);
            next.start();
            thread = next;
        }
    }

    /**
     * Ends the pause after failures at the operator's request, also after a refused login. The caller holds the lock.
     */
    void tryAgain() {
        if (reachability.status().state() != State.CONNECTED) {
            reachability.endPause();
            agent.tryAgain();
        }
    }

    /** Looks at the host anew: nothing is known of what happened while this computer slept. The caller holds the lock. */
    void woken() {
        reachability.woken(clock.instant());
        reachability.endPause();
        agent.woken();
    }

    /** Whether a question has no answer yet. The caller holds the lock. */
    boolean owesAnswer() {
        return busy || question.isPresent();
    }

    HostId host() {
        return agent.host();
    }

    /** Whether the host gave neither a report nor a failure yet, since the beginning or a sleep. The caller holds the lock. */
    boolean isNew() {
        return reachability.status().state() == State.CONNECTING;
    }

    /**
     * The time that nothing in the last report is older than; empty before the first report. The caller holds the
     * lock.
     */
    Optional<Instant> listsReadAt() {
        return listsReadAt;
    }

    /** The newest status of the host; of a late one, how late it is now. The caller holds the lock. */
    HostStatus status() {
        if (late && agent.waited().isPositive()) {
            reachability.late(agent.lateness(), clock.instant());
        }
        return reachability.status();
    }

    /** The reports since the last call, oldest first. The caller holds the lock. */
    List<HostReport> drain() {
        List<HostReport> result = List.copyOf(reports);
        reports.clear();
        return result;
    }

    private void run() {
        try {
            while (true) {
                Optional<Question> next = nextQuestion();
                if (next.isEmpty()) {
                    return;
                }
                HostReport report = answer(next.get());
                lock.lock();
                try {
                    owesAnew |= report instanceof NotRead && next.get().fresh();
                    listsReadAt = agent.listsReadAt();
                    accept(report);
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            LOG.error(
                    "The thread of {} ended in a fault; another begins at the next question",
                    agent.host().name(),
                    e);
        } finally {
            agent.close();
        }
    }

    private Optional<Question> nextQuestion() throws InterruptedException {
        lock.lock();
        try {
            while (question.isEmpty() && !closed) {
                asked.await();
            }
            if (closed) {
                return Optional.empty();
            }
            Optional<Question> result = question;
            question = Optional.empty();
            owesAnew = false;
            busy = true;
            return result;
        } finally {
            lock.unlock();
        }
    }

    private HostReport answer(Question asking) {
        Instant begun = clock.instant();
        try {
            Optional<HostReport> report = agent.frame(asking, patience());
            while (report.isEmpty() && isWorthWaiting()) {
                report = agent.frame(asking, LATER);
            }
            return report.orElseGet(agent::giveUp);
        } catch (Throwable e) {
            // A bug or a lack of memory: the other hosts and this host's next frame must go on.
            LOG.error("Reading {} ended in a fault", agent.host().name(), e);
            agent.close();
            return NotRead.fault(agent.host(), begun);
        }
    }

    private Duration patience() {
        lock.lock();
        try {
            return frames.patience();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a late host is waited for: a new connection would add to the work of a busy host. */
    private boolean isWorthWaiting() {
        Duration waited = agent.waited();
        lock.lock();
        try {
            if (closed || waited.compareTo(LONGEST_WAIT) >= 0) {
                frames.missed();
                return false;
            }
            late = true;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void accept(HostReport report) {
        busy = false;
        late = false;
        reports.add(report);
        Instant now = clock.instant();
        reachability.accept(report, now);
        if (report instanceof NotRead) {
            question = Optional.empty();
        } else {
            frames.took(Duration.between(report.at(), now));
        }
        changed.signalAll();
    }

    /** Ends the thread, also in the middle of a frame. The caller holds the lock. */
    void close() {
        closed = true;
        asked.signalAll();
        agent.close();
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
