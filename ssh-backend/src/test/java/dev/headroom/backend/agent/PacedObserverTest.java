package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.TestPatience;
import dev.headroom.backend.agent.ClusterDefinition.ServerDefinition;
import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.Observation.HostPace;
import dev.headroom.backend.control.Observation.HostPace.Why;
import dev.headroom.backend.control.driver.Attention;
import dev.headroom.backend.pace.PaceRules;
import dev.headroom.backend.parse.Frame;
import dev.headroom.backend.parse.FramePrinter;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.ZoneId;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The pace of a host by way of the observer, in virtual time: 1 s passes between two observations. */
@Timeout(120)
class PacedObserverTest {
    private static final ServerId RS1 = new ServerId("rs1");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final Instant begun = time.instant();
    private final BlockingQueue<Observation> observations = new SynchronousQueue<>();
    private final AtomicInteger questions = new AtomicInteger();
    /** CPU time in ticks: of the host, and of each frame of the agent. */
    private volatile long ticksOfASecond = 20;

    private volatile long ticksOfAFrame;
    private volatile boolean over;

    @Test
    void aCalmServerIsAskedEverySecondIntervalAndItsReadingStaysFresh() throws InterruptedException {
        try (SshObserver observer = observer();
                End _ = () -> over = true) {
            Observation calm = calm(observer);
            assertThat(pace(calm).every()).isEqualTo(Duration.ofSeconds(2));
            int before = questions.get();
            for (int i = 0; i < 20; i++) {
                Observation next = next();
                assertThat(server(next).isMeasured()).isTrue();
                assertThat(next.hosts())
                        .allSatisfy(host -> assertThat(host.sentence()).isEmpty());
                assertThat(use(next)).as("the rate is by the host's clock").isBetween(0.19, 0.21);
            }
            assertThat(questions.get() - before).isBetween(9, 11);
        }
    }

    @Test
    void aJumpOfItsUseBringsItBackToEachInterval() throws InterruptedException {
        try (SshObserver observer = observer();
                End _ = () -> over = true) {
            calm(observer);
            ticksOfASecond = 60;
            Observation woken = next();
            for (int i = 0; i < 3 && pace(woken).why() == Why.CALM; i++) {
                woken = next();
            }
            assertThat(pace(woken).why()).isEqualTo(Why.CHANGED);
            int before = questions.get();
            for (int i = 0; i < 10; i++) {
                next();
            }
            assertThat(questions.get() - before).isBetween(9, 11);
        }
    }

    @Test
    void theMastersAttentionBringsItBackInTheNextRound() throws InterruptedException {
        try (SshObserver observer = observer();
                End _ = () -> over = true) {
            calm(observer);
            observer.attend(new Attention(Set.of(), Set.of(RS1)));
            next();
            int before = questions.get();
            for (int i = 0; i < 10; i++) {
                assertThat(pace(next()).why()).isEqualTo(Why.SERVICE);
            }
            assertThat(questions.get() - before).isBetween(9, 11);
        }
    }

    /** 90 ms for a frame are 9 % of a core at each interval; at every fifth they are less than 2 %. */
    @Test
    void aHostWhoseAgentTakesMuchIsAskedLessAndItsReadingStaysFresh() throws InterruptedException {
        ticksOfAFrame = 9;
        try (SshObserver observer = observer();
                End _ = () -> over = true) {
            observer.start(this::put);
            Observation seen = next();
            for (int i = 0; i < 40 && pace(seen).why() != Why.COSTLY; i++) {
                seen = next();
            }
            assertThat(pace(seen).every()).isEqualTo(Duration.ofSeconds(5));
            assertThat(pace(seen).agent())
                    .hasValueSatisfying(cores -> assertThat(cores).isBetween(0.08, 0.11));
            int before = questions.get();
            for (int i = 0; i < 30; i++) {
                assertThat(server(next()).isMeasured()).isTrue();
            }
            assertThat(questions.get() - before).isBetween(5, 7);
        }
    }

    /** Lets the observer's thread go on, so that it can end. */
    private interface End extends AutoCloseable {
        @Override
        void close();
    }

    private Observation calm(SshObserver observer) throws InterruptedException {
        observer.start(this::put);
        Observation seen = next();
        for (int i = 0; i < 60 && pace(seen).why() != Why.CALM; i++) {
            seen = next();
        }
        assertThat(pace(seen).why()).isEqualTo(Why.CALM);
        // The first pause can be shorter, for hosts take turns.
        next();
        return next();
    }

    /** Lets time pass once what was due has come: on a busy computer a round can end without it. */
    private void put(Observation seen) {
        boolean complete = server(seen)
                .containers()
                .age(time.instant())
                .filter(age -> age.compareTo(pace(seen).every()) < 0)
                .isPresent();
        if (!complete) {
            return;
        }
        try {
            time.pass(SECOND);
            boolean taken = false;
            while (!taken && !over) {
                taken = observations.offer(seen, 20, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Observation next() throws InterruptedException {
        Observation seen = observations.poll(TestPatience.millis(), TimeUnit.MILLISECONDS);
        assertThat(seen).isNotNull();
        return seen;
    }

    private static HostPace pace(Observation observation) {
        HostPace pace = observation.paces().get(RS1);
        assertThat(pace).isNotNull();
        return pace;
    }

    private static RealServer server(Observation observation) {
        return observation.snapshot().server(RS1).orElseThrow();
    }

    private static double use(Observation observation) {
        Reading<ServerLoad> load = server(observation).load();
        return load.fresh().orElseThrow().cpu().fraction();
    }

    private SshObserver observer() {
        return new SshObserver(
                new ClusterDefinition(List.of(), List.of(new ServerDefinition(RS1, new ZoneId("a"), true)), List.of()),
                List.of(new HostAccess(new FakeHost(RS1, _ -> frame()), "192.0.2.1", Privilege.ROOT)),
                PaceRules.of(SharingPolicy.defaults(), SECOND),
                Duration.ofMillis(1),
                _ -> Set.of(),
                time);
    }

    private long frames;
    private long used;
    private long accounted;

    private String frame() {
        frames++;
        long seconds = Duration.between(begun, time.instant()).toSeconds();
        // On a busy computer a question can be repeated before time passes.
        if (frames == 1 || seconds > accounted) {
            questions.incrementAndGet();
        }
        used += ticksOfASecond * (seconds - accounted);
        accounted = seconds;
        List<Section> sections = new ArrayList<>();
        sections.add(section(SectionKind.UPTIME, "%d.00 1.00".formatted(1000 + seconds)));
        sections.add(new Section(
                SectionKind.STAT,
                "",
                List.of(
                        "cpu %d 0 0 %d 0 0 0 0 0 0".formatted(used, 100 * seconds - used + 100_000),
                        "cpu0 1 0 0 1 0 0 0 0 0 0"),
                0));
        sections.add(new Section(SectionKind.MEMINFO, "", List.of("MemTotal: 100 kB", "MemAvailable: 90 kB"), 0));
        sections.add(section(SectionKind.CONTAINERS, "NAME STATE AUTOSTART PID IPV4 IPV6"));
        sections.add(section(
                SectionKind.AGENT,
                "%d.00 %d 7 %d".formatted(1000 + seconds, questions.get(), ticksOfAFrame * questions.get())));
        return FramePrinter.print(new Frame(frames, "server", sections));
    }

    private static Section section(SectionKind kind, String line) {
        return new Section(kind, "", List.of(line), 0);
    }
}
