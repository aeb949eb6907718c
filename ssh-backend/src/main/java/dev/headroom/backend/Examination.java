package dev.headroom.backend;

import dev.headroom.backend.agent.HostAccess;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.driver.ClusterObserver;
import dev.headroom.backend.doctor.Answer;
import dev.headroom.backend.doctor.Check;
import dev.headroom.backend.doctor.Diagnosis;
import dev.headroom.backend.doctor.Doctor;
import dev.headroom.backend.doctor.Finding;
import dev.headroom.backend.doctor.Interviewer;
import dev.headroom.backend.doctor.Severity;
import dev.headroom.backend.etcd.EtcdLook;
import dev.headroom.backend.etcd.EtcdSettings;
import dev.headroom.backend.time.TimeLimit;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.HostId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Examines a whole set-up: it asks every host of itself, all at once, and then takes the readings that a master takes. It
 * changes nothing, and a master may run beside it. One after the other, because some hosts permit one channel at a time.
 * See decisions 0097 and 0128.
 */
public final class Examination {
    private static final Duration POLL = Duration.ofMillis(500);
    /** A host that answered and was not understood may be so once: its table may have changed meanwhile. */
    private static final Duration SECOND_LOOK = Duration.ofSeconds(5);

    private final ClusterConnection connection;
    private final InstantSource clock;
    private final TimeLimit limit;
    private final Duration forInterviews;

    /**
     * @param clock a steady clock
     * @param limit of the whole examination: two thirds for what the hosts tell of themselves, of which one host has half
     *     of the whole once it is logged in to; the rest for their readings. An examination that is ended says what it knows
     */
    public Examination(ClusterConnection connection, InstantSource clock, TimeLimit limit) {
        this.connection = connection;
        this.clock = clock;
        this.limit = limit;
        forInterviews = limit.whole().multipliedBy(2).dividedBy(3);
    }

    /**
     * Examines the hosts that are wanted, and tells nobody how far it is.
     *
     * @param ours the installation whose marks on started containers are ours
     */
    public Diagnosis examine(Installation ours, Predicate<HostId> wanted) throws InterruptedException {
        return examine(ours, wanted, Progress.NONE);
    }

    /**
     * Examines the hosts that are wanted.
     *
     * @param ours the installation whose marks on started containers are ours
     * @param progress told what is done, by several threads at once
     */
    public Diagnosis examine(Installation ours, Predicate<HostId> wanted, Progress progress)
            throws InterruptedException {
        Map<HostId, Answer> answers = interviews(wanted, progress);
        Observation seen = observation(ours, answers, progress);
        Diagnosis diagnosis = Doctor.diagnose(connection.file(), seen, answers, ended());
        Optional<EtcdSettings> etcd = connection.file().etcd();
        return etcd.isEmpty() ? diagnosis : diagnosis.with(election(etcd.get()));
    }

    private Finding election(EtcdSettings etcd) throws InterruptedException {
        EtcdLook look = EtcdLook.at(etcd, connection.file().name());
        return new Finding(
                look.answered() ? Severity.FINE : Severity.WILL_NOT_WORK,
                Check.ELECTION,
                look.sentence(),
                Optional.empty());
    }

    /** Hears what is done; examining many hosts, of which some do not answer, takes a minute. */
    public interface Progress {
        /** Tells nobody. */
        Progress NONE = new Progress() {
            @Override
            public void begins(int all) {
                // Nobody is told.
            }

            @Override
            public void asked(HostId host, boolean told, int answered, int all) {
                // Nobody is told.
            }

            @Override
            public void reading(Set<HostId> awaited) {
                // Nobody is told.
            }
        };

        /** So many hosts are asked of themselves. */
        void begins(int all);

        /**
         * A host has told of itself, or cannot be asked.
         *
         * @param told whether it told of itself
         * @param answered so many of all were asked by now
         */
        void asked(HostId host, boolean told, int answered, int all);

        /** The readings that a master takes of these hosts are waited for. */
        void reading(Set<HostId> awaited);
    }

    private Map<HostId, Answer> interviews(Predicate<HostId> wanted, Progress progress) throws InterruptedException {
        List<HostAccess> hosts = connection.hosts().stream()
                .filter(host -> wanted.test(host.id()))
                .toList();
        Interviewer interviewer = new Interviewer(clock, limit.whole().dividedBy(2));
        Map<HostId, Answer> found = new ConcurrentHashMap<>();
        var left = new CountDownLatch(hosts.size());
        progress.begins(hosts.size());
        hosts.forEach(host -> Thread.ofVirtual()
                .name("doctor-" + host.id().name())
                .start(() -> {
                    try {
                        Answer answer = interviewer.ask(host.shell(), host.privilege());
                        found.put(host.id(), answer);
                        if (!limit.isOver()) { // the result is told by then
                            progress.asked(host.id(), answer.told().isPresent(), found.size(), hosts.size());
                        }
                    } finally {
                        left.countDown();
                    }
                }));
        boolean over = false;
        while (!over && !limit.isOver() && limit.spent().compareTo(forInterviews) < 0) {
            over = left.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
        }
        Map<HostId, Answer> ordered = new LinkedHashMap<>();
        for (HostAccess host : hosts) {
            ordered.put(host.id(), Optional.ofNullable(found.get(host.id())).orElse(notAsked(host.id(), over)));
        }
        return ordered;
    }

    private Answer notAsked(HostId host, boolean over) {
        String why = over
                ? "A fault of Headroom ended the examination of %s.".formatted(host.name())
                : ended().map(end -> "%s was not asked to its end: %s.".formatted(host.name(), end))
                        .orElseGet(() ->
                                "%s was not logged in to, or did not tell of itself, within %d s. It or the way to it may be overloaded; ask it alone: --host %s."
                                        .formatted(host.name(), forInterviews.toSeconds(), host.name()));
        return new Answer.Silent(why);
    }

    /** That somebody has ended the examination before its time was over, as the end of a sentence. */
    private Optional<String> ended() {
        return Optional.of("the examination was ended after %d s"
                        .formatted(limit.spent().toSeconds()))
                .filter(_ -> limit.isEnded());
    }

    /** The first observation in which every host that answered was read, or that is there when the time is over. */
    private Observation observation(Installation ours, Map<HostId, Answer> answers, Progress progress)
            throws InterruptedException {
        Set<HostId> told = answers.entrySet().stream()
                .filter(answer -> answer.getValue() instanceof Answer.Told)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Observation last =
                new Observation(new ClusterSnapshot(0, clock.instant(), List.of(), List.of(), List.of()), List.of());
        if (told.isEmpty() || limit.isOver()) {
            return last;
        }
        progress.reading(told);
        BlockingQueue<Observation> observations = new LinkedBlockingQueue<>();
        Map<HostId, Instant> misunderstood = new HashMap<>();
        try (ClusterObserver observer = connection.observer(clock, ours)) {
            observer.start(observations::add);
            do {
                last = Optional.ofNullable(observations.poll(POLL.toMillis(), TimeUnit.MILLISECONDS))
                        .orElse(last);
            } while (isAwaited(last, told, misunderstood) && !limit.isOver());
            return last;
        }
    }

    /**
     * Whether a host that told of itself may still be read. One that has answered a moment ago may refuse the next channel until
     * it has noticed the end of the first; what a host lacks, or prints and is not understood, does not change.
     */
    private boolean isAwaited(Observation seen, Set<HostId> told, Map<HostId, Instant> misunderstood) {
        Instant now = clock.instant();
        return seen.hosts().isEmpty()
                || seen.hosts().stream()
                        .filter(host -> told.contains(host.host()))
                        .anyMatch(host -> switch (host.state()) {
                            case CONNECTING -> true;
                            case CONNECTED, REFUSED -> false;
                            case RETRYING ->
                                !host.answered()
                                        || now.isBefore(misunderstood
                                                .computeIfAbsent(host.host(), _ -> now)
                                                .plus(SECOND_LOOK));
                        });
    }
}
