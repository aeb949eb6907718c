package dev.headroom.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.simulation.ipvs.IpvsadmCommand;
import dev.headroom.simulation.ipvs.ServiceTally;
import dev.headroom.simulation.ipvs.SimulatedTable;
import dev.headroom.simulation.shell.ToolResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulator prints the recorded output of the real tools; only counted numbers may differ. */
class GoldenLayoutTest {
    private static final Pattern COUNT = Pattern.compile("(?<= )\\d+(?=[ \\n])");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final SimulatedTable table = new SimulatedTable(_ -> new ServiceTally());

    @BeforeEach
    void restoreTheRecordedTable() throws IOException {
        ToolResult restored = IpvsadmCommand.run(table, List.of("-R"), golden("director/Sn.txt"));
        assertThat(restored).isEqualTo(ToolResult.of(""));
        run("-e -t 10.99.0.102:8080 -r 10.99.0.50:80 -m -w 5 -x 100 -y 50");
        run("-e -t 10.99.0.102:8080 -r 10.99.0.51:8081 -m -w 1 -x 200");
    }

    @Test
    void rulesAreTheSameToTheLetter() throws IOException {
        assertThat(run("-Sn")).isEqualTo(golden("director/Sn.txt"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "Ln, -Ln",
        "Ln-stats-exact, -Ln --stats --exact",
        "Ln-rate, -Ln --rate",
        "Ln-thresholds, -Ln --thresholds",
        "Ln-persistent-conn, -Ln --persistent-conn",
        "Ln-tun-info, -Ln --tun-info",
        "Ln-one-service, -Ln -t 10.99.0.100:80"
    })
    void listingsDifferInCountsOnly(String recording, String command) throws IOException {
        assertThat(masked(run(command))).isEqualTo(masked(golden("director/" + recording + ".txt")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"Ln-timeout, -Ln --timeout", "daemon-none, -Ln --daemon", "version, --version"})
    void answersOfOneLineAreTheSame(String recording, String command) throws IOException {
        assertThat(run(command)).isEqualTo(golden("director/" + recording + ".txt"));
    }

    @Test
    void anEmptyTableHasTitlesAndNoRules() throws IOException {
        run("-C");

        assertThat(run("-Ln")).isEqualTo(golden("director/empty-Ln.txt"));
        assertThat(run("-Sn")).isEqualTo(golden("director/empty-Sn.txt"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "error-add-existing-destination, -a -t 10.99.0.100:80 -r 10.99.0.211:80 -g -w 1",
        "error-edit-missing-destination, -e -t 10.99.0.100:80 -r 10.99.0.219:80 -g -w 1",
        "error-delete-missing-destination, -d -t 10.99.0.100:80 -r 10.99.0.219:80",
        "error-add-to-missing-service, -a -t 10.99.0.100:81 -r 10.99.0.211:81 -g -w 1",
        "error-add-existing-service, -A -t 10.99.0.100:80 -s wrr",
        "error-edit-missing-service, -E -t 10.99.0.100:81 -s wrr",
        "error-delete-missing-service, -D -t 10.99.0.100:81",
        "error-unknown-scheduler, -A -t 10.99.0.100:81 -s nonsense",
        "Ln-missing-service, -Ln -t 10.99.0.100:81"
    })
    void refusalsAreTheSame(String recording, String command) throws IOException {
        ToolResult result = IpvsadmCommand.run(table, List.of(command.split(" ", -1)), "");

        assertThat(result.error()).isEqualTo(golden("director/" + recording + ".err"));
        assertThat(result.exitCode())
                .isEqualTo(Integer.parseInt(
                        golden("director/" + recording + ".exit").strip()));
    }

    @Test
    void containersAreListedAlike() throws IOException {
        List<LxcPrinter.Line> lines = List.of(
                new LxcPrinter.Line("api-1", ContainerState.STOPPED, false, 0, new Endpoint("10.99.0.221", 80)),
                new LxcPrinter.Line("web-1", ContainerState.RUNNING, true, 724, new Endpoint("10.99.0.211", 80)));
        List<String> columns = List.of("NAME", "STATE", "AUTOSTART", "PID", "IPV4");

        assertThat(numbersMasked(LxcPrinter.table(columns, lines))).isEqualTo(numbersMasked(golden("real/lxc-ls.txt")));
        assertThat(LxcPrinter.table(LxcPrinter.DEFAULT_COLUMNS, lines)).isEqualTo(golden("real/lxc-ls-default.txt"));
        assertThat(LxcPrinter.address(lines.getLast())).isEqualTo(golden("real/lxc-info-address-running.txt"));
        assertThat(LxcPrinter.info(lines.getFirst())).isEqualTo(golden("real/lxc-info-stopped.txt"));
        assertThat(numbersMasked(golden("real/lxc-info-running.txt")))
                .startsWith(numbersMasked(LxcPrinter.info(lines.getLast())));
    }

    @Test
    void filesOfTheKernelAreLaidOutAlike() throws IOException {
        assertThat(names(ProcPrinter.cpuStat(1))).isEqualTo(names(golden("real/container-cpu.stat.txt")));
        assertThat(names(golden("real/proc-meminfo.txt"))).containsAll(names(ProcPrinter.meminfo(1L << 30, 1 << 20)));
        assertThat(ProcPrinter.meminfo(1L << 30, 0)
                        .lines()
                        .findFirst()
                        .orElseThrow()
                        .length())
                .isEqualTo(golden("real/proc-meminfo.txt").indexOf('\n'));
        assertThat(numbersMasked(ProcPrinter.uptime(45.74, 28.24)))
                .isEqualTo(numbersMasked(golden("real/proc-uptime.txt")));
        assertThat(ProcPrinter.netdev(0, 0).lines().limit(3))
                .isEqualTo(golden("real/proc-net-dev.txt").lines().limit(3).toList());
        assertThat(names(ProcPrinter.stat(1, 100, 10, 5))).isEqualTo(names(golden("real/proc-stat.txt")));
        assertThat(ProcPrinter.stat(1, 100, 10, 5)
                        .lines()
                        .findFirst()
                        .orElseThrow()
                        .split(" ", -1))
                .hasSameSizeAs(golden("real/proc-stat.txt")
                        .lines()
                        .findFirst()
                        .orElseThrow()
                        .split(" ", -1));
        assertThat(ProcPrinter.tcp6()).isEqualTo(golden("real/container-net-tcp6.txt"));
        String tcp = golden("real/container-net-tcp.txt");
        String printed = ProcPrinter.tcp(true, new Endpoint("10.0.0.1", 80));
        assertThat(printed.lines().map(String::length))
                .isEqualTo(tcp.lines().map(String::length).toList());
        assertThat(printed.substring(0, 150 + 90)).isEqualTo(tcp.substring(0, 150 + 90));
    }

    /** Pressure is in the layout of the kernel's own documentation: the lab's kernel has none. */
    @Test
    void filesThatShowOverloadAreLaidOutAlike() throws IOException {
        List<String> netstat = golden("real/proc-net-netstat.txt").lines().toList();
        List<String> printed = StrainPrinter.netstat(3).lines().toList();
        assertThat(netstat.getFirst().split(" ", -1))
                .contains(printed.getFirst().split(" ", -1));
        assertThat(printed.getFirst().split(" ", -1))
                .hasSameSizeAs(printed.getLast().split(" ", -1));
        for (String setting : StrainPrinter.settings()) {
            assertThat(golden("director/sysctl-net.ipv4.vs.txt"))
                    .contains("net.ipv4.vs.%s = %s".formatted(setting, StrainPrinter.setting(setting)));
        }
        assertThat(StrainPrinter.cpu(1).lines())
                .containsExactly(
                        "some avg10=100.00 avg60=100.00 avg300=100.00 total=0",
                        "full avg10=0.00 avg60=0.00 avg300=0.00 total=0");
        assertThat(StrainPrinter.ease()).startsWith("some avg10=0.00 ");
    }

    /** Counts in their columns become zeros of the same width. */
    private static String masked(String text) {
        return text.lines()
                .map(l -> l.startsWith("  -> ") || l.startsWith("TCP") ? zeroed(l) : l)
                .reduce("", (a, b) -> a + b + "\n");
    }

    private static String zeroed(String line) {
        int from = Math.min(line.length(), 33);
        String counts =
                COUNT.matcher(line.substring(from) + "\n").replaceAll("#").strip();
        return line.substring(0, from) + counts.replaceAll(" +", " ") + "|" + line.length();
    }

    private static String numbersMasked(String text) {
        return NUMBER.matcher(text).replaceAll("#");
    }

    private static List<String> names(String text) {
        return text.lines().map(l -> l.split("[ :]", -1)[0]).toList();
    }

    private String run(String arguments) {
        ToolResult result = IpvsadmCommand.run(table, List.of(arguments.split(" ", -1)), "");
        assertThat(result.exitCode()).as(result.error()).isZero();
        return result.output();
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = GoldenLayoutTest.class.getResourceAsStream("/golden/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
