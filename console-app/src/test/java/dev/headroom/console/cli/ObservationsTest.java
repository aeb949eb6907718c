package dev.headroom.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.ClusterConnection;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.driver.ClusterObserver;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.inventory.HostEntry;
import dev.headroom.backend.inventory.LeaseKeeper;
import dev.headroom.backend.inventory.Places;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.RemoteShell;
import dev.headroom.backend.remote.RemoteShells;
import dev.headroom.backend.remote.RemoteStream;
import dev.headroom.backend.remote.secrets.SecretPrompt;
import dev.headroom.backend.remote.secrets.SecretQuestion;
import dev.headroom.backend.time.SteadyClock;
import dev.headroom.backend.time.TimeLimit;
import dev.headroom.console.cli.ssh.UnhurriedPrompt;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.simulation.stage.HostStages;
import dev.headroom.simulation.stage.Stages;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When an observation is worth printing once. */
final class ObservationsTest {
    @TempDir
    private Path folder = Path.of("unset");

    private static final ClusterFile FILE = new ClusterFile(
            "shop",
            List.of(),
            List.of(),
            List.of(),
            SharingPolicy.defaults(),
            Duration.ofMillis(1),
            LeaseKeeper.NONE,
            List.of(),
            Places.NONE);

    @Test
    void doesNotWaitForTheDemandOfAServiceThatIsInNoTable() throws InterruptedException {
        BlockingQueue<Observation> observations = new LinkedBlockingQueue<>();
        observations.add(withGhost(1));
        observations.add(withGhost(2));

        assertThat(Observations.settled(observations, FILE, aMinute())
                        .snapshot()
                        .revision())
                .as("all that can be read was read at once")
                .isEqualTo(1);
    }

    @Test
    void doesNotWaitForALoadThatSeveralReadingsDidNotTell() throws InterruptedException {
        assertThat(settledOn(withoutLoad(1), withoutLoad(2), withoutLoad(3), withoutLoad(4)))
                .as("a rate needs two readings, and a counter may be reset between them")
                .isEqualTo(3);
    }

    /** One limit for the command as a whole: no host, whatever it does, can add to it. */
    @Test
    @Timeout(60)
    void hostsThatBlockForEverAreGivenUpWhenTheTimeOfTheCommandIsOver() throws Exception {
        Observation seen = ofEndlessHosts(new TimeLimit(Duration.ofSeconds(4), System::nanoTime), new StringWriter());
        assertThat(Observations.sentences(Observations.missing(seen)))
                .contains(
                        "lb1 (192.0.2.2) had not answered when this command ended.",
                        "rs1 (192.0.2.11) had not answered when this command ended.");
    }

    @Test
    @Timeout(60)
    void whoIsWaitedForIsToldMeanwhile() throws Exception {
        AtomicLong nanos = new AtomicLong();
        var limit = new TimeLimit(
                Duration.ofSeconds(60),
                () -> nanos.addAndGet(Duration.ofSeconds(3).toNanos()));
        StringWriter told = new StringWriter();
        ofEndlessHosts(limit, told);
        assertThat(told.toString()).contains("headroom: waiting for lb1, rs1, ").contains(" s of at most 60 s …");
    }

    /** The command plan printed nothing at Ctrl-C or TERM. */
    @Test
    @Timeout(60)
    void aCommandThatIsEndedSaysForWhomItWaited() throws Exception {
        Observation seen = ofEndlessHosts(new TimeLimit(Duration.ofSeconds(4), System::nanoTime), new StringWriter());
        var limit = new TimeLimit(Duration.ofMinutes(1), () -> 0);
        limit.end();
        assertThat(Observations.ended(seen, limit))
                .isEqualTo("The command was ended after 0 s, so it made no plan: it waited for lb1, rs1.");
        assertThat(Observations.ended(Stages.calm().observation(), limit))
                .endsWith("it waited for a second reading of the hosts, which rates need.");
        Observation refused = HostStages.refused().observation();
        assertThat(Observations.ended(refused, limit))
                .as("a host that refused is not waited for, and its fault is told")
                .contains("it waited for a second reading of the hosts, which rates need."
                        + System.lineSeparator()
                        + "headroom: ")
                .endsWith(Observations.sentences(Observations.missing(refused)));
    }

    /** The process ends as soon as the look has ended: a failure that is told later is told to nobody. */
    @Test
    void aFailureOfACommandThatIsEndedIsToldBeforeTheProcessMayEnd() throws InterruptedException {
        var limit = new TimeLimit(Duration.ofMinutes(1), System::nanoTime);
        StringWriter told = new StringWriter();
        int code = Shutdown.lookOnce(limit, new PrintWriter(told, true), () -> {
            limit.end();
            throw new CommandFailure(ExitCode.UNREACHABLE, "It was ended.");
        });
        assertThat(code).isEqualTo(ExitCode.UNREACHABLE.number());
        assertThat(told).hasToString("headroom: It was ended." + System.lineSeparator());
    }

    private Observation ofEndlessHosts(TimeLimit limit, StringWriter told) throws Exception {
        ClusterFile file = ClusterFile.read(Files.writeString(folder.resolve("shop.yaml"), """
                cluster: shop
                directors:
                  - { name: lb1, address: 192.0.2.2 }
                realServers:
                  - { name: rs1, address: 192.0.2.11 }
                services:
                  - { name: web, virtual: tcp 192.0.2.100:80, containers: "web-*" }
                """));
        BlockingQueue<Observation> observations = new LinkedBlockingQueue<>();
        try (ClusterConnection connection = new ClusterConnection(file, new EndlessShells(file), _ -> "root");
                ClusterObserver observer = connection.observer(SteadyClock.ofThisProcess(), Installation.NONE)) {
            observer.start(Observations.newestTo(observations));
            return Observations.settled(observations, file, limit, new PrintWriter(told, true));
        }
    }

    /** An operator who looks for a passphrase does not use up the time of the command. */
    @Test
    void theTimeStandsStillWhileTheOperatorIsAsked() {
        AtomicLong nanos = new AtomicLong();
        var limit = new TimeLimit(Duration.ofSeconds(90), nanos::get);
        var prompt = new UnhurriedPrompt(
                new SecretPrompt() {
                    @Override
                    public Optional<char[]> ask(SecretQuestion question, String remark) {
                        nanos.addAndGet(Duration.ofMinutes(5).toNanos());
                        return Optional.empty();
                    }

                    @Override
                    public Optional<String> silence() {
                        return Optional.of("nobody");
                    }
                },
                limit);
        prompt.ask(new SecretQuestion.Passphrase(Path.of("id_ed25519")), "");
        assertThat(limit.spent()).isZero();
        assertThat(prompt.silence()).contains("nobody");
    }

    private static TimeLimit aMinute() {
        return new TimeLimit(Duration.ofMinutes(1), System::nanoTime);
    }

    /** Shells of hosts on which nothing ever ends. */
    private record EndlessShells(ClusterFile file) implements RemoteShells {
        @Override
        public List<HostId> hosts() {
            return file.hosts().stream().map(HostEntry::id).toList();
        }

        @Override
        public RemoteShell shell(HostId host) {
            return new RemoteShell() {
                @Override
                public HostId host() {
                    return host;
                }

                @Override
                public RemoteResult run(CommandLine command, Duration deadline) {
                    throw never();
                }

                @Override
                public RemoteStream open(CommandLine command, Duration deadline) {
                    throw never();
                }

                @Override
                public void close() {
                    // The threads that wait are daemons.
                }
            };
        }

        private static AssertionError never() {
            new CompletableFuture<>().join();
            return new AssertionError("It has no end.");
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    @Test
    void waitsForALoadThatNoNewReadingWasAskedFor() throws InterruptedException {
        assertThat(settledOn(
                        withoutLoad(1),
                        withoutLoad(1),
                        withoutLoad(1),
                        Stages.calm().observation()))
                .isEqualTo(Stages.calm().snapshot().revision());
    }

    /** The revision that is taken from {@code observations}, each of which comes when the one before it was taken. */
    private static long settledOn(Observation... observations) throws InterruptedException {
        BlockingQueue<Observation> queue = new LinkedBlockingQueue<>(List.of(observations));
        return Observations.settled(queue, FILE, aMinute()).snapshot().revision();
    }

    /** The calm shop, where nothing tells the load of the first server, at reading {@code number}. */
    private static Observation withoutLoad(int number) {
        Observation calm = Stages.calm().observation();
        ClusterSnapshot snapshot = calm.snapshot();
        Instant at = snapshot.takenAt().plusSeconds(2L * number);
        RealServer first = snapshot.servers().getFirst();
        RealServer odd = new RealServer(
                first.id(),
                first.zone(),
                first.lends(),
                new Reading.Missing<>("Not read yet."),
                new Reading.Fresh<>(first.knownContainers(), at));
        return new Observation(
                new ClusterSnapshot(
                        number,
                        at,
                        snapshot.directors(),
                        Stream.concat(
                                        Stream.of(odd),
                                        snapshot.servers().stream().skip(1))
                                .toList(),
                        snapshot.services()),
                calm.hosts());
    }

    private static Observation withGhost(long revision) {
        Observation calm = Stages.calm().observation();
        VirtualService ghost = new VirtualService(
                new ServiceId("ghost"),
                new VirtualAddress.Socket(Protocol.TCP, new Endpoint("192.0.2.199", 80)),
                1,
                1,
                new Reading.Missing<>("No director that reports has this virtual service."));
        ClusterSnapshot snapshot = calm.snapshot();
        return new Observation(
                new ClusterSnapshot(
                        revision,
                        snapshot.takenAt(),
                        snapshot.directors(),
                        snapshot.servers(),
                        Stream.concat(snapshot.services().stream(), Stream.of(ghost))
                                .toList()),
                calm.hosts());
    }
}
