package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.TestPatience;
import dev.headroom.backend.agent.ClusterDefinition.ServerDefinition;
import dev.headroom.backend.agent.ClusterDefinition.ServiceDefinition;
import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.HostStatus.State;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.inventory.ContainerPattern;
import dev.headroom.backend.pace.PaceRules;
import dev.headroom.backend.parse.Frame;
import dev.headroom.backend.parse.FramePrinter;
import dev.headroom.backend.parse.Golden;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.backend.remote.LoginRefusal;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteStream;
import dev.headroom.backend.time.SteadyClock;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ProbeResult;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ServiceSpec;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.ZoneId;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(900)
class SshObserverTest {
    private static final DirectorId LB1 = new DirectorId("lb1");
    private static final ServerId RS1 = new ServerId("rs1");
    private static final ProbeTarget PROBED = ProbeTarget.tcp(new Endpoint("10.99.0.211", 80));
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofHours(1);

    private final LinkedBlockingQueue<Observation> observations = new LinkedBlockingQueue<>();

    @Test
    void putsHostsTogetherAndProbesWhatIsWanted() throws InterruptedException {
        FakeHost director = new FakeHost(LB1, SshObserverTest::directorFrame);
        try (SshObserver observer = observer(SHORT, _ -> Set.of(PROBED), director)) {
            observer.start(observations::add);
            Observation observation = await(o -> o.snapshot()
                    .director(LB1)
                    .flatMap(d -> d.table().fresh())
                    .filter(t -> t.probes().containsKey(PROBED))
                    .isPresent());
            assertThat(observation
                            .snapshot()
                            .director(LB1)
                            .orElseThrow()
                            .table()
                            .fresh()
                            .orElseThrow()
                            .probes())
                    .containsEntry(PROBED, ProbeResult.SILENT);
            assertThat(status(observation, LB1).state()).isEqualTo(State.CONNECTED);
        }
    }

    @Test
    void neverWaitsTwiceForAHostThatHangs() throws InterruptedException {
        FakeHost director = new FakeHost(LB1, SshObserverTest::directorFrame);
        FakeHost hanging = new FakeHost(RS1, _ -> "");
        try (SshObserver observer = observer(SHORT, _ -> Set.of(), director, hanging)) {
            observer.start(observations::add);
            Observation observation = await(o -> o.snapshot().revision() >= 5);
            assertThat(observation.snapshot().director(LB1).orElseThrow().table())
                    .isInstanceOf(Reading.Fresh.class);
            assertThat(observation.snapshot().server(RS1).orElseThrow().load()).isInstanceOf(Reading.Missing.class);
            assertThat(status(observation, RS1).state()).isEqualTo(State.CONNECTING);
        }
    }

    @Test
    void tellsTheOperatorWhatIsRefused() throws InterruptedException {
        RemoteFailure failure = new RemoteFailure.AuthenticationRejected(
                LB1, "192.0.2.2", "root", new LoginRefusal.NoKey(List.of(), List.of(), ""));
        FakeHost refusing = new FakeHost(LB1, _ -> "");
        refusing.failure = new RemoteStream.Event.Failed(failure);
        try (SshObserver observer = observer(SHORT, _ -> Set.of(), refusing)) {
            observer.start(observations::add);
            Observation observation = await(o -> status(o, LB1).state() != State.CONNECTING);
            assertThat(status(observation, LB1).state()).isEqualTo(State.REFUSED);
            assertThat(status(observation, LB1).sentence()).contains(failure.sentence());
            assertThat(observation.snapshot().director(LB1).orElseThrow().table())
                    .isEqualTo(new Reading.Missing<>(failure.sentence()));
        }
    }

    @Test
    void comesBackAfterALostConnection() throws InterruptedException {
        FakeHost director = new FakeHost(LB1, SshObserverTest::directorFrame);
        director.failure = new RemoteStream.Event.Failed(new RemoteFailure.Disconnected(LB1, "reset"));
        try (SshObserver observer = observer(SHORT, _ -> Set.of(), director)) {
            observer.start(observations::add);
            Observation lost = await(o -> status(o, LB1).state() == State.RETRYING);
            assertThat(status(lost, LB1).sentence()).get().asString().contains("was lost");
            director.failure = null;
            Observation back = await(o -> status(o, LB1).state() == State.CONNECTED);
            assertThat(status(back, LB1).sentence()).isEmpty();
        }
    }

    /** A list from before a command must not prove its effect. */
    @Test
    void whoHurriesGetsNothingThatWasReadBefore() throws InterruptedException {
        LinkedBlockingQueue<String> requests = new LinkedBlockingQueue<>();
        FakeHost director = new FakeHost(LB1, request -> {
            requests.add(request.startsWith("frame") ? request : "first\n");
            return directorFrame(request);
        });
        try (SshObserver observer = observer(LONG, _ -> Set.of(PROBED), director)) {
            observer.start(observations::add);
            await(o -> o.snapshot().revision() == 2);
            observer.hurry(Set.of(LB1));
            await(o -> o.snapshot().revision() == 3);
        }
        assertThat(requests).containsExactly("first\n", "frame " + PROBED + "\n", "frame fresh " + PROBED + "\n");
    }

    /** One stray line had closed the connection, and the next question logged in anew. */
    @Test
    void aFrameThatIsNotUnderstoodCostsItselfAndNotTheConnection() throws InterruptedException {
        LinkedBlockingQueue<String> requests = new LinkedBlockingQueue<>();
        FakeHost director = new FakeHost(LB1, request -> {
            requests.add(request.startsWith("frame") ? request : "first\n");
            String frame = directorFrame(request)
                    .replaceFirst("@@frame 1 ", "@@frame " + requests.size() + " ")
                    .replaceFirst("@@end 1 ", "@@end " + requests.size() + " ");
            return requests.size() == 3 ? frame.replaceFirst("\n@@section", "\nwho prints here?\n@@section") : frame;
        });
        try (SshObserver observer = observer(LONG, _ -> Set.of(PROBED), director)) {
            observer.start(observations::add);
            await(o -> o.snapshot().revision() == 2);
            observer.hurry(Set.of(LB1));
            Observation broken = await(o -> status(o, LB1).state() == State.RETRYING);
            assertThat(status(broken, LB1).sentence()).get().asString().contains("who prints here?");
            assertThat(table(broken).fresh()).as("the reading before it stays").isPresent();
            // A round does not wait for a host that failed, so the answer is told in a later one.
            Observation later = broken;
            while (status(later, LB1).state() != State.CONNECTED) {
                observer.tryAgain(LB1);
                later = await(_ -> true);
            }
        }
        assertThat(requests)
                .startsWith(
                        "first\n",
                        "frame " + PROBED + "\n",
                        "frame fresh " + PROBED + "\n",
                        "frame whole " + PROBED + "\n");
    }

    /** A plan on one host must not cause readings of a thousand hosts. */
    @Test
    void asksNobodyElseWhoHurries() throws InterruptedException {
        LinkedBlockingQueue<String> requests = new LinkedBlockingQueue<>();
        FakeHost director = new FakeHost(LB1, SshObserverTest::directorFrame);
        FakeHost server = new FakeHost(RS1, request -> {
            requests.add(request);
            return serverFrame();
        });
        try (SshObserver observer = observer(LONG, _ -> Set.of(), director, server)) {
            observer.start(observations::add);
            await(o -> o.snapshot().revision() == 2);
            assertThat(requests).hasSize(2);
            observer.hurry(Set.of(LB1));
            await(o -> o.snapshot().revision() == 3);
            observer.hurry(Set.of(RS1));
            await(o -> o.snapshot().revision() == 4);
        }
        assertThat(requests).hasSize(3).last().isEqualTo("frame fresh\n");
    }

    /** With a thousand hosts the log-ins take a while: those that are in must not be asked faster than the pace. */
    @Test
    void asksNobodyOutOfTurnWhileOthersLogIn() throws InterruptedException {
        LinkedBlockingQueue<String> requests = new LinkedBlockingQueue<>();
        CountDownLatch loggedIn = new CountDownLatch(1);
        FakeHost director = new FakeHost(LB1, request -> {
            requests.add(request);
            return directorFrame(request);
        });
        FakeHost late = new FakeHost(RS1, _ -> {
            awaitUninterruptibly(loggedIn);
            return serverFrame();
        });
        try (SshObserver observer = observer(LONG, _ -> Set.of(), director, late)) {
            observer.start(observations::add);
            await(o -> o.snapshot().revision() == 2);
            assertThat(requests).as("its first and its second question").hasSize(2);
            loggedIn.countDown();
            Observation read = hurriedUntil(
                    observer,
                    o -> o.snapshot()
                            .server(RS1)
                            .orElseThrow()
                            .containers()
                            .fresh()
                            .isPresent());
            await(o -> o.snapshot().revision() > read.snapshot().revision());
        }
        assertThat(requests).hasSize(2);
    }

    /** The last of many hosts came just after a round, and the picture of all of them waited for the next. */
    @Test
    void theFirstPictureOfAllHostsDoesNotWaitForTheNextRound() throws InterruptedException {
        CountDownLatch loggedIn = new CountDownLatch(1);
        FakeHost director = new FakeHost(LB1, SshObserverTest::directorFrame);
        FakeHost late = new FakeHost(RS1, _ -> {
            awaitUninterruptibly(loggedIn);
            return serverFrame();
        });
        try (SshObserver observer = observer(LONG, _ -> Set.of(), director, late)) {
            observer.start(observations::add);
            await(o -> o.snapshot().revision() == 2);
            assertThat(observations).isEmpty();
            loggedIn.countDown();
            await(o ->
                    o.snapshot().server(RS1).orElseThrow().containers().fresh().isPresent());
        }
    }

    private Observation hurriedUntil(SshObserver observer, Predicate<Observation> wanted) throws InterruptedException {
        while (true) {
            observer.hurry(Set.of(RS1));
            Observation next = await(_ -> true);
            if (wanted.test(next)) {
                return next;
            }
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A repeated list is as old as its first reading, however new the frame is. */
    @Test
    void knowsHowOldTheListsAreThatAFrameRepeats() throws InterruptedException {
        FakeHost director = new FakeHost(
                LB1,
                request -> request.startsWith("frame\n") || request.startsWith("frame tcp")
                        ? aged(directorFrame(request))
                        : directorFrame(request));
        try (SshObserver observer = observer(LONG, _ -> Set.of(), director)) {
            observer.start(observations::add);
            Observation first = await(o -> o.snapshot().revision() == 1);
            Observation repeated = await(o -> o.snapshot().revision() == 2);
            observer.hurry(Set.of(LB1));
            Observation anew = await(o -> o.snapshot().revision() == 3);

            Instant read = first.snapshot().readAt(LB1).orElseThrow();
            assertThat(first.listsReadAt().get(LB1)).isEqualTo(read);
            assertThat(repeated.snapshot().readAt(LB1).orElseThrow()).isAfter(read);
            assertThat(repeated.listsReadAt().get(LB1)).isEqualTo(read);
            assertThat(anew.listsReadAt().get(LB1))
                    .isEqualTo(anew.snapshot().readAt(LB1).orElseThrow());
        }
    }

    /** The same frame with a table that was read some time in the 20 s before it. */
    private static String aged(String frame) {
        return frame.replaceFirst("@@section 0 0 (\\d+ \\d+) ipvs-rules", "@@section 0 20 $1 ipvs-rules");
    }

    private static String serverFrame() {
        return FramePrinter.print(new Frame(
                1,
                "server",
                List.of(
                        new Section(SectionKind.UPTIME, "", List.of("100.00 1.00"), 0),
                        new Section(
                                SectionKind.STAT,
                                "",
                                List.of("cpu 1 0 1 100 0 0 0 0 0 0", "cpu0 1 0 1 100 0 0 0 0 0 0"),
                                0),
                        new Section(SectionKind.MEMINFO, "", List.of("MemTotal: 100 kB", "MemAvailable: 10 kB"), 0),
                        new Section(SectionKind.CONTAINERS, "", List.of("NAME STATE AUTOSTART GROUPS IPV4 IPV6"), 0))));
    }

    /** A reading from before a sleep of this computer is not fresh, although the steady clock stood still meanwhile. */
    @Test
    void nothingIsFreshAfterASleepUntilItIsReadAgain() throws InterruptedException {
        AtomicReference<Instant> wall = new AtomicReference<>(Instant.parse("2026-11-26T12:00:00Z"));
        FakeHost director = new FakeHost(LB1, SshObserverTest::directorFrame);
        try (SshObserver observer =
                observer(SHORT, _ -> Set.of(), new SteadyClock(wall::get, System::nanoTime), director)) {
            observer.start(observations::add);
            await(o -> table(o).fresh().isPresent());
            wall.updateAndGet(time -> time.plus(Duration.ofHours(8)));
            Observation woken = await(o -> table(o) instanceof Reading.Stale);
            assertThat(table(woken))
                    .isInstanceOfSatisfying(
                            Reading.Stale.class,
                            stale -> assertThat(stale.reason()).contains("may have slept"));
            assertThat(status(woken, LB1).look())
                    .as("nothing is known of what happened meanwhile")
                    .isEqualTo(HostStatus.Look.NOT_YET);
            Observation again = await(o -> table(o).fresh().isPresent());
            assertThat(again.snapshot().readAt(LB1).orElseThrow())
                    .isAfterOrEqualTo(woken.snapshot().takenAt());
        }
    }

    /** The lid was closed while a host was asked: its answer may be of before. */
    @Test
    void whatWasHeardInTheRoundOfASleepIsNotFresh() throws InterruptedException {
        AtomicReference<Instant> wall = new AtomicReference<>(Instant.parse("2026-11-26T12:00:00Z"));
        AtomicBoolean sleeps = new AtomicBoolean();
        AtomicBoolean slept = new AtomicBoolean();
        BlockingQueue<Observation> after = new LinkedBlockingQueue<>();
        FakeHost director = new FakeHost(LB1, request -> {
            if (sleeps.compareAndSet(true, false)) {
                wall.updateAndGet(time -> time.plus(Duration.ofHours(8)));
                slept.set(true);
            }
            return directorFrame(request);
        });
        try (SshObserver observer =
                observer(SHORT, _ -> Set.of(), new SteadyClock(wall::get, System::nanoTime), director)) {
            observer.start(o -> (slept.get() ? after : observations).add(o));
            await(o -> table(o).fresh().isPresent());
            sleeps.set(true);

            Observation first = after.poll(TestPatience.millis(), TimeUnit.MILLISECONDS);

            assertThat(first).isNotNull();
            assertThat(table(first)).isInstanceOf(Reading.Stale.class);
        }
    }

    private static Reading<DirectorTable> table(Observation observation) {
        return observation.snapshot().director(LB1).orElseThrow().table();
    }

    @Test
    void hurries() throws InterruptedException {
        FakeHost director = new FakeHost(LB1, SshObserverTest::directorFrame);
        try (SshObserver observer = observer(LONG, _ -> Set.of(), director)) {
            observer.start(observations::add);
            // The second look follows by itself, so that there are rates soon.
            await(o -> o.snapshot().revision() == 2);
            for (int revision = 3; revision < 6; revision++) {
                long wanted = revision;
                observer.hurry(Set.of(LB1));
                await(o -> o.snapshot().revision() == wanted);
            }
        }
        assertThat(observations).isEmpty();
    }

    private Observation await(Predicate<Observation> wanted) throws InterruptedException {
        while (true) {
            Observation observation = observations.poll(TestPatience.millis(), TimeUnit.MILLISECONDS);
            assertThat(observation).isNotNull();
            if (wanted.test(observation)) {
                return observation;
            }
        }
    }

    private static HostStatus status(Observation observation, HostId host) {
        return observation.hosts().stream()
                .filter(s -> s.host().equals(host))
                .findFirst()
                .orElseThrow();
    }

    private static SshObserver observer(
            Duration interval, Function<ClusterSnapshot, Set<ProbeTarget>> probes, FakeHost... hosts) {
        return observer(interval, probes, InstantSource.system(), hosts);
    }

    private static SshObserver observer(
            Duration interval,
            Function<ClusterSnapshot, Set<ProbeTarget>> probes,
            InstantSource clock,
            FakeHost... hosts) {
        VirtualAddress vip = new VirtualAddress.Socket(Protocol.TCP, new Endpoint("10.99.0.100", 80));
        return new SshObserver(
                new ClusterDefinition(
                        List.of(LB1),
                        List.of(new ServerDefinition(RS1, new ZoneId("a"), true)),
                        List.of(new ServiceDefinition(
                                new ServiceSpec(new ServiceId("web"), vip, 1, 1), new ContainerPattern("web-*")))),
                List.of(hosts).stream()
                        .map(h -> new HostAccess(h, "192.0.2.2", Privilege.ROOT))
                        .toList(),
                PaceRules.of(SharingPolicy.defaults(), interval),
                probes,
                clock);
    }

    /** What a director prints, with the probes answered that were asked for. */
    private static String directorFrame(String request) {
        List<Section> sections = new ArrayList<>();
        String uptime = "%d.00 1.00".formatted(System.nanoTime() / 1_000_000_000);
        sections.add(new Section(SectionKind.UPTIME, "", List.of(uptime), 0));
        sections.addAll(Golden.directorFrame().sections());
        List<String> probes = request.startsWith("frame")
                ? Stream.of(request.strip().split(" "))
                        .skip(1)
                        .filter(word -> !List.of("fresh", "whole").contains(word))
                        .map(target -> target + " silent")
                        .toList()
                : List.of();
        sections.add(new Section(SectionKind.PROBES, "", probes, 0));
        return FramePrinter.print(new Frame(1, "director", sections));
    }
}
