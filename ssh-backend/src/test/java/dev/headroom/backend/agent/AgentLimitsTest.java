package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.backend.agent.AgentTools.Agent;
import dev.headroom.backend.command.AgentCommands;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.parse.Frame;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.backend.remote.RemoteStream.Event;
import dev.headroom.backend.runtime.lxc.LxcRuntime;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A tool that hangs: neither the tool nor its agent stays on the host. */
@EnabledOnOs(OS.LINUX)
class AgentLimitsTest {
    private static final HostId RS1 = new ServerId("rs1");
    private static final Duration SHORT = Duration.ofSeconds(1);
    /** With a process of its own, as a tool that was started by sudo or that asks others. */
    private static final String HANGS = "/bin/sleep 1000 & %s $$ $!; wait";

    private static final String NAME = "headroom-limits";

    @TempDir
    private Path folder;

    static Stream<List<String>> shells() {
        return AgentTools.shells();
    }

    private static CommandLine server(Duration limit, String name) {
        return AgentCommands.server(Privilege.ROOT, limit, name);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aToolThatHangsIsEndedAndNamed(List<String> shell) throws Exception {
        AgentTools tools = AgentTools.in(folder);
        try (Hanging hanging = new Hanging(tools, "lxc-ls", HANGS);
                Agent agent = tools.agent(RS1, shell, server(SHORT, AgentName.fresh()))) {
            Hanging.Tool tool = hanging.started();
            assertNamed(agent.frame());
            awaitEnd(tool);
            // It is left alone for a while, and the frame comes all the same.
            assertNamed(agent.frame("frame"));
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aToolThatHangsIsEndedWithoutTimeoutToo(List<String> shell) throws Exception {
        AgentTools tools = AgentTools.only(folder, "mawk", "sleep");
        try (Hanging hanging = new Hanging(tools, "lxc-ls", HANGS);
                Agent agent = tools.agent(RS1, shell, server(SHORT, AgentName.fresh()))) {
            Hanging.Tool tool = hanging.started();
            assertNamed(agent.frame());
            awaitEnd(tool);
        }
    }

    private static void assertNamed(Frame frame) {
        Section containers = frame.section(SectionKind.CONTAINERS);
        assertThat(containers.status()).isEqualTo(124);
        assertThat(containers.error()).first().asString().contains("lxc-ls did not end within 1 s");
        assertThat(HostTrouble.of(RS1, containers, new LxcRuntime().listing()))
                .hasValueSatisfying(sentence ->
                        assertThat(sentence).startsWith("'lxc-ls -f' on rs1 hangs: it did not end within 1 s"));
        assertThat(frame.section(SectionKind.MEMINFO).succeeded()).isTrue();
    }

    /** The console gives up a connection of which the host knows nothing yet, and connects again. */
    @ParameterizedTest
    @MethodSource("shells")
    void aRetryEndsTheAgentBeforeItAndItsTool(List<String> shell) throws Exception {
        AgentTools tools = AgentTools.in(folder);
        String name = AgentName.fresh();
        Duration limit = Duration.ofMinutes(10);
        try (Hanging hanging = new Hanging(tools, "lxc-ls", HANGS);
                Agent stranger = tools.agent(RS1, shell, server(limit, AgentName.fresh()))) {
            Hanging.Tool strangersTool = hanging.started();
            Agent before = tools.agent(RS1, shell, server(limit, name));
            for (int i = 0; i < 3; i++) {
                Hanging.Tool tool = hanging.started();
                Agent next = tools.agent(RS1, shell, server(limit, name));
                awaitEnd(tool);
                awaitEnd(before);
                assertThat(before.ends()).hasOnlyElementsOfType(Event.Ended.class);
                before = next;
            }
            Hanging.Tool last = hanging.started();
            assertThat(last.process().isAlive()).isTrue();
            // The agent of another master is not ended.
            assertThat(strangersTool.process().isAlive()).isTrue();
            tools.tool("lxc-ls", "exit 0");
            before.close();
            Agent end = tools.agent(RS1, shell, server(limit, name));
            awaitEnd(last);
            assertThat(end.frame().section(SectionKind.CONTAINERS).succeeded()).isTrue();
            end.close();
            assertThat(stranger.ends()).isEmpty();
            strangersTool.child().destroy();
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void theEndOfItsInputEndsTheAgentAndItsTool(List<String> shell) throws Exception {
        AgentTools tools = AgentTools.in(folder);
        try (Hanging hanging = new Hanging(tools, "lxc-ls", HANGS)) {
            Agent agent = tools.agent(RS1, shell, server(SHORT, AgentName.fresh()));
            Hanging.Tool tool = hanging.started();
            List<ProcessHandle> all = hanging.family();
            agent.close();
            awaitEnd(tool);
            for (ProcessHandle process : all) {
                awaitEnd(process);
            }
        }
    }

    @Test
    void aNameNobodyCouldHaveGivenIsRefused() {
        assertThatThrownBy(() -> server(SHORT, NAME + "x")).isInstanceOf(IllegalArgumentException.class);
        assertThat(AgentName.fresh()).hasSize(15).isNotEqualTo(AgentName.fresh());
    }

    private static void awaitEnd(Hanging.Tool tool) throws Exception {
        awaitEnd(tool.process());
        awaitEnd(tool.child());
    }

    /**
     * An agent's shells get the signal one after another, in the order of their numbers: where the one that waits for the tool comes
     * first, the one that writes can still tell of the tool's end. That frame goes to a connection that was given up.
     */
    private static void awaitEnd(Agent agent) {
        while (agent.next().isPresent()) {
            assertThat(agent.ends()).isEmpty();
        }
    }

    private static void awaitEnd(ProcessHandle process) throws Exception {
        process.onExit().get(60, TimeUnit.SECONDS);
    }

    /** A tool that says that it has begun, by its process number, and then hangs. */
    private static final class Hanging implements AutoCloseable {
        private final ServerSocket door;
        private Tool newest = new Tool(ProcessHandle.current(), ProcessHandle.current());

        private record Tool(ProcessHandle process, ProcessHandle child) {}

        Hanging(AgentTools tools, String tool, String body) throws IOException {
            door = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
            door.setSoTimeout((int) AgentTools.DEADLINE.toMillis());
            tools.tool(
                    tool,
                    body.formatted("/bin/bash -c 'exec 3<>/dev/tcp/127.0.0.1/%d && echo $0 $1 >&3'"
                            .formatted(door.getLocalPort())));
        }

        Tool started() throws IOException {
            try (Socket caller = door.accept();
                    BufferedReader reader = new BufferedReader(
                            new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8))) {
                List<ProcessHandle> both = Stream.of(reader.readLine().split(" "))
                        .map(number -> ProcessHandle.of(Long.parseLong(number)).orElseThrow())
                        .toList();
                newest = new Tool(both.get(0), both.get(1));
                return newest;
            }
        }

        /** The newest one with all above it that this test has started. */
        List<ProcessHandle> family() {
            long self = ProcessHandle.current().pid();
            return Stream.iterate(
                            Optional.of(newest.process()),
                            p -> p.isPresent() && p.get().pid() != self,
                            p -> p.flatMap(ProcessHandle::parent))
                    .flatMap(Optional::stream)
                    .toList();
        }

        @Override
        public void close() throws IOException {
            door.close();
        }
    }
}
