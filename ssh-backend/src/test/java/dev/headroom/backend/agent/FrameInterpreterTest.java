package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.agent.HostReport.DirectorReport;
import dev.headroom.backend.agent.HostReport.NotRead;
import dev.headroom.backend.agent.HostReport.ServerReport;
import dev.headroom.backend.inventory.Runtimes;
import dev.headroom.backend.parse.Field;
import dev.headroom.backend.parse.Frame;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One odd line makes its own entry unknown, never the host. */
class FrameInterpreterTest {
    private static final HostId LB1 = new DirectorId("lb1");
    private static final HostId RS1 = new ServerId("rs1");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01-lxc-ls-stderr-before-table.txt",
                "02-lxc-ls-start-auto-2.txt",
                "03-lxc-ls-1.0-dashes.txt",
                "04-lxc-ls-state-dash-and-unknown.txt"
            })
    void anOddListOfContainersLeavesTheServerMeasured(String file) {
        assertThat(server(Field.section(SectionKind.CONTAINERS, file)))
                .isInstanceOfSatisfying(
                        ServerReport.class,
                        report -> assertThat(report.containers()).isNotEmpty());
    }

    @Test
    void aFigureThatIsNotUnderstoodIsUnknownAndSaid() {
        Section containers = new Section(
                SectionKind.CONTAINERS,
                "",
                List.of("NAME  STATE   AUTOSTART PID IPV4       ", "web-2 RUNNING 1         102 127.9.0.12 "),
                0);
        assertThat(server(
                        containers,
                        new Section(SectionKind.CPU, "web-2", List.of("user_usec 5"), 0),
                        new Section(SectionKind.MEMORY, "web-2", List.of("max"), 0)))
                .isInstanceOfSatisfying(ServerReport.class, report -> {
                    assertThat(report.container("web-2").orElseThrow().cpuUsed())
                            .isEmpty();
                    assertThat(report.container("web-2").orElseThrow().memory()).isEmpty();
                    assertThat(report.notes()).hasSize(2).allMatch(note -> note.startsWith("rs1: "));
                });
    }

    @Test
    void aContainerWithANameThatIsNotUsedIsSaidToBeLeftOut() {
        assertThat(server(new Section(
                        SectionKind.CONTAINERS,
                        "",
                        List.of(
                                "NAME         STATE   AUTOSTART PID IPV4",
                                "web-2        STOPPED 0         -   -   ",
                                "web-\u001b[31m    STOPPED 0         -   -   ",
                                "$(id)        STOPPED 0         -   -   "),
                        0)))
                .isInstanceOfSatisfying(
                        ServerReport.class,
                        report -> assertThat(report.notes())
                                .singleElement()
                                .asString()
                                .startsWith("rs1: left out 2 containers whose name")
                                .doesNotContain("\u001b")
                                .contains("'$(id)'"));
    }

    /**
     * A host without ipvsadm, without timeout and with a folder of root needed three runs of the doctor: each named the
     * next thing to install.
     */
    @Test
    void allThatLacksIsToldAtOnceAndEachOnce() {
        List<Section> sections = new ArrayList<>(List.of(
                new Section(SectionKind.UPTIME, "", List.of("100.00 50.00"), 0),
                new Section(SectionKind.RIGHTS, "", List.of("missing"), 0),
                new Section(SectionKind.LEASE, "", List.of("refused /run/headroom/loans cannot be written"), 0)));
        for (SectionKind kind : List.of(
                SectionKind.IPVS_RULES,
                SectionKind.IPVS_LIST,
                SectionKind.IPVS_STATS,
                SectionKind.IPVS_THRESHOLDS,
                SectionKind.IPVS_PERSISTENT)) {
            sections.add(
                    new Section(kind, "", List.of(), List.of("sudo: ipvsadm: command not found"), 1, Duration.ZERO));
        }
        HostReport report =
                FrameInterpreter.report(LB1, Runtimes.USUAL, Instant.EPOCH, new Frame(1, "director", sections));
        assertThat(report)
                .isInstanceOfSatisfying(
                        HostReport.NotRead.class,
                        lacks -> assertThat(lacks.sentence())
                                .containsOnlyOnce(
                                        "lb1 has no ipvsadm. Install it there (on Debian: apt install ipvsadm)")
                                .containsOnlyOnce("lb1 has no 'timeout'")
                                .containsOnlyOnce("lb1 cannot keep the lease")
                                .contains("/usr/share/doc/headroom*/examples"));
    }

    /** The same remedy for reading and for changing is said once. */
    @Test
    void theLinesOfSudoersAreAdvisedOnce() {
        List<String> no = List.of("sudo: a password is required");
        HostReport server = server(
                new Section(SectionKind.CONTAINERS, "", List.of(), no, 1, Duration.ZERO),
                new Section(SectionKind.RIGHTS, "", List.of("refused timeout -k 2 60 lxc-start -n headroom -d"), 0));
        assertThat(server)
                .isInstanceOfSatisfying(
                        HostReport.NotRead.class,
                        lacks -> assertThat(lacks.sentence())
                                .startsWith("rs1 does not let the login user run 'lxc-ls -f' as root")
                                .containsOnlyOnce("headroom sudoers --cluster FILE"));
    }

    /** The director and the server are read, and the operator is told what lacks and which lines permit it. */
    @Test
    void whatSudoRefusesIsSaidAlsoWhereTheRestIsReadWithoutIt() {
        Frame whole = Field.director(
                Field.lines("07-Sn-fullnat-null.txt"),
                List.of("TCP  192.0.2.77:80 rr", "  -> 127.9.0.66:80 FullNat 100 0 0"));
        List<String> no = List.of("sudo: a password is required");
        List<Section> sections = new ArrayList<>(whole.sections());
        sections.add(new Section(SectionKind.UPTIME, "", List.of("100.00 50.00"), 0));
        for (SectionKind kind : List.of(SectionKind.IPVS_DAEMON, SectionKind.IPVS_TIMEOUT)) {
            sections.removeIf(section -> section.kind() == kind);
            sections.add(new Section(kind, "", List.of(), no, 1, Duration.ZERO));
        }
        HostReport director =
                FrameInterpreter.report(LB1, Runtimes.USUAL, Instant.EPOCH, new Frame(1, whole.role(), sections));
        assertThat(director).isInstanceOf(DirectorReport.class);
        for (String tool : List.of("'ipvsadm -Ln --daemon'", "'ipvsadm -Ln --timeout'")) {
            assertThat(director.notes())
                    .filteredOn(note -> note.startsWith("lb1 does not let the login user run " + tool + " as root"))
                    .singleElement()
                    .asString()
                    .contains("Put what 'headroom sudoers --cluster FILE' prints for lb1");
        }
        HostReport server = server(
                new Section(
                        SectionKind.CONTAINERS,
                        "",
                        List.of("NAME  STATE   AUTOSTART PID IPV4", "web-1 STOPPED 0 - -", "web-2 STOPPED 0 - -"),
                        0),
                new Section(SectionKind.ADDRESS, "web-1", List.of(), no, 1, Duration.ZERO),
                new Section(SectionKind.ADDRESS, "web-2", List.of(), no, 1, Duration.ZERO));
        assertThat(server.notes())
                .singleElement()
                .asString()
                .startsWith("rs1 does not let the login user run 'lxc-info -c' as root")
                .contains("headroom sudoers --cluster FILE");
    }

    @Test
    void aListWithoutAColumnIsSaidToBeWithoutIt() {
        assertThat(server(new Section(SectionKind.CONTAINERS, "", List.of("NAME STATE", "web-2 RUNNING"), 0)))
                .isInstanceOfSatisfying(
                        NotRead.class,
                        failed -> assertThat(failed.sentence())
                                .isEqualTo("rs1: lxc-ls -f: line 1 'NAME STATE' is not understood; expected was a title"
                                        + " line with AUTOSTART."));
    }

    @Test
    void aTableWithAnUnknownMethodLeavesTheDirectorRead() {
        List<Section> sections = new ArrayList<>(Field.director(
                        Field.lines("07-Sn-fullnat-null.txt"),
                        List.of("TCP  192.0.2.77:80 rr", "  -> 127.9.0.66:80 FullNat 100 0 0"))
                .sections());
        sections.add(new Section(SectionKind.UPTIME, "", List.of("100.00 50.00"), 0));
        assertThat(FrameInterpreter.report(LB1, Runtimes.USUAL, Instant.EPOCH, new Frame(1, "director", sections)))
                .isInstanceOfSatisfying(
                        DirectorReport.class,
                        report -> assertThat(report.notes())
                                .anySatisfy(note -> assertThat(note)
                                        .contains("lb1: not understood: '-a -t 192.0.2.77:80 -r 127.9.0.66:80"
                                                + " (null) -w 100'"))
                                .anySatisfy(
                                        note -> assertThat(note).contains("the larger number of active connections")));
    }

    /** Readings are as new as the question; a repeated list is not. */
    @Test
    void aListThatIsTooOldIsNoReading() {
        Section list = new Section(
                SectionKind.CONTAINERS,
                "",
                List.of("NAME  STATE   AUTOSTART PID IPV4", "web-2 RUNNING 1 102 127.9.0.12"),
                List.of(),
                0,
                Duration.ofSeconds(61));
        assertThat(server(list)).isInstanceOfSatisfying(NotRead.class, failed -> {
            assertThat(failed.transientFailure()).isTrue();
            assertThat(failed.sentence()).isEqualTo("rs1 repeats what 'lxc-ls -f' printed 61 s ago.");
        });
    }

    /**
     * No other list shows thresholds: within the age at which an agent repeats them they are a reading, older ones are
     * not.
     */
    @Test
    void rulesAndThresholdsMayBeOlder() {
        for (int minutes : new int[] {5, 7}) {
            Frame frame = Field.director(List.of(), List.of());
            List<Section> sections = Stream.concat(
                            Stream.of(new Section(SectionKind.UPTIME, "", List.of("1000.00 50.00"), 0)),
                            frame.sections().stream()
                                    .map(section -> section.kind() != SectionKind.IPVS_THRESHOLDS
                                            ? section
                                            : new Section(
                                                    section.kind(),
                                                    "",
                                                    section.lines(),
                                                    List.of(),
                                                    0,
                                                    Duration.ofMinutes(minutes))))
                    .toList();
            assertThat(FrameInterpreter.report(LB1, Runtimes.USUAL, Instant.EPOCH, new Frame(1, "director", sections)))
                    .isInstanceOf(minutes == 5 ? DirectorReport.class : NotRead.class);
        }
    }

    private static HostReport server(Section... more) {
        List<Section> sections = new ArrayList<>(List.of(
                new Section(SectionKind.UPTIME, "", List.of("100.00 50.00"), 0),
                new Section(SectionKind.STAT, "", List.of("cpu 1 2 3 4 5 6 7 8", "cpu0 1 2 3 4 5 6 7 8"), 0),
                new Section(SectionKind.MEMINFO, "", List.of("MemTotal: 100 kB", "MemAvailable: 10 kB"), 0),
                new Section(SectionKind.NETDEV, "", List.of("eth0 5 6"), 0)));
        sections.addAll(List.of(more));
        return FrameInterpreter.report(RS1, Runtimes.USUAL, Instant.EPOCH, new Frame(1, "server", sections));
    }
}
