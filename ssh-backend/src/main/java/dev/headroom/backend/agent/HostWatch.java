package dev.headroom.backend.agent;

import dev.headroom.backend.agent.HostReport.Failed;
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
 * One host, asked on a thread of its own so that it never delays the others. Asked while it is still busy, it answers that
 * question as soon as it can. A report that is late is waited for; the connection stays. After failures it rests, longer each
 * time.
 * See decision 0032.
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
    private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(1);
    /** How often a late host's status is renewed. */
    private static final Duration LATER = Duration.ofSeconds(5);
    /** A frame that did not come in this time does not come. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);

    private final VmAgent agent;
    private final InstantSource clock;
    private final Duration slow;
    private final Pace frames;
    private final Lock lock;
    private final Condition changed;
    /** Of this host's thread alone: with one condition for all, each answer would wake a thousand threads. */
    private final Condition asked;

    private final List<HostReport> reports = new ArrayList<>();
    private Optional<Question> question = Optional.empty();
    private HostStatus status;
    private List<String> notes = List.of();
    private @Nullable Thread thread;
    private Instant restUntil = Instant.MIN;
    private int failures;
    private Optional<Instant> listsReadAt = Optional.empty();
    private boolean busy;
    /** Whether somebody waits for a report with nothing in it from before. */
    private boolean owesAnew;

    private boolean closed;

    /**
     * @param interval between two questions
     * @param changed signalled, under the lock, when something has come
     */
    HostWatch(HostAccess access, InstantSource clock, Duration interval, Lock lock, Condition changed) {
        Duration threeIntervals = interval.multipliedBy(3);
        this.agent = new VmAgent(access, clock);
        this.clock = clock;
        this.slow = longer(LATER, threeIntervals);
        this.frames = new Pace(longer(SHORTEST_PATIENCE, threeIntervals), longer(LONGEST_PATIENCE, threeIntervals));
        this.lock = lock;
        this.changed = changed;
        this.asked = lock.newCondition();
        this.status = new HostStatus(access.id(), access.address(), State.CONNECTING, "", clock.instant());
    }

    /**
     * Asks for a report, unless the host rests. Under the lock.
     *
     * @param fresh whether the host's lists are to be read anew
     * @return whether it is worth waiting for: it answered last time, or was never asked; where it is asked for
     *     anew, also while it is busy with another question
     */
    boolean ask(Set<ProbeTarget> probes, boolean fresh) {
        owesAnew |= fresh;
        if (clock.instant().isBefore(restUntil)) {
            return false;
        }
        live();
        boolean lagging = busy || question.isPresent();
        question = Optional.of(new Question(agent.host() instanceof DirectorId ? probes : Set.of(), owesAnew));
        asked.signalAll();
        return (fresh || !lagging) && (status.state() == State.CONNECTED || status.state() == State.CONNECTING);
    }

    /** The host's thread, begun at the first question, and again should a fault ever have ended it. */
    private void live() {
        Thread before = thread;
        if (!closed && (before == null || !before.isAlive())) {
            busy = false;
            Thread next =
                    Thread.ofVirtual().name("watch-" + agent.host().name()).unstarted(this::run);
            next.start();
            thread = next;
        }
    }

    /** The operator wants it tried now, whatever was refused before. Under the lock. */
    void tryAgain() {
        if (status.state() == State.CONNECTED) {
            return;
        }
        restUntil = Instant.MIN;
        agent.tryAgain();
    }

    /** Whether an answer is still to come. Under the lock. */
    boolean owesAnswer() {
        return busy || question.isPresent();
    }

    HostId host() {
        return agent.host();
    }

    /** What nothing in the last report is older than; empty before the first. Under the lock. */
    Optional<Instant> listsReadAt() {
        return listsReadAt;
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
                    owesAnew |= report instanceof Failed && next.get().fresh();
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
            // A bug, or no memory; the other hosts, and this one's next frame, must not suffer from it.
            LOG.error("Reading {} ended in a fault", agent.host().name(), e);
            agent.close();
            return new Failed(
                    agent.host(),
                    begun,
                    "A fault of Headroom ended the reading of %s (%s). It is read again by itself."
                            .formatted(agent.host().name(), e),
                    true);
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

    /** A late host is waited for, not connected anew: it has enough to do. */
    private boolean isWorthWaiting() {
        Duration waited = agent.waited();
        lock.lock();
        try {
            if (closed || waited.compareTo(LONGEST_WAIT) >= 0) {
                frames.missed();
                return false;
            }
            turn(
                    status.state(),
                    "%s is slow: it was asked for a report %d s ago."
                            .formatted(agent.host().name(), waited.toSeconds()));
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void accept(HostReport report) {
        busy = false;
        reports.add(report);
        if (report instanceof Failed failed) {
            failures++;
            question = Optional.empty();
            // asking a host that refused us costs nothing: the shell does not try again before it should
            Duration rest = SHORT_REST.multipliedBy(1L << Math.min(failures - 1, 5));
            restUntil = clock.instant().plus(rest.compareTo(LONG_REST) > 0 ? LONG_REST : rest);
            turn(failed.transientFailure() ? State.RETRYING : State.REFUSED, failed.sentence());
        } else {
            failures = 0;
            restUntil = Instant.MIN;
            Duration took = Duration.between(report.at(), clock.instant());
            frames.took(took);
            notes = report.notes();
            turn(
                    State.CONNECTED,
                    took.compareTo(slow) < 0
                            ? ""
                            : "%s is slow: its last report took %d s."
                                    .formatted(agent.host().name(), took.toSeconds()));
        }
        changed.signalAll();
    }

    private void turn(State state, String sentence) {
        Instant since = state == status.state() ? status.since() : clock.instant();
        status = new HostStatus(status.host(), status.address(), state, sentence, since, notes);
    }

    /** Ends the thread, also in the middle of a frame. Under the lock. */
    void close() {
        closed = true;
        asked.signalAll();
        agent.close();
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
