package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.agent.AgentTools.Agent;
import dev.headroom.backend.inventory.Runtimes;
import dev.headroom.backend.parse.Frame;
import dev.headroom.backend.parse.FrameReader;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.backend.runtime.ConfiguredAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the agent finds the addresses of containers. */
@EnabledOnOs(OS.LINUX)
class AgentAddressesTest extends AgentFixture {
    private static final int MANY = 1_000;

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
            // After a frame that was not understood: none of its sections can be repeated.
            agent.stream().send("frame whole\n");
            Frame whole = new Agent(agent.stream(), new FrameReader(), agent.ends()).frame();
            assertThat(whole.number()).isEqualTo(4);
            assertThat(whole.section(SectionKind.CONTAINERS).lines()).hasSize(MANY + 1);
            assertThat(whole.section(SectionKind.RIGHTS, "")).isPresent();
            assertAddresses(whole);
        }
        // Once at the start, and twice because it was asked for.
        assertThat(asked(tools)).containsExactly("lxc-ls", "lxc-ls", "lxc-ls");
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
}
