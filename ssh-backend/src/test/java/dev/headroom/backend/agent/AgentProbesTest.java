package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.agent.AgentTools.Agent;
import dev.headroom.backend.command.AgentCommands;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.parse.Probes;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ProbeResult;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.Protocol;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a director's agent finds out about a destination, with real sockets: a state that it cannot know is unknown,
 * never failed.
 */
@EnabledOnOs(OS.LINUX)
class AgentProbesTest {
    private static final HostId LB1 = new DirectorId("lb1");

    @TempDir
    private Path folder;

    static Stream<List<String>> shells() {
        return AgentTools.shells();
    }

    private static CommandLine director() {
        return AgentCommands.director(Privilege.ROOT, Duration.ofMinutes(2), AgentName.fresh());
    }

    @ParameterizedTest
    @MethodSource("shells")
    void datagramsAreAnsweredRefusedOrSayNothing(List<String> shell) throws IOException {
        Assumptions.assumeTrue(AgentTools.has("bash"), "nothing here sends datagrams");
        AgentTools tools = AgentTools.in(folder);
        try (DatagramSocket answering = new DatagramSocket(0, loopback());
                DatagramSocket silent = new DatagramSocket(0, loopback())) {
            DatagramSocket closed = new DatagramSocket(0, loopback());
            int refused = closed.getLocalPort();
            closed.close();
            Thread.ofVirtual().start(() -> answer(answering));
            assertThat(probe(tools, shell, Protocol.UDP, answering.getLocalPort()))
                    .contains(ProbeResult.OPEN);
            assertThat(probe(tools, shell, Protocol.UDP, refused)).contains(ProbeResult.REFUSED);
            assertThat(probe(tools, shell, Protocol.UDP, silent.getLocalPort())).isEmpty();
        }
    }

    private static void answer(DatagramSocket socket) {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[100], 100);
                socket.receive(packet);
                socket.send(packet);
            }
        } catch (IOException _) {
            // closed: the test is over
        }
    }

    /** A connection that nobody ends is open, not silent. */
    @ParameterizedTest
    @MethodSource("shells")
    void aServerThatSaysNothingIsOpen(List<String> shell) throws IOException {
        AgentTools tools = AgentTools.in(folder);
        try (ServerSocket listening = new ServerSocket(0, 5, loopback())) {
            assertThat(probe(tools, shell, Protocol.TCP, listening.getLocalPort()))
                    .contains(ProbeResult.OPEN);
        }
    }

    /** With neither bash nor nc, and without ncat, nothing can be known. */
    @ParameterizedTest
    @MethodSource("shells")
    void withoutAToolNothingIsKnown(List<String> shell) throws IOException {
        Assumptions.assumeFalse(shell.getFirst().endsWith("busybox"), "busybox finds its own nc");
        AgentTools tools = AgentTools.only(folder, "mawk");
        try (ServerSocket listening = new ServerSocket(0, 5, loopback())) {
            int closed = listening.getLocalPort();
            for (Protocol protocol : Protocol.values()) {
                assertThat(probe(tools, shell, protocol, closed)).isEmpty();
            }
        }
    }

    /** The words of ncat (Nmap 7) and of both other nc, which hold what they have connected. */
    private static final Map<String, Optional<ProbeResult>> WORDS = Map.of(
            "Ncat: Connected to 127.0.0.1:7.", Optional.of(ProbeResult.OPEN),
            "Connection to 127.0.0.1 7 port [tcp/echo] succeeded!", Optional.of(ProbeResult.OPEN),
            "(UNKNOWN) [127.0.0.1] 7 (echo) open", Optional.of(ProbeResult.OPEN),
            "Ncat: Connection refused.", Optional.of(ProbeResult.REFUSED),
            "(UNKNOWN) [127.0.0.1] 7 (echo) : Connection refused", Optional.of(ProbeResult.REFUSED),
            "Ncat: TIMEOUT.", Optional.of(ProbeResult.SILENT),
            "Ncat: No route to host.", Optional.of(ProbeResult.SILENT),
            "Ncat: Protocol not supported.", Optional.empty(),
            "nc: invalid option -- 'n'", Optional.empty());

    @ParameterizedTest
    @MethodSource("shells")
    void aConnectionThatIsHeldIsOpen(List<String> shell) throws IOException {
        Assumptions.assumeTrue(AgentTools.has("timeout"), "nothing here ends a tool");
        for (Map.Entry<String, Optional<ProbeResult>> words : WORDS.entrySet()) {
            boolean held = words.getValue().equals(Optional.of(ProbeResult.OPEN));
            AgentTools tools = AgentTools.in(folder);
            tools.tool("ncat", "echo \"%s\" >&2; %s".formatted(words.getKey(), held ? "exec sleep 60" : "exit 1"));
            assertThat(probe(tools, shell, Protocol.SCTP, 7)).as(words.getKey()).isEqualTo(words.getValue());
        }
    }

    private static Optional<ProbeResult> probe(AgentTools tools, List<String> shell, Protocol protocol, int port)
            throws IOException {
        tools.tool("ipvsadm", "exit 0");
        ProbeTarget target = new ProbeTarget(protocol, new Endpoint("127.0.0.1", port));
        try (Agent agent = tools.agent(LB1, shell, director())) {
            agent.frame();
            return Optional.ofNullable(
                    Probes.parse(agent.frame("frame " + target).section(SectionKind.PROBES))
                            .get(target));
        }
    }

    private static InetAddress loopback() {
        return InetAddress.ofLiteral("127.0.0.1");
    }
}
