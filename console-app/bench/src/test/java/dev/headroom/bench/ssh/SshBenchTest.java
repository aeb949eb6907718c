package dev.headroom.bench.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark of reading hosts over SSH: each host is read, and what that costs is told. */
final class SshBenchTest {
    private static final ReaderRun.Task SHORT =
            new ReaderRun.Task(List.of(Duration.ofMillis(200)), 1, 5, Duration.ofMinutes(5), false, List.of());

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void simulatedHostsAreReadByAnotherProcess() throws Exception {
        try (Endpoints endpoints = SimulatedEndpoints.start(folder, 4)) {
            assertComplete(ReaderRun.of(endpoints, SHORT), 4);
        }
    }

    @Test
    void realSshServersAreReadByAnotherProcess() throws Exception {
        assumeThat(SshdFarm.obstacle()).isEmpty();
        try (Endpoints endpoints = SshdFarm.start(folder, 4)) {
            ReaderRun.Result result = ReaderRun.of(endpoints, SHORT);
            assertComplete(result, 4);
            assertThat(result.first().orElseThrow().endpoints()).isPositive();
        }
    }

    @Test
    void theTableHasARowForEachPace() {
        var steady = new ReaderRun.Steady(
                Duration.ofSeconds(2),
                45,
                Duration.ofMillis(30),
                Duration.ofMillis(4),
                Duration.ofMillis(50),
                99,
                20 << 20,
                150 << 20,
                180 << 20,
                30,
                120);
        var result = new ReaderRun.Result(
                "sshd",
                100,
                Optional.of(new ReaderRun.Picture(
                        Duration.ofMillis(3_210), Duration.ofMillis(2_500), Duration.ofMillis(4_000))),
                Optional.empty(),
                List.of(steady),
                Optional.empty());
        var text = new StringWriter();
        var out = new PrintWriter(text);
        SshTable.head(out);
        SshTable.print(result, out);
        SshTable.printPeers(
                result, List.of(new PeerRun.Result(Peer.PSSH, Duration.ofMillis(600), Duration.ofMillis(500))), out);
        assertThat(text.toString())
                .contains(
                        "| 100 sshd | 3.2 | 2.5, 4.0 | – | 2 | 45 | 30.0 | 4.0 | 300 | 50 | 1.5 | 20 | 150, 180 | 30 | 120 | 99 |")
                .contains("| pssh over ControlMaster | 600 | 20.0 | 500 | 10.0 |");
        long columns = columns(text.toString().lines().findFirst().orElse(""));
        assertThat(text.toString().lines().limit(3)).allMatch(line -> columns(line) == columns);
    }

    @Test
    void theGrowthIsThatOfAFurtherHost() {
        var text = new StringWriter();
        SshTable.printGrowth(
                List.of(simulated(100, Duration.ofMillis(30), 20), simulated(1_000, Duration.ofMillis(120), 110)),
                new PrintWriter(text));
        assertThat(text.toString())
                .contains("| 100 simulated | 300 | 260 | – | – | 1536 | 25.0, 40.0 |")
                .contains("| 1000 simulated | 120 | 116 | 100 | 102 | 154 | 2.5, 4.0 |");
        assertThat(text.toString().lines().skip(1).map(SshBenchTest::columns)).containsOnly(8L);
    }

    private static ReaderRun.Result simulated(int hosts, Duration cpu, int heap) {
        var steady = new ReaderRun.Steady(
                Duration.ofSeconds(2),
                45,
                cpu,
                Duration.ofMillis(4),
                Duration.ofMillis(50),
                hosts,
                (long) heap << 20,
                150 << 20,
                180 << 20,
                30,
                120);
        return new ReaderRun.Result(
                "simulated",
                hosts,
                Optional.of(new ReaderRun.Picture(
                        Duration.ofMillis(3_210), Duration.ofMillis(2_500), Duration.ofMillis(4_000))),
                Optional.empty(),
                List.of(steady),
                Optional.empty());
    }

    private static long columns(String line) {
        return line.chars().filter(c -> c == '|').count();
    }

    private static void assertComplete(ReaderRun.Result result, long hosts) {
        assertThat(result.live()).isEmpty();
        assertThat(result.first()).isPresent();
        assertThat(result.loads()).isPresent();
        assertThat(result.steady()).singleElement().satisfies(steady -> {
            assertThat(steady.live()).isEqualTo(hosts);
            assertThat(steady.heap()).isPositive();
            assertThat(steady.vm().isNegative()).isFalse();
        });
    }
}
