package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.backend.agent.ClusterDefinition.ServerDefinition;
import dev.headroom.backend.agent.ClusterDefinition.ServiceDefinition;
import dev.headroom.backend.agent.HostReport.ContainerReport;
import dev.headroom.backend.agent.HostReport.DirectorReport;
import dev.headroom.backend.agent.HostReport.Failed;
import dev.headroom.backend.agent.HostReport.ServerReport;
import dev.headroom.backend.inventory.ContainerPattern;
import dev.headroom.backend.parse.IpvsTable;
import dev.headroom.backend.parse.ProcFiles.CpuTimes;
import dev.headroom.backend.parse.ProcFiles.Memory;
import dev.headroom.backend.parse.SyncDaemon;
import dev.headroom.backend.runtime.ContainerLine;
import dev.headroom.ma2scf.model.ConnectionCounts;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerRole;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Demand;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.NotUnderstood;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ServiceSpec;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.model.ZoneId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotAssemblerTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final DirectorId LB1 = new DirectorId("lb1");
    private static final DirectorId LB2 = new DirectorId("lb2");
    private static final ServerId RS1 = new ServerId("rs1");
    private static final ServiceId WEB = new ServiceId("web");
    private static final VirtualAddress VIP = new VirtualAddress.Socket(Protocol.TCP, new Endpoint("10.99.0.100", 80));
    private static final Endpoint RIP = new Endpoint("10.99.0.211", 80);
    private static final long MEGABYTE = 1 << 20;

    private final SnapshotAssembler assembler = new SnapshotAssembler(
            new ClusterDefinition(
                    List.of(LB1, LB2),
                    List.of(new ServerDefinition(RS1, new ZoneId("rack-a"), true)),
                    List.of(new ServiceDefinition(new ServiceSpec(WEB, VIP, 1, 2), new ContainerPattern("web-*")))),
            Duration.ofSeconds(5));

    @Test
    void knowsNothingAtFirst() {
        Assembly first = assembler.first(START);
        assertThat(first.snapshot().revision()).isZero();
        assertThat(first.snapshot().director(LB1).orElseThrow().table()).isInstanceOf(Reading.Missing.class);
        Assembly next = assembler.next(first, List.of(new Failed(LB1, START, "No way.", true)), at(1));
        assertThat(next.snapshot().revision()).isEqualTo(1);
        assertThat(next.snapshot().director(LB1).orElseThrow().table()).isEqualTo(new Reading.Missing<>("No way."));
        assertThat(next.snapshot().service(WEB).orElseThrow().demand()).isInstanceOf(Reading.Missing.class);
    }

    @Test
    void makesRatesOfCounters() {
        Assembly assembly = play(director(LB1, 0, 1000, 10), director(LB1, 5, 1100, 30));
        assertThat(demand(assembly)).isEqualTo(new Reading.Fresh<>(new Demand(20, 30), at(5)));
        assertThat(assembly.snapshot().destination(LB1, WEB, RIP).orElseThrow().connectionsPerSecond())
                .isEqualTo(20);
    }

    @Test
    void hasNoRateAfterCountersWereZeroed() {
        Assembly assembly = play(director(LB1, 0, 1000, 10), director(LB1, 5, 1100, 30), director(LB1, 10, 7, 40));
        // The old rate is kept with its age; the connections are new.
        assertThat(demand(assembly)).isEqualTo(new Reading.Fresh<>(new Demand(20, 30), at(5)));
        assertThat(assembly.snapshot()
                        .destination(LB1, WEB, RIP)
                        .orElseThrow()
                        .counts()
                        .active())
                .isEqualTo(40);
        assertThat(assembly.snapshot().destination(LB1, WEB, RIP).orElseThrow().connectionsPerSecond())
                .isEqualTo(20);
        Assembly later = play(assembly, director(LB1, 15, 107, 40));
        assertThat(demand(later)).isEqualTo(new Reading.Fresh<>(new Demand(20, 40), at(15)));
    }

    @Test
    void addsUpDemandOverDirectors() {
        Assembly assembly =
                play(director(LB1, 0, 0, 10), director(LB2, 0, 0, 1), director(LB1, 5, 50, 10), director(LB2, 5, 5, 1));
        assertThat(demand(assembly)).isEqualTo(new Reading.Fresh<>(new Demand(11, 11), at(5)));
    }

    @Test
    void waitsForTheRateOfADirectorThatJustCame() {
        Assembly assembly = play(director(LB1, 0, 0, 10), director(LB2, 5, 5, 1), director(LB1, 5, 50, 10));
        assertThat(demand(assembly)).isInstanceOf(Reading.Missing.class);
    }

    @Test
    void keepsTheBaseWhenFramesComeTooFast() {
        Assembly assembly = play(director(LB1, 0, 0, 0), directorAt(LB1, Duration.ofMillis(100), 50, 3));
        assertThat(demand(assembly)).isInstanceOf(Reading.Missing.class);
        assertThat(assembly.snapshot()
                        .destination(LB1, WEB, RIP)
                        .orElseThrow()
                        .counts()
                        .active())
                .isEqualTo(3);
        assertThat(demand(play(assembly, director(LB1, 5, 100, 0))))
                .isEqualTo(new Reading.Fresh<>(new Demand(20, 0), at(5)));
    }

    /** As recorded on a 6.1 kernel under 11 requests/s: the counters stand for two seconds, then they jump. */
    @Test
    void seesASteadyDemandThroughCountersThatJump() {
        Assembly assembly = play(director(LB1, 0, 0, 0), director(LB1, 1, 24, 6));
        for (int second = 2; second < 30; second++) {
            assembly = play(assembly, director(LB1, second, 24L * ((second + 1) / 2), 6));
            if (second >= 3) {
                assertThat(demand(assembly))
                        .as("at %d s", second)
                        .isEqualTo(new Reading.Fresh<>(new Demand(12, 6), at(second)));
            }
        }
        // Then nobody comes any more.
        for (int second = 30; second < 36; second++) {
            assembly = play(assembly, director(LB1, second, 24L * 15, 0));
        }
        assertThat(demand(assembly)).isEqualTo(new Reading.Fresh<>(new Demand(0, 0), at(35)));
    }

    @Test
    void agesReadingsAndKeepsTheirValue() {
        Assembly assembly = play(director(LB1, 0, 1000, 10), director(LB1, 5, 1100, 30));
        Assembly inTime = assembler.next(assembly, List.of(), at(20));
        assertThat(inTime.snapshot().director(LB1).orElseThrow().table()).isInstanceOf(Reading.Fresh.class);
        Assembly late = assembler.next(inTime, List.of(), at(21));
        assertThat(late.snapshot().director(LB1).orElseThrow().table())
                .isInstanceOfSatisfying(
                        Reading.Stale.class,
                        stale -> assertThat(stale.reason()).isEqualTo("lb1 has not reported for more than 15 s."));
        assertThat(demand(late)).isInstanceOf(Reading.Stale.class);
        assertThat(demand(late).lastKnown()).contains(new Demand(20, 30));
        Assembly failed = assembler.next(late, List.of(new Failed(LB1, at(22), "Gone.", true)), at(22));
        assertThat(failed.snapshot().director(LB1).orElseThrow().table())
                .isInstanceOfSatisfying(
                        Reading.Stale.class, stale -> assertThat(stale.reason()).isEqualTo("Gone."));
        assertThat(failed.snapshot().destination(LB1, WEB, RIP)).isPresent();
    }

    /** Its next report cannot be here sooner: the master keeps a slow host. */
    @Test
    void aSlowHostsReadingIsFreshUntilTheNextCanBeHere() {
        Assembly read = assembler.next(assembler.first(START), List.of(director(LB1, 0, 0, 0)), at(12));
        Assembly inTime = assembler.next(read, List.of(), at(36));
        assertThat(inTime.snapshot().director(LB1).orElseThrow().table()).isInstanceOf(Reading.Fresh.class);
        Assembly late = assembler.next(inTime, List.of(), at(37));
        assertThat(late.snapshot().director(LB1).orElseThrow().table())
                .isInstanceOfSatisfying(
                        Reading.Stale.class,
                        stale -> assertThat(stale.reason()).isEqualTo("lb1 has not reported for more than 36 s."));
    }

    @Test
    void doesNotTakeALateReportForFresh() {
        Assembly assembly = assembler.next(assembler.first(START), List.of(director(LB1, 0, 0, 0)), at(60));
        assertThat(assembly.snapshot().director(LB1).orElseThrow().table()).isInstanceOf(Reading.Stale.class);
    }

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

    private Assembly play(HostReport... reports) {
        return play(assembler.first(START), reports);
    }

    private Assembly play(Assembly from, HostReport... reports) {
        Assembly assembly = from;
        for (HostReport report : reports) {
            assembly = assembler.next(assembly, List.of(report), report.at());
        }
        return assembly;
    }

    private static Reading<Demand> demand(Assembly assembly) {
        return assembly.snapshot().service(WEB).orElseThrow().demand();
    }

    private static RealServer rs1(Assembly assembly) {
        return assembly.snapshot().server(RS1).orElseThrow();
    }

    private static Container container(Assembly assembly, String name) {
        return rs1(assembly).container(new ContainerId(RS1, name)).orElseThrow();
    }

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }

    record CopyCase(String name, SyncDaemon first, SyncDaemon second, long active) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<CopyCase> copies() {
        return Stream.of(
                new CopyCase("no daemon: each has its own", SyncDaemon.NONE, SyncDaemon.NONE, 190),
                new CopyCase(
                        "master and backup: the copies are the master's", SyncDaemon.SENDS, SyncDaemon.RECEIVES, 100),
                new CopyCase(
                        "each sends to the other: each has all",
                        SyncDaemon.SENDS_AND_RECEIVES,
                        SyncDaemon.SENDS_AND_RECEIVES,
                        100),
                new CopyCase("nobody knows: the larger, not the sum", SyncDaemon.UNKNOWN, SyncDaemon.UNKNOWN, 100));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("copies")
    void copiesOfConnectionsAreNotCountedTwice(CopyCase wanted) {
        Assembly assembly = play(
                with(wanted.first, director(LB1, 0, 1000, 90)),
                with(wanted.second, director(LB2, 0, 0, 80)),
                with(wanted.first, director(LB1, 10, 1050, 100)),
                with(wanted.second, director(LB2, 10, 0, 90)));
        assertThat(demand(assembly).fresh()).contains(new Demand(5, wanted.active));
    }

    @Test
    void aServiceThatIsNotUnderstoodForAWhileHasNoLeapOfItsRate() {
        DirectorReport whole = director(LB1, 0, 100_000, 10);
        DirectorReport torn = new DirectorReport(
                LB1,
                at(10),
                Duration.ofHours(1).plusSeconds(10),
                new IpvsTable(
                        List.of(),
                        List.of(new NotUnderstood(Optional.of(VIP), Optional.empty(), "-A", "It was changed.")),
                        true),
                SyncDaemon.NONE,
                Map.of());
        Assembly assembly = play(whole, torn, director(LB1, 20, 100_050, 10));
        assertThat(demand(assembly)
                        .lastKnown()
                        .map(Demand::connectionsPerSecond)
                        .orElse(0.0))
                .isLessThan(1000);
    }

    private static DirectorReport with(SyncDaemon sync, DirectorReport report) {
        return new DirectorReport(report.host(), report.at(), report.uptime(), report.table(), sync, report.probes());
    }

    private static DirectorReport director(DirectorId id, int second, long connections, long active) {
        return directorAt(id, Duration.ofSeconds(second), connections, active);
    }

    private static DirectorReport directorAt(DirectorId id, Duration after, long connections, long active) {
        IpvsTable.Destination destination = new IpvsTable.Destination(
                new DestinationSpec(RIP, new ForwardingMethod.DirectRouting(), new Weight(1), Thresholds.NONE),
                new ConnectionCounts(active, 0, 0, connections));
        IpvsTable.Service service =
                new IpvsTable.Service(VIP, Scheduler.of("wrr"), Duration.ZERO, connections, List.of(destination));
        return new DirectorReport(
                id,
                START.plus(after),
                Duration.ofHours(1).plus(after),
                new IpvsTable(List.of(service)),
                SyncDaemon.NONE,
                Map.of());
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
