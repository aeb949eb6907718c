package dev.headroom.backend;

import dev.headroom.backend.agent.HostAccess;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.driver.ClusterObserver;
import dev.headroom.backend.doctor.Answer;
import dev.headroom.backend.doctor.Diagnosis;
import dev.headroom.backend.doctor.Doctor;
import dev.headroom.backend.doctor.Interviewer;
import dev.headroom.ma2scf.model.HostId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Examines a whole set-up: it asks every host of itself, all at once, and then takes the readings that a master takes. It
 * changes nothing, and a master may run beside it. One after the other, because some hosts permit one channel at a time.
 * See decision 0097.
 */
public final class Examination {
    private static final Duration POLL = Duration.ofMillis(500);

    private final ClusterConnection connection;
    private final InstantSource clock;
    private final Duration patience;

    /**
     * @param clock a steady clock
     * @param patience how long a host may take to tell of itself once it is logged in to, and then to give a reading
     */
    public Examination(ClusterConnection connection, InstantSource clock, Duration patience) {
        this.connection = connection;
        this.clock = clock;
        this.patience = patience;
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
        progress.reading();
        return Doctor.diagnose(connection.file(), observation(ours, answers), answers);
    }

    /** Hears what is done; examining many hosts, of which some do not answer, takes minutes. */
    public interface Progress {
        /** Tells nobody. */
        Progress NONE = new Progress() {
            @Override
            public void asked(int answered, int all) {
                // Nobody is told.
            }

            @Override
            public void reading() {
                // Nobody is told.
            }
        };

        /** So many of all hosts have answered, or cannot be asked. */
        void asked(int answered, int all);

        /** The readings that a master takes are waited for. */
        void reading();
    }

    private Map<HostId, Answer> interviews(Predicate<HostId> wanted, Progress progress) throws InterruptedException {
        List<HostAccess> hosts = connection.hosts().stream()
                .filter(host -> wanted.test(host.id()))
                .toList();
        Interviewer interviewer = new Interviewer(clock, patience);
        Map<HostId, Answer> found = new ConcurrentHashMap<>();
        progress.asked(0, hosts.size());
        List<Thread> threads = hosts.stream()
                .map(host -> Thread.ofVirtual()
                        .name("doctor-" + host.id().name())
                        .start(() -> {
                            found.put(host.id(), interviewer.ask(host.shell(), host.privilege()));
                            progress.asked(found.size(), hosts.size());
                        }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        Map<HostId, Answer> ordered = new LinkedHashMap<>();
        hosts.forEach(host -> ordered.put(
                host.id(),
                found.getOrDefault(
                        host.id(),
                        new Answer.Silent("A fault of Headroom ended the examination of %s."
                                .formatted(host.id().name())))));
        return ordered;
    }

    /** The first observation in which every host that answered was read, or that is there when the time is over. */
    private Observation observation(Installation ours, Map<HostId, Answer> answers) throws InterruptedException {
        var awaited = answers.entrySet().stream()
                .filter(answer -> answer.getValue() instanceof Answer.Told)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        BlockingQueue<Observation> observations = new LinkedBlockingQueue<>();
        try (ClusterObserver observer = connection.observer(clock, ours)) {
            Instant until = clock.instant().plus(patience);
            observer.start(observations::add);
            Observation last = observations.take();
            // A host that has answered a moment ago may refuse the next channel until it has noticed the end of the
            // first.
            while (last.hosts().stream()
                            .anyMatch(host -> awaited.contains(host.host())
                                    && (host.state() == HostStatus.State.CONNECTING
                                            || host.state() == HostStatus.State.RETRYING))
                    && clock.instant().isBefore(until)) {
                Observation next = observations.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
                last = next == null ? last : next;
            }
            return last;
        }
    }
}
