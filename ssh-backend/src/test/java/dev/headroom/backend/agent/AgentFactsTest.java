package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.agent.AgentTools.Agent;
import dev.headroom.backend.agent.HostReport.DirectorReport;
import dev.headroom.backend.inventory.Runtimes;
import dev.headroom.backend.parse.Frame;
import dev.headroom.backend.parse.Golden;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.ma2scf.model.HostId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What seldom changes on a host, and how seldom the agent reads it. */
@EnabledOnOs(OS.LINUX)
class AgentFactsTest extends AgentFixture {
    @ParameterizedTest
    @MethodSource("shells")
    void aDirectorTellsItsKernelItsProgramsAndItsSettings(List<String> shell) throws IOException {
        write("proc/sys/kernel/osrelease", "6.1.0-18-amd64\n");
        for (String line : Golden.lines("director/sysctl-net.ipv4.vs.txt")) {
            String[] setting = line.split(" = ", -1);
            write("proc/sys/" + setting[0].replace('.', '/'), setting[1] + "\n");
        }
        AgentTools tools = tools();
        try (Agent agent = agent(tools, shell)) {
            assertThat(report(agent.frame()).facts().values())
                    .containsEntry("/proc/sys/kernel/osrelease", "6.1.0-18-amd64")
                    .containsEntry("/proc/sys/net/ipv4/vs/expire_nodest_conn", "0")
                    .containsEntry("/proc/sys/net/ipv4/vs/conn_reuse_mode", "1")
                    .containsEntry("/proc/sys/net/ipv4/vs/sync_threshold", "3 50")
                    .containsEntry("keepalived --version", "Keepalived v2.2.7 (01/16,2022)")
                    .containsEntry("ipvsadm -Ln --daemon", "backup sync daemon (mcast=eth0, syncid=1)")
                    .hasSize(19);
        }
    }

    /** They cost a frame no process; what only a process tells is asked once, and for a whole frame. */
    @ParameterizedTest
    @MethodSource("shells")
    void whatSeldomChangesIsReadSeldom(List<String> shell) throws IOException {
        write("proc/sys/kernel/osrelease", "6.1.0-18-amd64\n");
        AgentTools tools = tools();
        clock("1000.50");
        try (Agent agent = agent(tools, shell)) {
            agent.frame();
            write("proc/sys/kernel/osrelease", "6.1.0-99-amd64\n");
            clock("1599.99");
            Frame repeated = agent.frame("frame");
            assertThat(release(repeated)).isEqualTo("6.1.0-18-amd64");
            assertThat(report(repeated).facts().age().toSeconds()).isEqualTo(599);
            clock("1600.00");
            assertThat(release(agent.frame("frame"))).isEqualTo("6.1.0-99-amd64");
            assertThat(tools.lines("versions")).hasSize(1);
            write("proc/sys/kernel/osrelease", "6.2\n");
            assertThat(release(agent.frame("frame fresh"))).isEqualTo("6.1.0-99-amd64");
            assertThat(release(agent.frame("frame whole"))).isEqualTo("6.2");
            assertThat(tools.lines("versions")).hasSize(2);
        }
    }

    /** The console has the whole table read when it has seen a change, and these with it. */
    @ParameterizedTest
    @MethodSource("shells")
    void aDirectorTellsWhoElseMayWriteItsTableWhenThatIsReadWhole(List<String> shell) throws IOException {
        write("proc/1/stat", "1 (init) S\n");
        write("proc/1/comm", "init\n");
        write("proc/77/comm", "keepalived\n");
        write("proc/78/comm", "keepalived_vrrp\n");
        AgentTools tools = tools();
        tools.tool("who", "echo 'ann      pts/0        2026-11-28 03:10 (192.0.2.9)'; printf 'x\\033[2J tty1\\n'");
        try (Agent agent = agent(tools, shell)) {
            assertThat(report(agent.frame()).facts().values())
                    .containsEntry("health checkers", "keepalived")
                    .hasEntrySatisfying(
                            "logins", who -> assertThat(who).startsWith("ann pts/0 2026-11-28 03:10 (192.0.2.9); x"));
            write("proc/77/comm", "bash\n");
            write("proc/78/comm", "ldirectord\n");
            assertThat(report(agent.frame("frame")).facts().values()).containsEntry("health checkers", "keepalived");
            assertThat(report(agent.frame("frame fresh")).facts().values())
                    .containsEntry("health checkers", "ldirectord");
            write("proc/78/comm", "cron\n");
            assertThat(report(agent.frame("frame fresh")).facts().values()).containsEntry("health checkers", "none");
            Files.delete(folder.resolve("files/proc/1/stat"));
            assertThat(report(agent.frame("frame fresh")).facts().values()).doesNotContainKey("health checkers");
        }
    }

    /** Without rights, without IPVS, without programs: unknown, and the host is read. */
    @ParameterizedTest
    @MethodSource("shells")
    void whatCannotBeReadIsUnknown(List<String> shell) throws IOException {
        AgentTools tools = AgentTools.in(folder);
        tools.ipvsadm(UnaryOperator.identity());
        try (Agent agent = agent(tools, shell)) {
            Frame frame = agent.frame();
            assertThat(frame.section(SectionKind.FACTS).lines()).isEmpty();
            assertThat(report(frame).facts().values()).containsOnlyKeys("ipvsadm -Ln --daemon");
        }
    }

    private AgentTools tools() throws IOException {
        AgentTools tools = AgentTools.in(folder);
        tools.ipvsadm(UnaryOperator.identity());
        tools.tool(
                "keepalived",
                "echo \"$*\" >>'%s'; echo 'Keepalived v2.2.7 (01/16,2022)' >&2; echo 'Copyright(C) 2001-2022' >&2"
                        .formatted(tools.file("versions")));
        return tools;
    }

    private static String release(Frame frame) {
        return report(frame).facts().values().get("/proc/sys/kernel/osrelease");
    }

    private void clock(String uptime) throws IOException {
        Files.writeString(folder.resolve("uptime"), uptime + " 1.00\n");
    }

    private void write(String file, String content) throws IOException {
        Path path = folder.resolve("files").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private Agent agent(AgentTools tools, List<String> shell) {
        Path uptime = folder.resolve("uptime");
        Stream<String> env = Stream.of("/usr/bin/env", "HEADROOM_FILES=" + folder.resolve("files"));
        Stream<String> clock = Files.exists(uptime) ? Stream.of("HEADROOM_CLOCK=" + uptime) : Stream.of();
        return tools.agent(
                LB1,
                Stream.of(env, clock, shell.stream()).flatMap(words -> words).toList(),
                director());
    }

    private static DirectorReport report(Frame frame) {
        HostId director = LB1;
        return (DirectorReport) FrameInterpreter.report(director, Runtimes.USUAL, Instant.EPOCH, frame);
    }
}
