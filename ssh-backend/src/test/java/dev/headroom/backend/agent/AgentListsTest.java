package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.agent.AgentTools.Agent;
import dev.headroom.backend.command.AgentCommands;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.inventory.Runtimes;
import dev.headroom.backend.parse.Frame;
import dev.headroom.backend.parse.Golden;
import dev.headroom.backend.parse.IpvsTable;
import dev.headroom.backend.parse.IpvsTableParser;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.backend.runtime.ConfiguredAddress;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the agent asks its host's tools, and how seldom. */
@EnabledOnOs(OS.LINUX)
class AgentListsTest {
    private static final HostId LB1 = new DirectorId("lb1");
    private static final HostId RS1 = new ServerId("rs1");
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int MANY = 1_000;

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

    @TempDir
    private Path folder;

    static Stream<List<String>> shells() {
        return AgentTools.shells();
    }

    private static CommandLine server() {
        return AgentCommands.server(Privilege.ROOT, LIMIT, AgentName.fresh());
    }

    private static CommandLine director() {
        return AgentCommands.director(Privilege.ROOT, LIMIT, AgentName.fresh());
    }

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

    /** Each call is a login's worth of work on a small director. What the list shows when it changes is not asked for by the clock. */
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

    private static List<String> asked(AgentTools tools) throws IOException {
        List<String> lines = tools.lines("asked");
        Files.deleteIfExists(tools.file("asked"));
        return lines;
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aThousandContainersFitInAFrame(List<String> shell) throws IOException {
        AgentTools tools = AgentTools.in(folder);
        StringBuilder table = new StringBuilder("NAME     STATE   AUTOSTART PID IPV4 IPV6\n");
        for (int i = 0; i < MANY; i++) {
            table.append("web-%04d STOPPED 0         -   -    -\n".formatted(i));
            Path config = folder.resolve("lxc/web-%04d/config".formatted(i));
            Files.createDirectories(config.getParent());
            Files.writeString(config, """
                # a comment
                lxc.include = /usr/share/lxc/config/common.conf
                lxc.net.0.type = veth
                lxc.net.0.ipv4.address = 10.1.%d.%d/16
                """.formatted(i / 250, i % 250));
        }
        Files.writeString(tools.file("listing"), table);
        tools.tool("lxc-ls", "echo lxc-ls >>'%s'; cat '%s'".formatted(tools.file("asked"), tools.file("listing")));
        tools.tool("lxc-info", "echo lxc-info >>'%s'".formatted(tools.file("asked")));
        tools.tool("lxc-config", "echo '%s'".formatted(folder.resolve("lxc")));
        try (Agent agent = tools.agent(RS1, shell, server())) {
            Frame first = agent.frame();
            assertThat(first.section(SectionKind.CONTAINERS).lines()).hasSize(MANY + 1);
            assertAddresses(first);
            Frame second = agent.frame("frame");
            assertThat(second.section(SectionKind.CONTAINERS).lines()).hasSize(MANY + 1);
            assertAddresses(second);
            agent.frame("frame fresh");
        }
        // Once at the start, and once because it was asked for.
        assertThat(asked(tools)).containsExactly("lxc-ls", "lxc-ls");
    }

    private static void assertAddresses(Frame frame) {
        for (int i : IntStream.of(0, 251, MANY - 1).toArray()) {
            Section address =
                    frame.section(SectionKind.ADDRESS, "web-%04d".formatted(i)).orElseThrow();
            assertThat(Runtimes.USUAL.addresses(address))
                    .containsExactly(new ConfiguredAddress("10.1.%d.%d".formatted(i / 250, i % 250), 16));
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whatAConfigurationDoesNotSayIsAsked(List<String> shell) throws IOException {
        AgentTools tools = AgentTools.in(folder);
        tools.tool("lxc-ls", "echo 'NAME STATE AUTOSTART PID IPV4'; for n in a b c; do echo $n STOPPED 0 - -; done");
        tools.tool(
                "lxc-info",
                "echo \"$2\" >>'%s'; echo lxc.net.0.ipv4.address = 10.9.9.9/24".formatted(tools.file("asked")));
        tools.tool("lxc-config", "echo '%s'".formatted(folder.resolve("lxc")));
        for (String name : List.of("a", "b")) {
            Path config = folder.resolve("lxc/%s/config".formatted(name));
            Files.createDirectories(config.getParent());
            Files.writeString(config, name.equals("a") ? "lxc.include = /etc/net.conf\n" : "lxc.uts.name = b\n");
        }
        try (Agent agent = tools.agent(RS1, shell, server())) {
            Frame frame = agent.frame();
            assertThat(asked(tools)).containsExactly("a", "c");
            assertThat(frame.section(SectionKind.ADDRESS, "b").orElseThrow().lines())
                    .isEmpty();
            assertThat(Runtimes.USUAL.addresses(
                            frame.section(SectionKind.ADDRESS, "c").orElseThrow()))
                    .containsExactly(new ConfiguredAddress("10.9.9.9", 24));
            agent.frame("frame");
            assertThat(asked(tools)).isEmpty();
        }
    }

    /** The right addresses of each configuration, in its lines. */
    private static final Map<String, List<String>> CONFIGURED = Map.of(
            // https://github.com/lxc/lxc/issues/4190: no network has the number 0
            """
            lxc.net =
            #lxc.net.0.ipv4.address = 10.0.0.9/24
            lxc.net.1.type = veth
            lxc.net.1.link = br1
            lxc.net.1.ipv4.address = 10.0.1.5/24
            lxc.net.12.type = veth
            lxc.net.12.ipv6.address = FD00:0:0::12/64
            """,
            List.of("10.0.1.5", "fd00::12"),
            // https://github.com/claudyus/LXC-Web-Panel/issues/66: LXC 1.0, a network that is switched off, its address
            // still there
            """
            lxc.network.type = empty
            lxc.network.flags = down
            lxc.network.link = eth1
            lxc.network.ipv4.gateway = 192.168.93.1
            lxc.network.ipv4 = 192.168.93.40
            lxc.network.type = veth
            lxc.network.ipv4 = 192.168.93.41/24 192.168.93.255
            lxc.network.ipv6 = 2003:db8:1:0:214:1234:fe0b:3596/64
            """,
            List.of("192.168.93.41", "2003:db8:1:0:214:1234:fe0b:3596"),
            "lxc.net.0.ipv4.address = 10.0.0.5/24\nlxc.net.0.ipv4.address = 10.0.0.6/24\n",
            List.of("10.0.0.5", "10.0.0.6"),
            "lxc.net.0.ipv4.address = 10.0.0.5/24\nlxc.net.0.ipv4.address =\nlxc.net.0.ipv4.address = 10.0.0.7\n",
            List.of("10.0.0.7"),
            "lxc.net.0.ipv4.address = 10.0.0.5/24\nlxc.net.1.ipv4.address = 10.0.1.5/24\nlxc.net.0 =\n",
            List.of("10.0.1.5"),
            "lxc.network.type = veth\nlxc.network.ipv4 = 0.0.0.0/24\nlxc.network.ipv6 = ::\n",
            List.of());

    @ParameterizedTest
    @MethodSource("programs")
    void everyNetworkOfAConfigurationIsRead(List<String> programs) throws IOException {
        AgentTools tools = AgentTools.only(folder, programs.toArray(String[]::new));
        List<String> texts = List.copyOf(CONFIGURED.keySet());
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            Path config = folder.resolve("lxc/c%d/config".formatted(i));
            Files.createDirectories(config.getParent());
            Files.writeString(config, texts.get(i));
            names.append("echo c").append(i).append(" STOPPED 0 - -;");
        }
        tools.tool("lxc-ls", "echo 'NAME STATE AUTOSTART PID IPV4'; " + names);
        tools.tool("lxc-config", "echo '%s'".formatted(folder.resolve("lxc")));
        try (Agent agent = tools.agent(RS1, List.of(AgentTools.program("dash").toString()), server())) {
            Frame frame = agent.frame();
            for (int i = 0; i < texts.size(); i++) {
                assertThat(Runtimes.USUAL.addresses(
                                frame.section(SectionKind.ADDRESS, "c" + i).orElseThrow()))
                        .extracting(ConfiguredAddress::address)
                        .isEqualTo(CONFIGURED.get(texts.get(i)));
            }
        }
    }

    /** lxc-info of LXC 5 complains of a network that is not there, ends well, and has the second address on a line of its own. */
    @ParameterizedTest
    @MethodSource("shells")
    void everyNetworkIsAskedFor(List<String> shell) throws IOException {
        AgentTools tools = AgentTools.in(folder);
        tools.tool("lxc-ls", "echo 'NAME STATE AUTOSTART PID IPV4'; echo a STOPPED 0 - -");
        tools.tool("lxc-config", "echo '%s'".formatted(folder.resolve("lxc")));
        tools.tool("lxc-info", """
            shift 2
            while [ $# -gt 0 ]; do
                case $2 in
                    lxc.net.3.ipv4.address) echo "$2 = 10.0.3.5/24"; echo 10.0.3.6/16 ;;
                    lxc.net.3.ipv6.address) echo "$2 = fd00::3:5/64" ;;
                    lxc.network.1.ipv4) echo "$2 = 10.0.1.5/24" ;;
                    lxc.net.3.*) echo "$2 =" ;;
                    *) echo "$2 invalid" >&2 ;;
                esac
                shift 2
            done
            """);
        try (Agent agent = tools.agent(RS1, shell, server())) {
            assertThat(Runtimes.USUAL.addresses(
                            agent.frame().section(SectionKind.ADDRESS, "a").orElseThrow()))
                    .containsExactlyInAnyOrder(
                            new ConfiguredAddress("10.0.1.5", 24),
                            new ConfiguredAddress("10.0.3.5", 24),
                            new ConfiguredAddress("10.0.3.6", 16),
                            new ConfiguredAddress("fd00::3:5", 64));
        }
    }

    /** All that a host must have beside the shell, of each kind of awk. */
    static Stream<List<String>> programs() {
        return Stream.of(List.of("mawk"), List.of("gawk"), List.of("busybox awk"), List.of("original-awk"))
                .filter(programs -> AgentTools.has(programs.getFirst().split(" ", 2)[0]));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void runsWithAnyAwk(List<String> programs) throws IOException {
        AgentTools tools = AgentTools.only(folder, programs.toArray(String[]::new));
        tools.tool("lxc-ls", "echo warning >&2; echo 'NAME STATE AUTOSTART PID IPV4'; echo \"web-1 RUNNING 1 $$ -\"");
        tools.tool("lxc-info", "exit 1");
        try (Agent agent = tools.agent(RS1, List.of(AgentTools.program("dash").toString()), server())) {
            Frame first = agent.frame();
            assertThat(first.section(SectionKind.CONTAINERS).error()).containsExactly("warning");
            assertThat(first.section(SectionKind.CONTAINERS).lines()).hasSize(2);
            assertThat(first.section(SectionKind.UPTIME).lines()).hasSize(1);
            assertThat(first.section(SectionKind.MEMINFO).lines()).isNotEmpty();
            assertThat(agent.frame("frame").section(SectionKind.CONTAINERS).lines())
                    .hasSize(2);
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aLoginThatSpeaksIsReadPast(List<String> shell) throws IOException {
        AgentTools tools = AgentTools.in(folder);
        tools.tool("lxc-ls", "exit 0");
        List<String> chatty = Stream.concat(
                        Stream.of(
                                "/bin/sh", "-c", "echo '@@welcome'; printf 'Last login: yesterday'; exec \"$@\"", "sh"),
                        shell.stream())
                .toList();
        try (Agent agent = tools.agent(RS1, chatty, server())) {
            assertThat(agent.frame().section(SectionKind.CONTAINERS).succeeded())
                    .isTrue();
        }
    }

    /** Those without an awk of their own, as busybox has one. */
    static Stream<List<String>> shellsWithoutAwk() {
        return shells().filter(shell -> !shell.contains("ash"));
    }

    @ParameterizedTest
    @MethodSource("shellsWithoutAwk")
    void withoutAwkItSaysSo(List<String> shell) throws IOException {
        AgentTools tools = AgentTools.only(folder);
        tools.tool("lxc-ls", "exit 0");
        try (Agent agent = tools.agent(RS1, shell, server())) {
            assertThat(agent.next()).isEmpty();
            assertThat(agent.ends().toString()).contains("awk: not found; install it");
        }
    }
}
