package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.agent.AgentTools.Agent;
import dev.headroom.backend.inventory.Runtimes;
import dev.headroom.backend.parse.Frame;
import dev.headroom.backend.parse.Golden;
import dev.headroom.backend.parse.IpvsTable;
import dev.headroom.backend.parse.IpvsTableParser;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the agent asks its host's tools, and how seldom. */
@EnabledOnOs(OS.LINUX)
class AgentListsTest extends AgentFixture {
    /** What others may do between two frames. */
    private static final List<UnaryOperator<String>> CHANGES = List.of(
            line -> line.replace("Route   50 ", "Route   51 "),
            line -> line.replace("Masq    5 ", "Route   5 "),
            line -> line.replace("wrr  persistent 30000", "wrr  persistent 40000"),
            line -> line.replace("0A630064:0050 wrr", "0A630064:0050 wlc"),
            line -> line.contains("0A63003D:0050") ? "" : line,
            line -> line.replace("0A63003D:0050", "0A63003F:0050"),
            line -> line.contains("0A630068:0202") ? "" : line,
            line -> line.replace("0A630068:0202", "0A630068:0203"));

    /** Tables without a persistent service: nobody's template is to be waited for. */
    private static void ipvsadm(AgentTools tools, String weight) throws IOException {
        tools.ipvsadm(line -> line.replaceAll(" persistent \\d+", "")
                .replaceAll(" -p \\d+", "")
                .replaceAll(" 100 ( *\\d+ +\\d+ *)$", weight + "$1")
                .replaceAll(" -w 100$", " -w " + weight.strip()));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aTableIsReadWholeWhenItLooksDifferentOrWhenThatIsAskedFor(List<String> shell) throws IOException {
        AgentTools tools = AgentTools.in(folder);
        ipvsadm(tools, " 100 ");
        try (Agent agent = tools.agent(LB1, shell, director())) {
            Frame first = agent.frame();
            assertThat(asked(tools)).hasSizeGreaterThanOrEqualTo(5).contains("-Sn", "-Ln --thresholds");

            Frame second = agent.frame("frame");
            assertThat(asked(tools)).containsExactly("-Ln", "-Ln --stats --exact");
            for (SectionKind kind :
                    List.of(SectionKind.IPVS_RULES, SectionKind.IPVS_THRESHOLDS, SectionKind.IPVS_PERSISTENT)) {
                assertThat(second.section(kind).lines())
                        .isEqualTo(first.section(kind).lines());
            }

            agent.frame("frame fresh");
            assertThat(asked(tools)).contains("-Sn", "-Ln --thresholds", "-Ln --persistent-conn");
            Frame whole = agent.frame("frame whole");
            assertThat(asked(tools)).contains("-Sn", "-Ln --thresholds", "-Ln --persistent-conn");
            assertThat(whole.section(SectionKind.RIGHTS).age()).isZero();

            ipvsadm(tools, " 99  ");
            IpvsTable changed = IpvsTableParser.parse(agent.frame("frame"));
            assertThat(changed.torn()).isTrue();
            assertThat(asked(tools)).containsExactly("-Ln", "-Ln --stats --exact");
            IpvsTable anew = IpvsTableParser.parse(agent.frame("frame fresh"));
            assertThat(anew.torn()).isFalse();
            assertThat(specs(changed)).isEqualTo(specs(anew));
        }
    }

    /** The kernel writes other words, another order and hexadecimal digits. */
    @ParameterizedTest
    @MethodSource("shells")
    void theKernelsOwnListIsReadAsTheToolPrintsIt(List<String> shell) throws IOException {
        AgentTools tools = AgentTools.in(folder);
        theKernelsOwnListIsAsTheTools(tools, shell);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void anyAwkReadsTheKernelsOwnList(List<String> programs) throws IOException {
        AgentTools tools = AgentTools.only(folder, programs.toArray(String[]::new));
        theKernelsOwnListIsAsTheTools(tools, List.of(AgentTools.program("dash").toString()));
    }

    private static void theKernelsOwnListIsAsTheTools(AgentTools tools, List<String> shell) throws IOException {
        tools.ipvsadm(UnaryOperator.identity());
        List<String> kernel = Golden.lines("director/proc-net-ip_vs.txt");
        Files.write(tools.file("ip_vs"), kernel);
        try (Agent agent = tools.agent(LB1, withTable(tools, shell), director())) {
            IpvsTable whole = IpvsTableParser.parse(agent.frame());
            assertThat(whole.torn()).isFalse();
            asked(tools);

            Frame steady = agent.frame("frame");
            assertThat(asked(tools)).containsExactly("-Ln --stats --exact");
            IpvsTable cheap = IpvsTableParser.parse(steady);
            assertThat(cheap.torn()).isFalse();
            assertThat(cheap.unread()).isEmpty();
            assertThat(specs(cheap)).isEqualTo(specs(whole)).hasSize(13);
            assertThat(described(steady))
                    .containsExactlyInAnyOrderElementsOf(described(Golden.lines("director/Ln.txt")));

            for (UnaryOperator<String> change : CHANGES) {
                Files.write(
                        tools.file("ip_vs"),
                        kernel.stream()
                                .map(change)
                                .filter(line -> !line.isEmpty())
                                .toList());
                assertThat(IpvsTableParser.parse(agent.frame("frame")).torn()).isTrue();
            }
            Files.write(tools.file("ip_vs"), kernel);
            assertThat(IpvsTableParser.parse(agent.frame("frame")).torn()).isFalse();
        }
    }

    /** https://github.com/acassen/keepalived/issues/876: a service of IPv6 with a server of IPv4; and a count that fell below 0. */
    @ParameterizedTest
    @MethodSource("shells")
    void whatTheKernelsOwnListDoesNotSayIsNotGuessed(List<String> shell) throws IOException {
        AgentTools tools = AgentTools.in(folder);
        tools.ipvsadm(line -> line.replace("[fd00::13]:0 ", "10.99.0.213:0 "));
        Files.write(
                tools.file("ip_vs"),
                Golden.lines("director/proc-net-ip_vs.txt").stream()
                        .map(line -> line.replace("[fd00:0000:0000:0000:0000:0000:0000:0013]:0000", "0A6300D5:0000")
                                .replace("Route   50     3 ", "Route   50     -1"))
                        .toList());
        try (Agent agent = tools.agent(LB1, withTable(tools, shell), director())) {
            IpvsTable whole = IpvsTableParser.parse(agent.frame());
            IpvsTable cheap = IpvsTableParser.parse(agent.frame("frame"));
            assertThat(cheap.unread()).isEmpty();
            assertThat(cheap.torn()).isFalse();
            assertThat(specs(cheap)).isEqualTo(specs(whole));
            assertThat(cheap.services().stream()
                            .flatMap(service -> service.destinations().stream())
                            .filter(destination -> !destination.counts().known()))
                    .singleElement()
                    .extracting(destination -> destination.spec().weight())
                    .isEqualTo(new Weight(50));
        }
    }

    /** What was changed after the tool had listed it must not pass for what the tool has said of it. */
    @ParameterizedTest
    @MethodSource("shells")
    void aChangeBetweenTheToolAndTheKernelsListIsSeen(List<String> shell) throws IOException {
        AgentTools tools = AgentTools.in(folder);
        tools.ipvsadm(UnaryOperator.identity());
        for (UnaryOperator<String> change : List.<UnaryOperator<String>>of(
                line -> line.replace("wrr  persistent 30000", "wrr  persistent 60000"),
                line -> line.replace("0A630064:01BB wrr  persistent 30000 FFFFFF00", "0A630064:01BB wrr"),
                line -> line.replace("0A630064:0050 wrr", "0A630064:0050 wlc"))) {
            Files.write(
                    tools.file("ip_vs"),
                    Golden.lines("director/proc-net-ip_vs.txt").stream()
                            .map(change)
                            .toList());
            try (Agent agent = tools.agent(LB1, withTable(tools, shell), director())) {
                agent.frame();
                assertThat(IpvsTableParser.parse(agent.frame("frame")).torn()).isTrue();
            }
        }
    }

    /**
     * On a small director each call takes as much CPU time as a login. So the agent reads a list again when the frame
     * shows a change, not at an interval.
     */
    @ParameterizedTest
    @MethodSource("shells")
    void whatSeldomChangesIsSeldomAskedFor(List<String> shell) throws IOException {
        AgentTools tools = AgentTools.in(folder);
        ipvsadm(tools, " 100 ");
        Files.write(tools.file("uptime"), List.of("1000.50 1.00"));
        List<String> timed = Stream.concat(
                        Stream.of("/usr/bin/env", "HEADROOM_CLOCK=" + tools.file("uptime"), "HEADROOM_TABLE=/nowhere"),
                        shell.stream())
                .toList();
        try (Agent agent = tools.agent(LB1, timed, director())) {
            agent.frame();
            asked(tools);
            for (String uptime : List.of("1049.99", "1051.00", "1099.99", "1299.99", "1300.00")) {
                Files.write(tools.file("uptime"), List.of(uptime + " 1.00"));
                Frame frame = agent.frame("frame");
                assertThat(FrameInterpreter.report(LB1, Runtimes.USUAL, Instant.EPOCH, frame))
                        .isInstanceOf(HostReport.DirectorReport.class);
                switch (uptime) {
                    case "1051.00", "1299.99" ->
                        assertThat(asked(tools)).containsExactly("-Ln", "-Ln --stats --exact", "-Ln --daemon");
                    case "1300.00" -> assertThat(asked(tools)).hasSize(7).startsWith("-Sn", "-Ln");
                    default -> assertThat(asked(tools)).containsExactly("-Ln", "-Ln --stats --exact");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void templatesAreCountedInEachFrameWhileAPersistentServiceDrains(List<String> shell) throws IOException {
        AgentTools tools = AgentTools.in(folder);
        tools.ipvsadm(line -> line.replace("10.99.0.212:443 -g -w 50", "10.99.0.212:443 -g -w 0"));
        Files.write(tools.file("ip_vs"), Golden.lines("director/proc-net-ip_vs.txt"));
        try (Agent agent = tools.agent(LB1, withTable(tools, shell), director())) {
            agent.frame();
            asked(tools);
            agent.frame("frame");
            assertThat(asked(tools)).containsExactly("-Ln --stats --exact", "-Ln --persistent-conn");
        }
    }

    private static List<String> withTable(AgentTools tools, List<String> shell) {
        return Stream.concat(Stream.of("/usr/bin/env", "HEADROOM_TABLE=" + tools.file("ip_vs")), shell.stream())
                .toList();
    }

    private static Map<VirtualAddress, Set<DestinationSpec>> specs(IpvsTable table) {
        return table.services().stream()
                .collect(Collectors.toMap(
                        IpvsTable.Service::address,
                        service -> service.destinations().stream()
                                .map(IpvsTable.Destination::spec)
                                .collect(Collectors.toSet())));
    }

    private static List<String> described(Frame frame) {
        return described(frame.section(SectionKind.IPVS_LIST).lines());
    }

    /** Without connections: the golden files are some seconds apart. */
    private static List<String> described(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.contains("LocalAddress") && !line.contains("RemoteAddress"))
                .map(line -> line.replaceAll("( {2}-> .*) +\\d+ +\\d+ *$", "$1").strip())
                .toList();
    }
}
