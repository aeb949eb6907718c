package dev.headroom.backend.agent;

import dev.headroom.backend.agent.HostReport.NotRead;
import dev.headroom.backend.agent.HostWatches.SecondLooks;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.driver.Attention;
import dev.headroom.backend.control.driver.ClusterObserver;
import dev.headroom.backend.control.driver.TimeMark;
import dev.headroom.backend.pace.HostPaces;
import dev.headroom.backend.pace.PaceRules;
import dev.headroom.backend.parse.ProcFiles.AgentTime;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all hosts again and again: one thread for each host, and one that asks them ({@link HostWatches}), each at its own
 * pace ({@link HostPaces}), and assembles the reports. It publishes an observation each interval with the reports that have come.
 */
public final class SshObserver implements ClusterObserver {
    private static final Logger LOG = LoggerFactory.getLogger(SshObserver.class);
    /** The time between the first report of a host and the second question. */
    private static final Duration SECOND_LOOK = Duration.ofSeconds(1);

    private final ClusterDefinition definition;
    private final SnapshotAssembler assembler;
    private final HostWatches hosts;
    private final HostPaces paces;
    private final SecondLooks secondLooks;
    private final Duration interval;
    private final Function<ClusterSnapshot, Set<ProbeTarget>> wantedProbes;
    private final InstantSource clock;
    private final Supplier<Duration> wallAhead;
    private final WakeUp wakeUp;
    /** Guards the start against a close at the same time. */
    private final ReentrantLock lifecycle = new ReentrantLock();

    /** What the master wants the directors to try, too. */
    private volatile Set<ProbeTarget> further = Set.of();

    private @Nullable Thread coordinator;

    /**
     * @param hosts how each host of the definition is reached; {@link #close} leaves their shells open
     * @param pace how often the hosts are asked; its interval is the time between two observations
     * @param wantedProbes the destinations that the directors shall try to reach, given the newest snapshot; called
     *     on the observer's own thread
     */
    public SshObserver(
            ClusterDefinition definition,
            Collection<HostAccess> hosts,
            PaceRules pace,
            Function<ClusterSnapshot, Set<ProbeTarget>> wantedProbes,
            InstantSource clock) {
        this(definition, hosts, pace, pace.interval(), wantedProbes, clock);
    }

    /**
     * An observer whose rounds come at another pace than the hosts' clock says: for virtual time.
     *
     * @param interval the time between two rounds, by the clock of this computer
     */
    SshObserver(
            ClusterDefinition definition,
            Collection<HostAccess> hosts,
            PaceRules pace,
            Duration interval,
            Function<ClusterSnapshot, Set<ProbeTarget>> wantedProbes,
            InstantSource clock) {
        this.definition = definition;
        this.paces = new HostPaces(hosts.stream().map(HostAccess::id).toList(), pace, clock.instant());
        this.assembler = new SnapshotAssembler(definition, pace.interval());
        this.hosts = new HostWatches(hosts, clock, interval);
        this.secondLooks = new SecondLooks(shorter(SECOND_LOOK, interval));
        this.interval = interval;
        this.wantedProbes = wantedProbes;
        this.clock = clock;
        this.wallAhead = () -> TimeMark.now(clock).wallAhead();
        this.wakeUp = new WakeUp(wallAhead);
    }

    @Override
    public void start(Consumer<Observation> sink) {
        lifecycle.lock();
        try {
            if (coordinator != null || hosts.isClosed()) {
                throw new IllegalStateException("An observer can be started once.");
            }
            coordinator = Thread.ofVirtual().name("observer").start(() -> observe(sink));
        } finally {
            lifecycle.unlock();
        }
    }

    @Override
    public void hurry(Set<HostId> hurried) {
        paces.hurried(hurried);
        hosts.hurry(hurried);
    }

    @Override
    public void attend(Attention attention) {
        paces.attend(attention);
        further = attention.probes();
    }

    @Override
    public void tryAgain() {
        hosts.tryAgain(_ -> true);
    }

    @Override
    public void tryAgain(HostId host) {
        hosts.tryAgain(host::equals);
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
                        assembly = woken(sink, assembly, awake);
                    }
                    Set<ProbeTarget> probes = new TreeSet<>(wantedProbes.apply(assembly.snapshot()));
                    probes.addAll(further);
                    List<HostReport> heard = hosts.round(probes, asked(whole, begun), begun);
                    if (wakeUp.happened()) {
                        // It slept within the round, so what it has heard may be of before.
                        awake = clock.instant();
                        assembly = woken(sink, assembly, awake);
                    }
                    Instant since = awake;
                    List<HostReport> reports = heard.stream()
                            .filter(report ->
                                    report instanceof NotRead || !report.at().isBefore(since))
                            .toList();
                    reports.stream()
                            .filter(newcomer(assembly))
                            .forEach(report -> secondLooks.add(report.host(), begun));
                    assembly = assembled(assembly, reports);
                    paces.seen(
                            assembly.snapshot(),
                            accounts(reports),
                            assembly.failures().keySet(),
                            probes);
                    tell(sink, assembly);
                } catch (InterruptedException e) {
                    throw e;
                } catch (Throwable e) {
                    // A bug or a short lack of memory: the observer must go on.
                    LOG.error("A round of readings ended in a fault", e);
                }
                goesOn = hosts.rest(secondLooks.next(due));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was read before is not fresh any more, and every host is read anew. */
    private Assembly woken(Consumer<Observation> sink, Assembly before, Instant awake) {
        Assembly assembly = assembler.woken(before, awake);
        hosts.woken();
        paces.anew(awake);
        tell(sink, assembly);
        return assembly;
    }

    /** The hosts that are asked: those whose pace says so, or those whose second report is due. */
    private Predicate<HostId> asked(boolean whole, long now) {
        Set<HostId> again = secondLooks.take(now);
        Set<HostId> due = whole ? paces.due(clock.instant()) : Set.of();
        return host -> due.contains(host) || again.contains(host);
    }

    /** The hosts that have reported, each with the account of its agent where it gave one. */
    private static Map<HostId, Optional<AgentTime>> accounts(List<HostReport> reports) {
        Map<HostId, Optional<AgentTime>> accounts = new HashMap<>();
        reports.stream()
                .filter(report -> !(report instanceof NotRead))
                .forEach(report -> accounts.put(report.host(), report.agent()));
        return accounts;
    }

    /** The next assembly. A report whose assembly fails because of a bug costs its own host only. */
    private Assembly assembled(Assembly before, List<HostReport> reports) {
        Instant now = clock.instant();
        Map<HostId, Duration> pauses = paces.pauses();
        try {
            return assembler.next(before, reports, pauses, now);
        } catch (Throwable e) {
            LOG.error("Reports could not be put together; each is tried alone", e);
        }
        List<HostReport> sound = reports.stream()
                .map(report -> {
                    try {
                        assembler.next(before, List.of(report), pauses, now);
                        return report;
                    } catch (Throwable e) {
                        LOG.error(
                                "The report of {} could not be put in",
                                report.host().name(),
                                e);
                        return NotRead.fault(report.host(), report.at());
                    }
                })
                .toList();
        return assembler.next(before, sound, pauses, now);
    }

    private void tell(Consumer<Observation> sink, Assembly assembly) {
        if (!hosts.isClosed()) {
            sink.accept(new Observation(
                    assembly.snapshot(),
                    Absences.told(definition, assembler.services(), assembly, assembly.withFacts(hosts.statuses())),
                    hosts.listsReadAt(),
                    assembler.freshFor(),
                    paces.told(),
                    wallAhead.get()));
        }
    }

    private static Predicate<HostReport> newcomer(Assembly assembly) {
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
        lifecycle.lock();
        try {
            hosts.close();
            running = coordinator;
        } finally {
            lifecycle.unlock();
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
