package dev.headroom.backend.agent;

import dev.headroom.backend.agent.HostReport.NotRead;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.driver.ClusterObserver;
import dev.headroom.backend.time.SteadyClock;
import dev.headroom.backend.time.WakeUp;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.ServerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all hosts again and again: one thread for each host, and one that asks them and assembles the reports. It
 * publishes an observation each interval with the reports that have come. It waits once for a slow or dead host, and
 * then not again until that host answers.
 */
public final class SshObserver implements ClusterObserver {
    private static final Logger LOG = LoggerFactory.getLogger(SshObserver.class);
    private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(2);
    /** Rates need two reports, so the second is asked for 1 s after the first. */
    private static final Duration SECOND_LOOK = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ClusterDefinition definition;
    private final SnapshotAssembler assembler;
    private final List<HostWatch> watches;
    private final Duration interval;
    private final Function<ClusterSnapshot, Set<ProbeTarget>> wantedProbes;
    private final InstantSource clock;
    private final WakeUp wakeUp;
    /** When the oldest list of each host was read, as of the reports taken so far. Owned by the observer's thread. */
    private final Map<HostId, Instant> listsReadAt = new HashMap<>();
    /**
     * The hosts to ask before their time, and for lists read anew: a command has changed them or is about to, or the
     * operator asked.
     */
    private final Set<HostId> hurried = new HashSet<>();

    /** The status of each host as of the reports taken so far. Owned by the observer's thread. */
    private List<HostStatus> statuses = List.of();

    private boolean closed;
    private @Nullable Thread coordinator;

    /**
     * @param hosts how each host of the definition is reached; {@link #close} leaves their shells open
     * @param interval the time between two observations
     * @param wantedProbes the destinations that the directors shall try to reach, given the newest snapshot; called
     * on the observer's
     *     own thread
     */
    public SshObserver(
            ClusterDefinition definition,
            Collection<HostAccess> hosts,
            Duration interval,
            Function<ClusterSnapshot, Set<ProbeTarget>> wantedProbes,
            InstantSource clock) {
        this.definition = definition;
        this.assembler = new SnapshotAssembler(definition, interval);
        this.watches = hosts.stream()
                .map(host -> new HostWatch(host, clock, interval, lock, changed))
                .toList();
        this.interval = interval;
        this.wantedProbes = wantedProbes;
        this.clock = clock;
        this.wakeUp = new WakeUp(clock instanceof SteadyClock steady ? steady::wallAhead : () -> Duration.ZERO);
    }

    @Override
    public void start(Consumer<Observation> sink) {
        lock.lock();
        try {
            if (coordinator != null || closed) {
                throw new IllegalStateException("An observer can be started once.");
            }
            coordinator = Thread.ofVirtual().name("observer").start(() -> observe(sink));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void hurry(Set<HostId> hosts) {
        lock.lock();
        try {
            hurried.addAll(hosts);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void observe(Consumer<Observation> sink) {
        Assembly assembly = assembler.first(clock.instant());
        Instant awake = assembly.snapshot().takenAt();
        long due = System.nanoTime();
        try {
            boolean goesOn = true;
            while (goesOn) {
                long begun = System.nanoTime();
                boolean whole = begun - due >= 0;
                due = whole ? begun + interval.toNanos() : due;
                try {
                    if (wakeUp.happened()) {
                        awake = clock.instant();
                        assembly = assembler.woken(assembly, awake);
                        woken();
                        tell(sink, assembly);
                    }
                    Instant since = awake;
                    List<HostReport> reports = round(wantedProbes.apply(assembly.snapshot()), whole, begun).stream()
                            .filter(report ->
                                    report instanceof NotRead || !report.at().isBefore(since))
                            .toList();
                    if (reports.stream().anyMatch(newcomer(assembly))) {
                        due = begun + shorter(SECOND_LOOK, interval).toNanos();
                    }
                    assembly = assembled(assembly, reports);
                    tell(sink, assembly);
                } catch (InterruptedException e) {
                    throw e;
                } catch (Throwable e) {
                    // A bug or a short lack of memory: the observer must go on.
                    LOG.error("A round of readings ended in a fault", e);
                }
                goesOn = rest(due);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next assembly. A report whose assembly fails because of a bug costs its own host only. */
    private Assembly assembled(Assembly before, List<HostReport> reports) {
        Instant now = clock.instant();
        try {
            return assembler.next(before, reports, now);
        } catch (Throwable e) {
            LOG.error("Reports could not be put together; each is tried alone", e);
        }
        List<HostReport> sound = reports.stream()
                .map(report -> {
                    try {
                        assembler.next(before, List.of(report), now);
                        return report;
                    } catch (Throwable e) {
                        return failed(report, e);
                    }
                })
                .toList();
        return assembler.next(before, sound, now);
    }

    private static HostReport failed(HostReport report, Throwable e) {
        return new NotRead(
                report.host(),
                report.at(),
                "A fault of Headroom ended the reading of %s (%s). It is read again by itself."
                        .formatted(report.host().name(), e),
                true);
    }

    /**
     * Asks hosts and takes the reports that have come.
     *
     * @param whole whether all hosts are due; else only the hosts in {@link #hurried} are asked
     * @param begun when the round began, by {@link System#nanoTime}
     */
    private List<HostReport> round(Set<ProbeTarget> probes, boolean whole, long begun) throws InterruptedException {
        lock.lock();
        try {
            Set<HostId> anew = Set.copyOf(hurried);
            hurried.clear();
            List<HostWatch> awaited = watches.stream()
                    .filter(watch -> whole || anew.contains(watch.host()))
                    .filter(watch -> watch.ask(probes, anew.contains(watch.host())))
                    .toList();
            long end = begun + shorter(LONGEST_PATIENCE, interval).toNanos();
            while (!closed && awaited.stream().anyMatch(HostWatch::owesAnswer)) {
                long left = end - System.nanoTime();
                if (left <= 0 || !changed.await(left, TimeUnit.NANOSECONDS)) {
                    break;
                }
            }
            statuses = watches.stream().map(HostWatch::status).toList();
            watches.forEach(watch -> watch.listsReadAt().ifPresent(at -> listsReadAt.put(watch.host(), at)));
            return watches.stream().flatMap(watch -> watch.drain().stream()).toList();
        } finally {
            lock.unlock();
        }
    }

    private void woken() {
        lock.lock();
        try {
            watches.forEach(HostWatch::woken);
            statuses = watches.stream().map(HostWatch::status).toList();
        } finally {
            lock.unlock();
        }
    }

    private void tell(Consumer<Observation> sink, Assembly assembly) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
        } finally {
            lock.unlock();
        }
        sink.accept(new Observation(
                assembly.snapshot(), Absences.told(definition, assembly, statuses), listsReadAt, assembler.freshFor()));
    }

    @Override
    public void tryAgain() {
        tryAgainWhere(_ -> true);
    }

    @Override
    public void tryAgain(HostId host) {
        tryAgainWhere(watch -> watch.host().equals(host));
    }

    private void tryAgainWhere(Predicate<HostWatch> wanted) {
        lock.lock();
        try {
            watches.stream().filter(wanted).forEach(watch -> {
                watch.tryAgain();
                hurried.add(watch.host());
            });
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the next round is due or a host is to be asked early; false when the observer is closed. */
    private boolean rest(long until) throws InterruptedException {
        lock.lock();
        try {
            while (!closed && hurried.isEmpty()) {
                long left = until - System.nanoTime();
                if (left <= 0 || !changed.await(left, TimeUnit.NANOSECONDS)) {
                    break;
                }
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private static java.util.function.Predicate<HostReport> newcomer(Assembly assembly) {
        return report -> !(report instanceof NotRead)
                && switch (report.host()) {
                    case DirectorId id -> !assembly.directors().containsKey(id);
                    case ServerId id -> !assembly.servers().containsKey(id);
                };
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    /** Ends all threads; no observation goes out afterwards. */
    @Override
    public void close() {
        Thread running;
        lock.lock();
        try {
            closed = true;
            watches.forEach(HostWatch::close);
            changed.signalAll();
            running = coordinator;
        } finally {
            lock.unlock();
        }
        if (running != null && running != Thread.currentThread()) {
            try {
                running.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
