package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.backend.agent.HostReport.ContainerReport;
import dev.headroom.backend.agent.HostReport.ServerReport;
import dev.headroom.backend.parse.HostFacts;
import dev.headroom.backend.parse.HostSigns;
import dev.headroom.backend.parse.ProcFiles.CpuTimes;
import dev.headroom.backend.parse.ProcFiles.Memory;
import dev.headroom.backend.parse.StrainCounts;
import dev.headroom.backend.runtime.ContainerLine;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerRole;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.Strain;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How reports of servers become load and containers with their roles. */
class ServerReadingsTest extends AssemblerFixture {
    @Test
    void measuresLoadFromTheSecondReportOn() {
        Assembly first = play(server(0, 0, 0, 0));
        assertThat(rs1(first).load()).isInstanceOf(Reading.Missing.class);
        assertThat(rs1(first).containers()).isInstanceOf(Reading.Fresh.class);
        Assembly second = play(first, server(5, 1000, 600, 5_000_000));
        ServerLoad load = rs1(second).load().fresh().orElseThrow();
        assertThat(load.capacity().cpu()).isEqualTo(2);
        assertThat(load.used().cpu()).isEqualTo(0.8, within(1e-9));
        assertThat(load.used().memory()).isEqualTo(30 * MEGABYTE);
        assertThat(load.used().network()).isEqualTo(1_000_000);
    }

    @Test
    void startsAgainAfterAReboot() {
        Assembly assembly = play(server(50, 1000, 600, 0), server(55, 2000, 1600, 0));
        ServerReport rebooted = new ServerReport(
                RS1,
                at(60),
                Duration.ofSeconds(3),
                new CpuTimes(2, 100, 0),
                Optional.of(new Memory(10, 5)),
                OptionalLong.of(0),
                List.of(),
                List.of());
        Assembly after = assembler.next(assembly, List.of(rebooted), at(60));
        assertThat(rs1(after).load()).isEqualTo(rs1(assembly).load());
        assertThat(rs1(after).containers()).isEqualTo(new Reading.Fresh<>(List.of(), at(60)));
    }

    @Test
    void measuresContainers() {
        Assembly assembly = play(
                server(0, 0, 0, 0, running("web-1", true, 1000)),
                server(5, 1000, 0, 0, running("web-1", true, 2000), running("web-2", false, 500)));
        assertThat(container(assembly, "web-1").used().cpu()).isEqualTo(0.2, within(1e-9));
        assertThat(container(assembly, "web-1").used().memory()).isEqualTo(8 * MEGABYTE);
        // New since: all that it used, it used in between.
        assertThat(container(assembly, "web-2").used().cpu()).isEqualTo(0.1, within(1e-9));
        Assembly restarted = play(assembly, server(10, 2000, 0, 0, running("web-1", true, 10)));
        assertThat(container(restarted, "web-1").used().cpu()).isEqualTo(0.2, within(1e-9));
    }

    /** A frame repeats what it did not read anew: the rate is that of the two readings, and its age grows. */
    @Test
    void aRepeatedReadingOfStrainKeepsItsRate() {
        Assembly second = play(strained(server(0, 0, 0, 0), 3595, 10), strained(server(5, 1000, 600, 0), 3605, 30));
        Strain rated = rs1(second).load().fresh().orElseThrow().strain();
        assertThat(rated.overflows()).contains(2.0);
        Assembly third = play(second, strained(server(7, 1400, 800, 0), 3605, 30));
        Strain repeated = rs1(third).load().fresh().orElseThrow().strain();
        assertThat(repeated).isEqualTo(rated.aged(Duration.ofSeconds(2)));
        Assembly fourth = play(third, strained(server(10, 2000, 1000, 0), 3610, 30));
        assertThat(rs1(fourth).load().fresh().orElseThrow().strain().overflows())
                .contains(0.0);
        Assembly unread = play(fourth, server(12, 2400, 1200, 0));
        assertThat(rs1(unread).load().fresh().orElseThrow().strain()).isEqualTo(Strain.UNKNOWN);
    }

    private static ServerReport strained(ServerReport report, int uptime, long overflows) {
        StrainCounts counts = new StrainCounts(
                Duration.ofSeconds(uptime),
                Map.of(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.of(overflows),
                OptionalLong.empty(),
                List.of("/proc/net/netstat"));
        return new ServerReport(
                report.host(),
                report.at(),
                report.uptime(),
                report.cpu(),
                report.memory(),
                report.networkBytes(),
                report.containers(),
                report.notUnderstood(),
                report.lacking(),
                new HostSigns(OptionalDouble.empty(), Optional.of(counts), List.of(), HostFacts.NONE));
    }

    record RoleCase(String name, ContainerReport container, ContainerRole role, boolean listening) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<RoleCase> roles() {
        Endpoint own = new Endpoint("10.99.0.221", 80);
        ContainerLine dynamic = new ContainerLine("web-1", ContainerState.RUNNING, true, List.of("10.99.0.77"));
        ContainerLine nowhere = new ContainerLine("web-1", ContainerState.STOPPED, false, List.of());
        return Stream.of(
                new RoleCase("home", running("web-1", true, 0), new ContainerRole.Home(WEB, own), true),
                new RoleCase("stand-by", stopped("web-9", false), new ContainerRole.StandBy(WEB, own), false),
                new RoleCase("other name", running("api-1", true, 0), new ContainerRole.Unrelated(), false),
                new RoleCase(
                        "address of the moment",
                        new ContainerReport(dynamic, Optional.empty(), Optional.empty(), Optional.empty(), Set.of(81)),
                        new ContainerRole.Home(WEB, new Endpoint("10.99.0.77", 80)),
                        false),
                new RoleCase(
                        "no address",
                        new ContainerReport(nowhere, Optional.empty(), Optional.empty(), Optional.empty(), Set.of()),
                        new ContainerRole.Ambiguous(
                                WEB,
                                "It has no address of its own that is known, by its configuration or now, so no client can be sent to it."),
                        false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("roles")
    void givesRoles(RoleCase wanted) {
        Assembly assembly = play(server(0, 0, 0, 0, wanted.container));
        Container container = container(assembly, wanted.container.line().name());
        assertThat(container.role()).isEqualTo(wanted.role);
        assertThat(container.listening()).isEqualTo(wanted.listening);
    }

    @Test
    void leavesOutContainersWhoseNamesNoCommandMayHold() {
        assertThat(rs1(play(server(0, 0, 0, 0, running("$(reboot)", true, 0)))).knownContainers())
                .isEmpty();
    }

    @Test
    void aServerThatLacksARightCannotBeChangedUntilItHasIt() {
        ServerReport whole = server(1, 100, 50, 0);
        ServerReport lacking = new ServerReport(
                RS1,
                at(2),
                whole.uptime().plusSeconds(1),
                new CpuTimes(2, 200, 100),
                whole.memory(),
                OptionalLong.of(0),
                List.of(),
                List.of(),
                Optional.of("rs1 lacks a right."),
                HostSigns.NONE);
        Assembly first = assembler.next(assembler.first(START), List.of(whole), at(1));
        Assembly second = assembler.next(first, List.of(lacking), at(2));
        assertThat(rs1(first).unchangeable()).isEmpty();
        assertThat(rs1(second).unchangeable()).contains("rs1 lacks a right.");
        assertThat(rs1(assembler.next(second, List.of(server(3, 300, 150, 0)), at(3)))
                        .unchangeable())
                .isEmpty();
    }

    private static RealServer rs1(Assembly assembly) {
        return assembly.snapshot().server(RS1).orElseThrow();
    }

    private static Container container(Assembly assembly, String name) {
        return rs1(assembly).container(new ContainerId(RS1, name)).orElseThrow();
    }

    private static ServerReport server(int second, long total, long idle, long bytes, ContainerReport... containers) {
        return new ServerReport(
                RS1,
                at(second),
                Duration.ofHours(1).plusSeconds(second),
                new CpuTimes(2, total, idle),
                Optional.of(new Memory(100 * MEGABYTE, 70 * MEGABYTE)),
                OptionalLong.of(bytes),
                List.of(containers),
                List.of());
    }

    private static ContainerReport running(String name, boolean autostart, long milliseconds) {
        return new ContainerReport(
                new ContainerLine(name, ContainerState.RUNNING, autostart, List.of("10.99.0.221")),
                Optional.of("10.99.0.221"),
                Optional.of(Duration.ofMillis(milliseconds)),
                Optional.of(8 * MEGABYTE),
                Set.of(80));
    }

    private static ContainerReport stopped(String name, boolean autostart) {
        return new ContainerReport(
                new ContainerLine(name, ContainerState.STOPPED, autostart, List.of()),
                Optional.of("10.99.0.221"),
                Optional.empty(),
                Optional.empty(),
                Set.of());
    }
}
