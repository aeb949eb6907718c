package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.agent.AgentTools.Agent;
import dev.headroom.backend.agent.HostReport.ServerReport;
import dev.headroom.backend.inventory.Runtimes;
import dev.headroom.backend.parse.Frame;
import dev.headroom.backend.parse.Golden;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.backend.parse.StrainCounts;
import dev.headroom.ma2scf.model.Pressure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the agent reads of overload, from files as kernels of several versions print them. */
@EnabledOnOs(OS.LINUX)
class AgentStrainTest extends AgentFixture {
    private static final String PSI =
            "some avg10=12.50 avg60=2.78 avg300=2.92 total=111749368752\nfull avg10=6.25 avg60=0.00 avg300=0.00 total=7\n";

    @ParameterizedTest
    @MethodSource("shells")
    void readsPressureQueuesAndTheQuotaOfContainers(List<String> shell) throws IOException {
        host();
        write("sys/fs/cgroup/cgroup.controllers", "cpu memory\n");
        write("sys/fs/cgroup/lxc.payload.web-1/cpu.stat", quota("throttled_usec"));
        for (String resource : List.of("cpu", "memory", "io")) {
            write("sys/fs/cgroup/lxc.payload.web-1/%s.pressure".formatted(resource), PSI);
        }
        try (Agent agent = agent(shell)) {
            ServerReport report = report(agent.frame());
            StrainCounts host = report.signs().strain().orElseThrow();
            assertThat(host.pressures())
                    .containsOnlyKeys("cpu", "memory", "io")
                    .containsEntry("io", new Pressure(0.125, Optional.of(0.0625)));
            assertThat(host.overflows()).hasValue(12);
            assertThat(host.drops()).hasValue(34);
            StrainCounts container = container(report);
            assertThat(container.pressures()).containsOnlyKeys("cpu", "memory", "io");
            assertThat(container.periods()).hasValue(40);
            assertThat(container.throttled()).hasValue(30);
            assertThat(container.overflows()).hasValue(56);
            assertThat(container.drops()).hasValue(78);
            assertThat(container.sources())
                    .startsWith("/sys/fs/cgroup/lxc.payload.web-1/cpu.stat")
                    .contains("/sys/fs/cgroup/lxc.payload.web-1/io.pressure", "/proc/" + process() + "/net/netstat");
            assertThat(report.signs().uplink()).isEqualTo(OptionalDouble.of(1.25e9));
            assertThat(report.notes()).isEmpty();
        }
    }

    /** Control groups of version 1, with the second version beside them for systemd (hybrid): pressure is only there. */
    @ParameterizedTest
    @MethodSource("shells")
    void readsBothVersionsOfControlGroupsWhereAHostHasBoth(List<String> shell) throws IOException {
        host();
        write("proc/%d/cgroup".formatted(process()), "9:name=systemd:/\n3:cpu,cpuacct:/lxc/web-1\n0::/lxc/web-1\n");
        write("sys/fs/cgroup/cpu/lxc/web-1/cpu.stat", quota("throttled_time"));
        write("sys/fs/cgroup/unified/lxc/web-1/cpu.pressure", PSI);
        try (Agent agent = agent(shell)) {
            StrainCounts container = container(report(agent.frame()));
            assertThat(container.throttled()).hasValue(30);
            assertThat(container.pressures()).containsOnlyKeys("cpu");
        }
    }

    /** An old kernel has none of these files: what is not there is unknown, and the host is read. */
    @ParameterizedTest
    @MethodSource("shells")
    void aHostWithoutTheseFilesIsReadAsBefore(List<String> shell) throws IOException {
        write("proc/uptime", "1.00 1.00\n");
        try (Agent agent = agent(shell)) {
            for (String request : List.of("", "frame", "frame fresh")) {
                ServerReport report = report(request.isEmpty() ? agent.frame() : agent.frame(request));
                assertThat(report.signs().strain()).hasValueSatisfying(strain -> {
                    assertThat(strain.pressures()).isEmpty();
                    assertThat(strain.overflows()).isEmpty();
                    assertThat(strain.sources()).isEmpty();
                });
                assertThat(report.signs().uplink()).isEmpty();
                assertThat(report.notes()).isEmpty();
            }
        }
    }

    /**
     * Kernels put new columns between the old ones (https://github.com/PowerDNS/pdns/issues/18012): the columns of Linux 6.1 and of 6.18
     * are read by their titles. A line that was cut off is no reading.
     */
    @ParameterizedTest
    @ValueSource(strings = {"golden", "newer", "fewer", "cut"})
    void countersAreFoundByTheirTitles(String kernel) throws IOException {
        host();
        List<String> lines = netstat(12, 34);
        switch (kernel) {
            case "newer" ->
                lines.replaceAll(line -> line.startsWith("TcpExt: S")
                        ? line.replace(
                                " DelayedACKs ", " BeyondWindow TSEcrRejected PAWSOldAck PAWSTimewait DelayedACKs ")
                        : line.replaceFirst("^TcpExt: (\\d+ ){15}", "$0 1 2 3 4 "));
            case "fewer" ->
                lines = new ArrayList<>(List.of(
                        "TcpExt: SyncookiesSent ListenOverflows ListenDrops TCPPrequeued", "TcpExt: 0 12 34 5"));
            case "cut" -> lines.replaceAll(line -> line.startsWith("TcpExt: 0") ? line.substring(0, 30) : line);
            default -> {}
        }
        write("proc/net/netstat", String.join("\n", lines) + "\n");
        try (Agent agent = agent(List.of("/bin/sh"))) {
            StrainCounts host = report(agent.frame()).signs().strain().orElseThrow();
            if (kernel.equals("cut")) {
                assertThat(host.overflows()).isEmpty();
            } else {
                assertThat(host.overflows()).hasValue(12);
                assertThat(host.drops()).hasValue(34);
            }
        }
    }

    /** The speed of some interfaces cannot be read although the file is there; an awk can end over that. */
    @ParameterizedTest
    @ValueSource(strings = {"-1", "", "unknown", "10 0 0"})
    void anUnknownSpeedCostsNothingElse(String speed) throws IOException {
        host();
        write("sys/class/net/bond0/speed", speed + "\n");
        try (Agent agent = agent(List.of("/bin/sh"))) {
            assertThat(report(agent.frame()).signs().uplink()).isEmpty();
        }
    }

    /**
     * Kernels that were started without pressure have the files and refuse to read them (https://github.com/netdata/netdata/issues/7531,
     * error 95), as they do with the speed of lo (error 22, https://github.com/fusioninventory/fusioninventory-agent/pull/760).
     */
    @ParameterizedTest
    @MethodSource("shells")
    void aFileThatRefusesToBeReadEndsNoAgent(List<String> shell) throws IOException {
        host();
        Path refusing = Path.of("/sys/class/net/lo/speed");
        for (String file : List.of("proc/pressure/cpu", "proc/pressure/io", "sys/class/net/bond0/speed")) {
            Files.delete(files().resolve(file));
            Files.createSymbolicLink(files().resolve(file), refusing);
        }
        try (Agent agent = agent(shell)) {
            report(agent.frame());
            ServerReport report = report(agent.frame("frame fresh"));
            assertThat(report.signs().strain().orElseThrow().pressures()).isEmpty();
            assertThat(report.signs().strain().orElseThrow().overflows()).hasValue(12);
            assertThat(report.signs().uplink()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aHostWithIpv6OnlyHasAnUplinkToo(List<String> shell) throws IOException {
        host();
        String none = "0".repeat(32);
        write("proc/net/route", "Iface\tDestination\tGateway\nlxcbr0\t0003000A\t00000000\n");
        write(
                "proc/net/ipv6_route",
                "fd00%s 40 %s 00 %s 00000100 00000001 00000000 00000001   eth9\n".formatted("0".repeat(28), none, none)
                        + "%s 00 %s 00 %s ffffffff 00000001 00000000 00200200       lo\n".formatted(none, none, none)
                        + "%s 00 %s 00 %s 00000400 00000003 00000000 00000003    bond0\n".formatted(none, none, none));
        try (Agent agent = agent(shell)) {
            assertThat(report(agent.frame()).signs().uplink()).isEqualTo(OptionalDouble.of(1.25e9));
        }
    }

    /** Pressure is an average over seconds: it is read every 5 s, and a repeated section says when it was read. */
    @ParameterizedTest
    @MethodSource("shells")
    void readsThemEveryFewSeconds(List<String> shell) throws IOException {
        host();
        clock("1000.50");
        try (Agent agent = agent(shell)) {
            agent.frame();
            write("proc/net/netstat", String.join("\n", netstat(13, 35)) + "\n");
            clock("1004.99");
            Frame repeated = agent.frame("frame");
            assertThat(repeated.section(SectionKind.STRAIN).age().toSeconds()).isEqualTo(4);
            assertThat(report(repeated).signs().strain().orElseThrow().overflows())
                    .hasValue(12);
            clock("1005.00");
            assertThat(report(agent.frame("frame"))
                            .signs()
                            .strain()
                            .orElseThrow()
                            .overflows())
                    .hasValue(13);
            write("proc/net/netstat", String.join("\n", netstat(14, 36)) + "\n");
            assertThat(report(agent.frame("frame fresh"))
                            .signs()
                            .strain()
                            .orElseThrow()
                            .overflows())
                    .hasValue(14);
        }
    }

    private void host() throws IOException {
        write("proc/uptime", "1000.25 52846.56\n");
        write("proc/%d/cgroup".formatted(process()), "0::/lxc.payload.web-1\n");
        write("proc/net/netstat", String.join("\n", netstat(12, 34)) + "\n");
        write("proc/%d/net/netstat".formatted(process()), String.join("\n", netstat(56, 78)) + "\n");
        write("proc/net/route", "Iface\tDestination\tGateway\nbond0\t00000000\t0103000A\nbond0\t0003000A\t00000000\n");
        write("sys/class/net/bond0/speed", "10000\n");
        for (String resource : List.of("cpu", "memory", "io")) {
            write("proc/pressure/" + resource, PSI);
        }
    }

    private static String quota(String unit) {
        return "usage_usec 9740000\nuser_usec 9706730\nnr_periods 40\nnr_throttled 30\n%s 139381\n".formatted(unit);
    }

    /** The file as the lab's kernel prints it, with other numbers of full queues. */
    private static List<String> netstat(int overflows, int drops) {
        List<String> lines = new ArrayList<>(Golden.lines("real/proc-net-netstat.txt"));
        List<String> titles = List.of(lines.getFirst().split(" ", -1));
        List<String> values = new ArrayList<>(List.of(lines.get(1).split(" ", -1)));
        values.set(titles.indexOf("ListenOverflows"), Integer.toString(overflows));
        values.set(titles.indexOf("ListenDrops"), Integer.toString(drops));
        lines.set(1, String.join(" ", values));
        return lines;
    }

    private static long process() {
        return ProcessHandle.current().pid();
    }

    private void clock(String uptime) throws IOException {
        Files.writeString(folder.resolve("uptime"), uptime + " 1.00\n");
    }

    private Path files() {
        return folder.resolve("files");
    }

    private void write(String file, String content) throws IOException {
        Path path = files().resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private Agent agent(List<String> shell) throws IOException {
        AgentTools tools = AgentTools.in(folder);
        tools.tool(
                "lxc-ls",
                "echo 'NAME STATE AUTOSTART PID IPV4 IPV6'; echo 'web-1 RUNNING 1 %d 10.0.3.1 -'".formatted(process()));
        tools.tool("lxc-info", ":");
        Stream<String> env = Stream.of("/usr/bin/env", "HEADROOM_FILES=" + files());
        if (Files.exists(folder.resolve("uptime"))) {
            env = Stream.concat(env, Stream.of("HEADROOM_CLOCK=" + folder.resolve("uptime")));
        }
        return tools.agent(RS1, Stream.concat(env, shell.stream()).toList(), server());
    }

    private static ServerReport report(Frame frame) {
        return (ServerReport) FrameInterpreter.report(RS1, Runtimes.USUAL, Instant.EPOCH, frame);
    }

    private static StrainCounts container(ServerReport report) {
        return report.container("web-1").orElseThrow().strain().orElseThrow();
    }
}
