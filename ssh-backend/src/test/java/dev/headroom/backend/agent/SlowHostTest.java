package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.HostStatus.State;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.pace.PaceRules;
import dev.headroom.backend.time.SteadyClock;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A host that is late, or whose reading throws, is never lost. */
@Timeout(60)
class SlowHostTest {
    private static final DirectorId LB1 = new DirectorId("lb1");
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final VirtualTime time = new VirtualTime();
    private final LinkedBlockingQueue<Observation> observations = new LinkedBlockingQueue<>();

    @Test
    void aLateReportIsWaitedForOverTheSameConnectionAndIsFresh() throws InterruptedException {
        VirtualHost slow = new VirtualHost(LB1, time, Duration.ofSeconds(25), _ -> {});
        try (SshObserver observer = observer(slow, _ -> Set.of())) {
            observer.start(observations::add);
            Observation read = await(o -> isRead(o) && status(o).state() == State.CONNECTED);
            assertThat(status(read).sentence()).get().asString().endsWith(" is slow: its last report took 25 s.");
            await(o -> isRead(o) && o.snapshot().revision() > read.snapshot().revision() + 3);
        }
        assertThat(slow.opened).hasValue(1);
    }

    @Test
    void aHostWhoseReportIsLateIsCalledSlowAndNotLost() throws InterruptedException {
        CountDownLatch seen = new CountDownLatch(1);
        AtomicInteger looks = new AtomicInteger();
        VirtualHost slow = new VirtualHost(LB1, time, Duration.ofSeconds(25), seam -> {
            if (seam == VirtualHost.Seam.NEXT && looks.incrementAndGet() == 2) {
                awaitLatch(seen);
            }
        });
        try (SshObserver observer = observer(slow, _ -> Set.of())) {
            observer.start(observations::add);
            Observation late = await(o -> status(o).sentence().isPresent());
            assertThat(status(late).sentence())
                    .get()
                    .asString()
                    .endsWith(" is slow: it was asked for a report 10 s ago.");
            assertThat(status(late).state()).isEqualTo(State.CONNECTING);
            time.pass(Duration.ofSeconds(3)); // the host's own thread waits meanwhile
            await(o -> status(o).sentence().orElseThrow().endsWith(" is slow: it was asked for a report 13 s ago."));
            time.pass(Duration.ofSeconds(8));
            Observation mute =
                    await(o -> status(o).sentence().orElseThrow().contains("nothing of our script within 21 s"));
            assertThat(status(mute).sentence().orElseThrow())
                    .contains("ForceCommand in sshd_config", "command= in authorized_keys");
            seen.countDown();
            await(SlowHostTest::isRead);
        }
        assertThat(slow.opened).hasValue(1);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aReportThatNeverComesIsGivenUpWithTheTimeThatWasReallyWaited() throws InterruptedException {
        VirtualHost silent = new VirtualHost(LB1, time, Duration.ofDays(1), _ -> {});
        try (SshObserver observer = observer(silent, _ -> Set.of())) {
            observer.start(observations::add);
            Observation given = await(o -> status(o).state() == State.RETRYING);
            assertThat(status(given).sentence())
                    .get()
                    .asString()
                    .startsWith("lb1 was logged in to, but has printed nothing of our script within 180 s.");
            assertThat(given.snapshot().director(LB1).orElseThrow().table()).isInstanceOf(Reading.Missing.class);
        }
    }

    @Test
    void aHostThatRestsIsAskedAtOnceWhenTheOperatorWantsIt() throws InterruptedException {
        AtomicInteger failures = new AtomicInteger(1);
        VirtualHost host = new VirtualHost(LB1, time, Duration.ZERO, seam -> {
            if (seam == VirtualHost.Seam.OPEN && failures.getAndDecrement() > 0) {
                throw new IllegalStateException("planted");
            }
        });
        try (SshObserver observer = observer(host, _ -> Set.of())) {
            observer.start(observations::add);
            await(o -> status(o).state() == State.RETRYING); // and rests for ever: no time passes
            observer.tryAgain(new ServerId("another"));
            assertThat(host.triedAgain).as("another host was meant").hasValue(0);
            observer.tryAgain(LB1);
            await(o -> status(o).state() == State.CONNECTED);
        }
        assertThat(host.triedAgain).hasValue(1);
    }

    /** By the wall clock the host would rest until an hour has passed. */
    @Test
    void aHostIsTriedAgainThoughTheWallClockWasSetBackMeanwhile() throws InterruptedException {
        AtomicInteger failures = new AtomicInteger(1);
        VirtualHost host = new VirtualHost(LB1, time, Duration.ZERO, seam -> {
            if (seam == VirtualHost.Seam.OPEN && failures.getAndDecrement() > 0) {
                throw new IllegalStateException("planted");
            }
        });
        AtomicLong nanos = new AtomicLong();
        try (SshObserver observer = observer(host, _ -> Set.of(), new SteadyClock(time, nanos::get))) {
            observer.start(observations::add);
            await(o -> status(o).state() == State.RETRYING);
            time.pass(Duration.ofHours(-1));
            nanos.addAndGet(Duration.ofSeconds(2).toNanos());
            await(o -> status(o).state() == State.CONNECTED);
        }
    }

    static Stream<Arguments> faults() {
        List<Supplier<Throwable>> faults = List.of(
                () -> new OutOfMemoryError("planted"),
                () -> new StackOverflowError("planted"),
                () -> new NoClassDefFoundError("planted"),
                () -> new NullPointerException("planted"));
        return Stream.of(VirtualHost.Seam.values())
                .flatMap(seam -> faults.stream().map(fault -> Arguments.of(seam, fault)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void comesBackAfterAFaultOfTheConnection(VirtualHost.Seam planted, Supplier<Throwable> fault)
            throws InterruptedException {
        AtomicInteger left = new AtomicInteger(3);
        VirtualHost host = new VirtualHost(LB1, time, Duration.ZERO, seam -> {
            // a stream is only closed after something else went wrong
            boolean here = seam == planted || (planted == VirtualHost.Seam.CLOSE && seam == VirtualHost.Seam.NEXT);
            if (here && left.getAndDecrement() > 0) {
                throwIt(fault.get());
            }
        });
        try (SshObserver observer = observer(host, _ -> Set.of())) {
            observer.start(this::take);
            await(o -> isRead(o) && status(o).state() == State.CONNECTED);
        }
        assertThat(left.get()).isLessThanOrEqualTo(0);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void comesBackAfterAFaultOfWhoeverListens(VirtualHost.Seam ignored, Supplier<Throwable> fault)
            throws InterruptedException {
        AtomicInteger left = new AtomicInteger(3);
        Consumer<Observation> sink = observation -> {
            if (left.getAndDecrement() > 0) {
                throwIt(fault.get());
            }
            take(observation);
        };
        AtomicInteger asked = new AtomicInteger();
        Function<ClusterSnapshot, Set<ProbeTarget>> probes = _ -> {
            if (asked.getAndIncrement() == 1) {
                throwIt(fault.get());
            }
            return Set.of();
        };
        VirtualHost host = new VirtualHost(LB1, time, Duration.ZERO, _ -> {});
        try (SshObserver observer = observer(host, probes)) {
            observer.start(sink);
            await(SlowHostTest::isRead);
        }
    }

    /** Time passes while the host rests, too. */
    private void take(Observation observation) {
        time.pass(Duration.ofSeconds(5));
        observations.add(observation);
    }

    private static boolean isRead(Observation observation) {
        return observation
                .snapshot()
                .director(LB1)
                .flatMap(director -> director.table().fresh())
                .isPresent();
    }

    private static HostStatus status(Observation observation) {
        return observation.hosts().getFirst();
    }

    private Observation await(Predicate<Observation> wanted) throws InterruptedException {
        while (true) {
            Observation observation = observations.poll(30, TimeUnit.SECONDS);
            assertThat(observation).isNotNull();
            if (wanted.test(observation)) {
                return observation;
            }
        }
    }

    private SshObserver observer(VirtualHost host, Function<ClusterSnapshot, Set<ProbeTarget>> probes) {
        return observer(host, probes, time);
    }

    private static SshObserver observer(
            VirtualHost host, Function<ClusterSnapshot, Set<ProbeTarget>> probes, InstantSource clock) {
        return new SshObserver(
                new ClusterDefinition(List.of(LB1), List.of(), List.of()),
                List.of(new HostAccess(host, "192.0.2.2", Privilege.ROOT)),
                PaceRules.of(SharingPolicy.defaults(), INTERVAL),
                probes,
                clock);
    }

    private static void throwIt(Throwable fault) {
        SlowHostTest.<RuntimeException>sneak(fault);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable fault) throws T {
        throw (T) fault;
    }
}
