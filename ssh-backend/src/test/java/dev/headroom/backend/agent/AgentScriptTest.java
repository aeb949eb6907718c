package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.TestPatience;
import dev.headroom.backend.agent.HostReport.ContainerReport;
import dev.headroom.backend.agent.HostReport.DirectorReport;
import dev.headroom.backend.agent.HostReport.NotRead;
import dev.headroom.backend.agent.HostReport.ServerReport;
import dev.headroom.backend.command.AgentCommands;
import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.inventory.Runtimes;
import dev.headroom.backend.parse.Field;
import dev.headroom.backend.parse.Frame;
import dev.headroom.backend.parse.FrameReader;
import dev.headroom.backend.parse.Golden;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.backend.parse.SyncDaemon;
import dev.headroom.backend.remote.RemoteStream;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ProbeResult;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.ServerId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent's script itself, run by the shells of this machine, with tools that print what the real ones were seen to print. */
@EnabledOnOs(OS.LINUX)
class AgentScriptTest {
    private static final Duration DEADLINE = TestPatience.GENEROUS;

    @TempDir
    private Path tools;

    static Stream<List<String>> shells() {
        return Stream.of(List.of("dash"), List.of("busybox", "ash"), List.of("bash"), List.of("sh"))
                .filter(shell ->
                        Stream.of("/bin", "/usr/bin").anyMatch(f -> Files.isExecutable(Path.of(f, shell.getFirst()))));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void reportsATable(List<String> shell) throws IOException {
        ipvsadm();
        try (VmAgent agent = agent(new DirectorId("lb1"), shell, Privilege.ROOT, path())) {
            for (int i = 0; i < 3; i++) {
                assertThat(agent.frame(Set.of(), DEADLINE).orElseThrow())
                        .isInstanceOfSatisfying(DirectorReport.class, report -> {
                            assertThat(report.table().services()).hasSize(13);
                            assertThat(report.uptime()).isPositive();
                            assertThat(report.probes()).isEmpty();
                        });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void probesEndpoints(List<String> shell) throws IOException {
        ipvsadm();
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
                VmAgent agent = agent(new DirectorId("lb1"), shell, Privilege.ROOT, path())) {
            ProbeTarget open = ProbeTarget.tcp(new Endpoint("127.0.0.1", listener.getLocalPort()));
            ProbeTarget refused = ProbeTarget.tcp(new Endpoint("127.0.0.1", freePort()));
            agent.frame(Set.of(), DEADLINE);
            assertThat(agent.frame(Set.of(open, refused), DEADLINE).orElseThrow())
                    .isInstanceOfSatisfying(
                            DirectorReport.class,
                            report -> assertThat(report.probes())
                                    .containsEntry(open, ProbeResult.OPEN)
                                    .containsEntry(refused, ProbeResult.REFUSED)
                                    .hasSize(2));
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void reportsContainers(List<String> shell) throws IOException {
        lxc(Long.toString(ProcessHandle.current().pid()));
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
                VmAgent agent = agent(new ServerId("rs1"), shell, Privilege.ROOT, path())) {
            for (int i = 0; i < 2; i++) {
                assertThat(agent.frame(Set.of(), DEADLINE).orElseThrow())
                        .isInstanceOfSatisfying(ServerReport.class, report -> {
                            assertThat(report.cpu().cores())
                                    .isEqualTo(Runtime.getRuntime().availableProcessors());
                            assertThat(report.memory().orElseThrow().total()).isPositive();
                            assertThat(report.containers())
                                    .extracting(c -> c.line().name())
                                    .containsExactly("api-1", "web-1");
                            ContainerReport stopped = report.container("api-1").orElseThrow();
                            assertThat(stopped.line().state()).isEqualTo(ContainerState.STOPPED);
                            assertThat(stopped.address()).contains("10.99.0.221");
                            ContainerReport running = report.container("web-1").orElseThrow();
                            assertThat(running.line().addresses()).containsExactly("10.99.0.211");
                            assertThat(running.listening()).contains(listener.getLocalPort());
                        });
            }
        }
        // Addresses come from configuration files: asked for once, not in each frame.
        assertThat(Files.readAllLines(tools.resolve("asked"))).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aWarningOnStandardErrorIsNotData(List<String> shell) throws IOException {
        lxc(Long.toString(ProcessHandle.current().pid()));
        Path real = Files.move(tools.resolve("lxc-ls"), tools.resolve("lxc-ls-real"));
        tool("lxc-ls", "printf 'lxc-ls: a warning' >&2; exec '%s' \"$@\"".formatted(real));
        try (VmAgent agent = agent(new ServerId("rs1"), shell, Privilege.ROOT, path())) {
            assertThat(agent.frame(Set.of(), DEADLINE).orElseThrow())
                    .isInstanceOfSatisfying(
                            ServerReport.class,
                            report -> assertThat(report.containers())
                                    .extracting(c -> c.line().name())
                                    .containsExactly("api-1", "web-1"));
        }
    }

    /** The limit on files acts as a full folder for temporary files does: nothing can be written to one. */
    static Stream<List<String>> shellsThatCannotWriteAFile() {
        return Stream.concat(shells(), Stream.of(List.of("env", "BASH_COMPAT=50", "bash", "--posix")))
                .filter(shell -> Files.isExecutable(Path.of("/bin/bash")))
                .map(shell -> Stream.concat(
                                Stream.of("bash", "-c", "trap '' XFSZ; ulimit -f 0; exec \"$@\"", "limit"),
                                shell.stream())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("shellsThatCannotWriteAFile")
    void aFullFolderForTemporaryFilesLosesNothing(List<String> shell) throws IOException {
        lxc(Long.toString(ProcessHandle.current().pid()));
        tool("lxc-info", "echo 'lxc.net.0.ipv4.address = 10.99.0.221/24'");
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
                VmAgent agent = agent(new ServerId("rs1"), shell, Privilege.ROOT, path())) {
            assertThat(agent.frame(Set.of(), DEADLINE).orElseThrow())
                    .isInstanceOfSatisfying(ServerReport.class, report -> {
                        ContainerReport running = report.container("web-1").orElseThrow();
                        assertThat(running.address()).contains("10.99.0.221");
                        assertThat(running.listening()).contains(listener.getLocalPort());
                    });
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void survivesAnyOutput(List<String> shell) throws IOException {
        tool(
                "lxc-ls",
                "echo Note:; echo NAME; echo 'NAME STATE AUTOSTART PID IPV4'; echo; echo '@@end 1 0'; echo 'a b'; echo"
                        + " '*'");
        FrameReader reader = new FrameReader();
        LocalShell local = new LocalShell(new ServerId("rs1"), shell, path());
        try (RemoteStream stream =
                local.open(AgentCommands.server(Privilege.ROOT, DEADLINE, "headroom-script"), DEADLINE)) {
            stream.send(AgentScript.text(new ServerId("rs1"), Runtimes.USUAL));
            Optional<Frame> frame = Optional.empty();
            while (frame.isEmpty() && stream.next(DEADLINE) instanceof RemoteStream.Event.Line(String line)) {
                frame = reader.accept(line);
            }
            assertThat(frame.orElseThrow().section(SectionKind.CONTAINERS).lines())
                    .containsExactly("Note:", "NAME", "NAME STATE AUTOSTART PID IPV4", "@@end 1 0", "a b", "*");
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void anOddListOfContainersCostsOnlyWhatIsOddInIt(List<String> shell) throws IOException {
        Path listing = tools.resolve("listing");
        tool("lxc-ls", "cat '%s'".formatted(listing));
        tool("lxc-info", "echo 'lxc.net.0.ipv4.address invalid' >&2");
        for (String odd : List.of(
                "01-lxc-ls-stderr-before-table.txt",
                "02-lxc-ls-start-auto-2.txt",
                "03-lxc-ls-1.0-dashes.txt",
                "04-lxc-ls-state-dash-and-unknown.txt")) {
            Files.write(listing, Field.lines(odd));
            try (VmAgent agent = agent(new ServerId("rs1"), shell, Privilege.ROOT, path())) {
                for (int i = 0; i < 3; i++) {
                    assertThat(agent.frame(Set.of(), DEADLINE).orElseThrow())
                            .isInstanceOfSatisfying(ServerReport.class, report -> {
                                assertThat(report.containers())
                                        .anySatisfy(c ->
                                                assertThat(c.line().state()).isEqualTo(ContainerState.RUNNING));
                                assertThat(report.networkBytes()).isPresent();
                            });
                }
            }
        }
    }

    @Test
    void aTornTableIsReadAgainAtOnce() throws IOException {
        ipvsadm();
        Path whole = tools.resolve("ipvsadm-whole");
        Files.move(tools.resolve("ipvsadm"), whole);
        tool("ipvsadm", """
            case $*:$(grep -c persistent '%1$s/asked' 2>/dev/null) in
                *persistent*:0) '%2$s' "$@" | grep -v 10.99.0.213:80 ;;
                *) exec '%2$s' "$@" ;;
            esac\
            """.formatted(tools, whole));
        try (VmAgent agent = agent(new DirectorId("lb1"), List.of("sh"), Privilege.ROOT, path())) {
            assertThat(agent.frame(Set.of(), DEADLINE).orElseThrow())
                    .isInstanceOfSatisfying(DirectorReport.class, report -> {
                        assertThat(report.table().torn()).isFalse();
                        assertThat(report.table().services()).hasSize(13);
                    });
        }
        assertThat(Files.readAllLines(tools.resolve("asked")))
                .filteredOn("-Sn"::equals)
                .hasSize(2);
    }

    @Test
    void saysWhetherADirectorKeepsCopiesOfConnections() throws IOException {
        ipvsadm();
        try (VmAgent agent = agent(new DirectorId("lb1"), List.of("sh"), Privilege.ROOT, path())) {
            for (int i = 0; i < 2; i++) {
                assertThat(agent.frame(Set.of(), DEADLINE).orElseThrow())
                        .isInstanceOfSatisfying(
                                DirectorReport.class,
                                report -> assertThat(report.sync()).isEqualTo(SyncDaemon.RECEIVES));
            }
        }
    }

    @Test
    void namesTheMissingToolAndTheRemedy() {
        try (VmAgent agent = agent(new DirectorId("lb1"), List.of("sh"), Privilege.ROOT, path())) {
            assertThat(agent.frame(Set.of(), DEADLINE).orElseThrow()).isInstanceOfSatisfying(NotRead.class, failed -> {
                assertThat(failed.transientFailure()).isFalse();
                assertThat(failed.sentence()).contains("lb1 has no ipvsadm", "apt install ipvsadm");
            });
        }
    }

    @Test
    void namesTheRuleThatSudoNeeds() throws IOException {
        ipvsadm();
        tool("sudo", "echo 'sudo: a password is required' >&2; exit 1");
        try (VmAgent agent = agent(new DirectorId("lb1"), List.of("sh"), Privilege.SUDO, path())) {
            assertThat(agent.frame(Set.of(), DEADLINE).orElseThrow()).isInstanceOfSatisfying(NotRead.class, failed -> {
                assertThat(failed.transientFailure()).isFalse();
                assertThat(failed.sentence()).contains("lb1", "sudoers.d", "headroom sudoers --cluster FILE");
            });
        }
    }

    /** What accounts say that may not run a command, all of it on standard output; and a warning that is no reason. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // https://github.com/canonical/cloud-init/issues/2534
                "echo \"Please login as 'cirros' user, not as root\"; echo",
                "echo 'This account is currently not available.'; exit 1",
                "echo 'This service allows sftp connections only.'; exit 1",
                // https://github.com/Bash-it/bash-it/issues/2269
                "echo 'bash: warning: setlocale: LC_ALL: cannot change locale (en_US.utf-8)' >&2; echo 'sh: Permission"
                        + " denied' >&2"
            })
    void anAccountThatMayNotRunCommandsSaysWhy(String login) {
        try (VmAgent agent = agent(new ServerId("rs1"), List.of("sh", "-c", login), Privilege.ROOT, path())) {
            assertThat(agent.frame(Set.of(), DEADLINE).orElseThrow())
                    .isInstanceOfSatisfying(
                            NotRead.class,
                            failed -> assertThat(failed.sentence())
                                    .containsAnyOf(
                                            ": Please login as 'cirros' user, not as root.",
                                            ": This account is currently not available.",
                                            ": This service allows sftp connections only.",
                                            ": sh: Permission denied."));
        }
    }

    @Test
    void asksThroughSudoWithoutEverAskingForAPassword() throws IOException {
        ipvsadm();
        tool("sudo", "[ \"$1\" = -n ] || exit 9; shift; echo 'sudo: unable to resolve host lb1' >&2; exec \"$@\"");
        try (VmAgent agent = agent(new DirectorId("lb1"), List.of("sh"), Privilege.SUDO, path())) {
            assertThat(agent.frame(Set.of(), DEADLINE).orElseThrow()).isInstanceOf(DirectorReport.class);
        }
    }

    @Test
    void saysWhatItDoesNotUnderstand() throws IOException {
        ipvsadm();
        tool("ipvsadm", "echo 'IP Virtual Server version 9'; echo 'Proto Local'");
        try (VmAgent agent = agent(new DirectorId("lb1"), List.of("sh"), Privilege.ROOT, path())) {
            assertThat(agent.frame(Set.of(), DEADLINE).orElseThrow())
                    .isInstanceOfSatisfying(
                            NotRead.class,
                            failed -> assertThat(failed.sentence())
                                    .startsWith("lb1: ipvsadm -Sn: line 1 'IP Virtual Server version 9'"));
        }
    }

    @Test
    void opensTheStreamAgainAfterItWasLost() throws IOException {
        ipvsadm();
        tool("ipvsadm", """
            process=$PPID
            while grep -q 'director\\|timeout' /proc/$process/cmdline; do
                above=$(cut -d ' ' -f 4 /proc/$process/stat)
                kill -9 $process
                process=$above
            done\
            """);
        try (VmAgent agent = agent(new DirectorId("lb1"), List.of("sh"), Privilege.ROOT, path())) {
            assertThat(agent.frame(Set.of(), DEADLINE).orElseThrow())
                    .isInstanceOfSatisfying(
                            NotRead.class,
                            failed -> assertThat(failed.transientFailure()).isTrue());
            ipvsadm();
            assertThat(agent.frame(Set.of(), DEADLINE).orElseThrow()).isInstanceOf(DirectorReport.class);
        }
    }

    private static VmAgent agent(HostId host, List<String> shell, Privilege privilege, Path[] path) {
        return new VmAgent(
                new HostAccess(new LocalShell(host, shell, path), "localhost", privilege), InstantSource.system());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private Path[] path() {
        return new Path[] {tools, Path.of("/usr/bin"), Path.of("/bin")};
    }

    private void ipvsadm() throws IOException {
        AgentTools.in(tools).ipvsadm(UnaryOperator.identity());
    }

    private void lxc(String pid) throws IOException {
        List<String> lines = new ArrayList<>(Golden.lines("real/lxc-ls.txt"));
        String wide = "%-7s".formatted(pid);
        lines.replaceAll(line -> line.replace(" 726 ", " " + wide + " ")
                .replace(" PID ", " PID     ")
                .replace(" -   ", " -       "));
        Path listing = tools.resolve("listing");
        Files.write(listing, lines);
        tool("lxc-ls", "[ \"$*\" = '-f -F name,state,autostart,pid,ipv4,ipv6' ] && cat '%s'".formatted(listing));
        tool("lxc-info", "echo \"$*\" >>'%s/asked'; echo 'lxc.net.0.ipv4.address = 10.99.0.221/24'".formatted(tools));
    }

    private void tool(String name, String body) throws IOException {
        AgentTools.in(tools).tool(name, body);
    }
}
