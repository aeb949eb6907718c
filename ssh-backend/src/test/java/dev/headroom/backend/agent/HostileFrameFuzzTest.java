package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.agent.HostReport.NotRead;
import dev.headroom.backend.agent.HostReport.ServerReport;
import dev.headroom.backend.fuzz.Hostile;
import dev.headroom.backend.fuzz.Recordings;
import dev.headroom.backend.fuzz.Watched;
import dev.headroom.backend.inventory.Runtimes;
import dev.headroom.backend.parse.Field;
import dev.headroom.backend.parse.Frame;
import dev.headroom.backend.parse.Golden;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.HostId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Whatever a frame holds, it becomes a report that can be assembled, with few and short sentences. */
class HostileFrameFuzzTest extends AssemblerFixture {
    private static final int INPUTS = 4;
    private static final List<String> RECORDINGS = Recordings.all();
    private static final Set<SectionKind> OF_ONE_CONTAINER = Set.of(
            SectionKind.CPU,
            SectionKind.MEMORY,
            SectionKind.LISTENING,
            SectionKind.LOAN,
            SectionKind.ESTABLISHED,
            SectionKind.ADDRESS,
            SectionKind.STRAIN,
            SectionKind.UPLINK,
            SectionKind.FACTS,
            SectionKind.AGENT);

    private static final Section ACCOUNT = new Section(SectionKind.AGENT, "", List.of("1234.56 17 4711 230"), 0);

    @Property
    void ofRealServers(@ForAll long seed) {
        Hostile hostile = new Hostile(seed, RECORDINGS);
        for (int i = 0; i < INPUTS; i++) {
            report(RS1, serverFrame(), hostile);
        }
    }

    @Property
    void ofDirectors(@ForAll long seed) {
        Hostile hostile = new Hostile(seed, RECORDINGS);
        for (int i = 0; i < INPUTS; i++) {
            report(LB1, directorFrame(), hostile);
        }
    }

    private void report(HostId host, Frame whole, Hostile hostile) {
        Section victim = hostile.of(whole.sections());
        List<String> lines = hostile.below(4) == 0
                ? hostile.lines()
                : new Hostile(hostile.below(1 << 30), List.of(String.join("\n", victim.lines()))).lines();
        boolean failed = hostile.below(5) == 0;
        Section damaged = new Section(
                victim.kind(),
                hostile.below(10) == 0 ? hostile.name() : victim.argument(),
                failed ? List.of() : lines,
                failed ? lines : List.of(),
                failed ? 1 + hostile.below(127) : 0,
                hostile.below(20) == 0 ? Duration.ofSeconds(Integer.MAX_VALUE) : Duration.ZERO);
        Frame frame = replaced(whole, victim, damaged);
        Watched.parse(String.join("\n", lines), () -> judge(host, frame, victim.kind(), damaged.age()), Set.of());
    }

    private void judge(HostId host, Frame frame, SectionKind damaged, Duration age) {
        HostReport report = FrameInterpreter.report(host, Runtimes.USUAL, at(10), frame);
        assertThat(report.notes())
                .hasSizeLessThan(20)
                .allSatisfy(note -> assertThat(note).hasSizeLessThan(1_200));
        if (report instanceof NotRead failed) {
            assertThat(failed.sentence()).hasSizeLessThan(1_200);
            assertThat(OF_ONE_CONTAINER.contains(damaged) && age.isZero())
                    .as("a container costs only itself: %s", failed.sentence())
                    .isFalse();
        }
        Assembly first = assembler.first(START);
        HostReport sound = FrameInterpreter.report(
                host, Runtimes.USUAL, at(5), host.equals(RS1) ? serverFrame() : directorFrame());
        Assembly before = assembler.next(first, List.of(sound), at(5));
        Assembly after = assembler.next(before, List.of(report), at(10));
        assertThat(assembler.next(after, List.of(sound), at(15)).snapshot()).isNotNull();
    }

    private static Frame replaced(Frame whole, Section victim, Section damaged) {
        List<Section> sections = new ArrayList<>();
        whole.sections().forEach(s -> sections.add(s.equals(victim) ? damaged : s));
        return new Frame(1, whole.role(), sections);
    }

    private static Frame directorFrame() {
        List<Section> sections = new ArrayList<>(Golden.directorFrame().sections());
        sections.add(Golden.section(SectionKind.UPTIME, "real/proc-uptime.txt"));
        sections.add(Golden.section(SectionKind.IPVS_DAEMON, "director/daemon-both.txt"));
        sections.add(Golden.section(SectionKind.IPVS_TIMEOUT, "director/Ln-timeout.txt"));
        sections.add(ACCOUNT);
        sections.add(new Section(SectionKind.PROBES, "", List.of("tcp:10.99.0.211:80 open"), 0));
        sections.add(new Section(SectionKind.RIGHTS, "", List.of("refused timeout -k 2 10 true"), 0));
        return new Frame(1, "director", sections);
    }

    private static Frame serverFrame() {
        String name = "web-1";
        return new Frame(
                1,
                "server",
                List.of(
                        Golden.section(SectionKind.UPTIME, "real/proc-uptime.txt"),
                        Golden.section(SectionKind.STAT, "real/proc-stat.txt"),
                        ACCOUNT,
                        Golden.section(SectionKind.MEMINFO, "real/proc-meminfo.txt"),
                        Golden.section(SectionKind.NETDEV, "real/proc-net-dev.txt"),
                        new Section(
                                SectionKind.CONTAINERS,
                                "",
                                List.of(
                                        "NAME  STATE   AUTOSTART PID IPV4         IPV6",
                                        "web-1 RUNNING 1         102 10.99.0.211, 10.0.3.7 - ",
                                        "web-2 STOPPED 0         -   -            - "),
                                0),
                        Golden.section(SectionKind.ADDRESS, name, "real/lxc-info-address-running.txt"),
                        Golden.section(SectionKind.CPU, name, "real/container-cpu.stat.txt"),
                        new Section(SectionKind.STRAIN, "", List.of("uptime 40.00 1.00", "ListenOverflows 7"), 0),
                        new Section(SectionKind.STRAIN, name, List.of("uptime 40.00 1.00", "nr_periods 7"), 0),
                        new Section(SectionKind.UPLINK, "", List.of("1000 eth0"), 0),
                        new Section(SectionKind.FACTS, "", List.of("/proc/sys/kernel/osrelease 6.1.0"), 0),
                        Golden.section(SectionKind.MEMORY, name, "real/container-memory.current.txt"),
                        Golden.section(SectionKind.LISTENING, name, "real/container-net-tcp.txt"),
                        new Section(SectionKind.LOAN, name, List.of("headroom-loan 1 abc demo 123.45"), 0),
                        Golden.section(SectionKind.ESTABLISHED, name, "real/container-net-tcp.txt")));
    }

    /** Found by the properties above: the sockets of one container made the whole host unread. */
    @Test
    void socketsThatAreNotUnderstoodCostTheirContainerOnly() {
        Frame whole = serverFrame();
        Section sockets = whole.section(SectionKind.LISTENING, "web-1").orElseThrow();
        Section damaged = new Section(SectionKind.LISTENING, "web-1", List.of("  0: rubbish"), 0);
        assertThat(FrameInterpreter.report(RS1, Runtimes.USUAL, Instant.EPOCH, replaced(whole, sockets, damaged)))
                .isInstanceOfSatisfying(ServerReport.class, report -> {
                    assertThat(report.containers()).hasSize(2);
                    assertThat(report.container("web-1").orElseThrow().line().state())
                            .isEqualTo(ContainerState.UNKNOWN);
                    assertThat(report.notes()).hasSize(1);
                });
    }

    @Test
    void theWorkGrowsWithTheNumberOfContainers() {
        Watched.growsLinearly("containers", HostileFrameFuzzTest::crowded, 1_000, this::assembled);
        assertThat(FrameInterpreter.report(RS1, Runtimes.USUAL, at(5), crowded(5_000)))
                .isInstanceOfSatisfying(
                        NotRead.class,
                        failed -> assertThat(failed.sentence())
                                .isEqualTo("rs1: lxc-ls -f lists 5000 containers; Headroom reads hosts with at most"
                                        + " 4096."));
    }

    @Test
    void theWorkGrowsWithTheNumberOfServicesAndDestinations() {
        Watched.growsLinearly("services", size -> director(size, 1), 5_000, this::assembled);
        Watched.growsLinearly("destinations", size -> director(1, size), 5_000, this::assembled);
        Watched.growsLinearly("half not understood", size -> halfUnread(size), 5_000, this::assembled);
    }

    private static Frame director(int services, int destinations) {
        List<String> rules = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < services; i++) {
            String service = "10.%d.%d.%d:80".formatted(i >> 16, i >> 8 & 0xff, i & 0xff);
            rules.add("-A -t " + service + " -s wrr");
            rows.add("TCP  " + service + " wrr");
            for (int j = 0; j < destinations; j++) {
                String destination = "11.%d.%d.%d:80".formatted(j >> 16, j >> 8 & 0xff, j & 0xff);
                rules.add("-a -t " + service + " -r " + destination + " -g -w 1");
                rows.add("  -> " + destination + " Route 1 0 0");
            }
        }
        List<Section> sections = new ArrayList<>(Field.director(rules, rows).sections());
        sections.add(Golden.section(SectionKind.UPTIME, "real/proc-uptime.txt"));
        return new Frame(1, "director", sections);
    }

    private static Frame halfUnread(int services) {
        Frame whole = director(services, 1);
        Section rules = whole.section(SectionKind.IPVS_RULES);
        List<String> lines = new ArrayList<>(rules.lines());
        for (int i = 0; i < services; i++) {
            lines.add("-A -t 12.%d.%d.%d:80 --rubbish".formatted(i >> 16, i >> 8 & 0xff, i & 0xff));
        }
        return replaced(whole, rules, new Section(SectionKind.IPVS_RULES, "", lines, 0));
    }

    private void assembled(Frame frame) {
        HostId host = frame.role().equals("server") ? RS1 : LB1;
        HostReport report = FrameInterpreter.report(host, Runtimes.USUAL, at(5), frame);
        assertThat(report).isNotInstanceOf(NotRead.class);
        assembler.next(assembler.next(assembler.first(START), List.of(report), at(5)), List.of(report), at(10));
    }

    private static Frame crowded(int size) {
        List<String> names = IntStream.range(0, size).mapToObj(i -> "c" + i).toList();
        List<String> rows = new ArrayList<>(List.of("NAME STATE AUTOSTART IPV4"));
        names.forEach(name -> rows.add(name + " RUNNING 0 10.1.1.1"));
        List<Section> sections = new ArrayList<>();
        serverFrame().sections().forEach(s -> {
            if (s.argument().isEmpty()) {
                sections.add(s.kind() == SectionKind.CONTAINERS ? new Section(s.kind(), "", rows, 0) : s);
            }
        });
        names.forEach(name -> sections.add(new Section(SectionKind.CPU, name, List.of("usage_usec 7"), 0)));
        return new Frame(1, "server", sections);
    }
}
