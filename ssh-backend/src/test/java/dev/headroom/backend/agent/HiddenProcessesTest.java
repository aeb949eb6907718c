package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.agent.AgentTools.Agent;
import dev.headroom.backend.command.AgentCommands;
import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.inventory.Runtimes;
import dev.headroom.backend.parse.Frame;
import dev.headroom.ma2scf.model.ServerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server whose /proc hides the processes of others, in a mount namespace of its own; the reader is root or nobody. */
class HiddenProcessesTest {
    private static final ServerId RS1 = new ServerId("rs1");

    @TempDir
    private Path folder = Path.of(".");

    static Stream<List<String>> shells() {
        return AgentTools.shells();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whoMayNotLookSaysSoInsteadOfReportingNothing(List<String> shell) throws IOException {
        for (String mount : List.of("hidepid=2", "hidepid=invisible,subset=pid", "hidepid=0")) {
            HostReport report = read(shell, mount, "setpriv --reuid=65534 --regid=65534 --clear-groups");
            if (mount.endsWith("0")) {
                assertThat(report).isInstanceOf(HostReport.ServerReport.class);
            } else {
                assertThat(report).isInstanceOfSatisfying(HostReport.NotRead.class, failed -> {
                    assertThat(failed.sentence()).contains("rs1", "hidepid", "gid=");
                    assertThat(failed.transientFailure()).isFalse();
                });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void rootSeesThroughIt(List<String> shell) throws IOException {
        assertThat(read(shell, "hidepid=2", "")).isInstanceOf(HostReport.ServerReport.class);
    }

    private HostReport read(List<String> shell, String mount, String as) throws IOException {
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name"))
                        && AgentTools.has("unshare")
                        && AgentTools.has("setpriv"),
                "needs root");
        AgentTools tools = AgentTools.in(folder);
        tools.tool("lxc-ls", "echo 'NAME STATE AUTOSTART PID IPV4'; echo \"web-1 RUNNING 1 1 127.9.0.11\"");
        for (Path path : List.of(folder, tools.file("lxc-ls"))) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        String within = "mount -t proc -o %s proc /proc && exec %s \"$@\"".formatted(mount, as);
        List<String> words = Stream.concat(
                        Stream.of(AgentTools.program("unshare").toString(), "-m", "sh", "-c", within, "sh"),
                        shell.stream())
                .toList();
        try (Agent agent = tools.agent(
                RS1, words, AgentCommands.server(Privilege.ROOT, Duration.ofMinutes(2), AgentName.fresh()))) {
            Frame frame = agent.frame();
            return FrameInterpreter.report(RS1, Runtimes.USUAL, Instant.EPOCH, frame);
        }
    }
}
