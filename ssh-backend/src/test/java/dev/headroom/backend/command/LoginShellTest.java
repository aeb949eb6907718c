package dev.headroom.backend.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.agent.AgentText;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * sshd hands our text to the login user's shell, whichever that is. csh ends a quotation at the end of a line and replaces {@code !}
 * also within one; fish takes a backslash before a quote or another backslash for an escape, also within one. So no text that is sent
 * may have any of these.
 */
class LoginShellTest {
    private static final Installation OURS = new Installation("0123abcd-4567", "shop");
    private static final VirtualAddress SERVICE = new VirtualAddress.Socket(Protocol.TCP, new Endpoint("fd00::1", 443));
    private static final DestinationSpec SPEC = new DestinationSpec(
            new Endpoint("fd00::11", 443), new ForwardingMethod.DirectRouting(), new Weight(100), Thresholds.NONE);

    @TempDir
    private Path folder = Path.of(".");

    /** Those that are there; sh at least. */
    static Stream<Path> shells() {
        return Stream.of("sh", "bash", "tcsh", "csh", "fish", "zsh", "ksh", "mksh")
                .map(name -> Path.of("/usr/bin", name))
                .filter(Files::isExecutable);
    }

    static Stream<CommandLine> sent() {
        CommandLine start = CommandLine.of("lxc-start", "-n", "web-1");
        return Stream.of(
                LoanCommands.start(OURS, "web-1", Privilege.SUDO.apply(start)),
                LoanCommands.stop(OURS, "web-1", start),
                IpvsCommands.add(SERVICE, SPEC),
                IpvsCommands.edit(SERVICE, SPEC),
                IpvsCommands.delete(SERVICE, SPEC.endpoint()),
                AgentCommands.director(Privilege.SUDO, AgentCommands.TOOL_LIMIT, "headroom-abc123"));
    }

    @ParameterizedTest
    @MethodSource("sent")
    void nothingIsSentThatAShellReadsInAnotherWay(CommandLine command) {
        assertThat(command.toShell()).doesNotContain("\n", "!", "\\\\", "\\'");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aStartAndAStopDoTheSameInEachLoginShell(Path shell) throws Exception {
        Path ran = folder.resolve("ran");
        Path mark = folder.resolve("run/loans/web-1");
        CommandLine tool = CommandLine.of("touch", ran.toString());
        assertThat(run(shell, LoanCommands.stop(OURS, "web-1", tool))).isEqualTo(126);
        assertThat(ran).doesNotExist();
        assertThat(run(shell, LoanCommands.start(OURS, "web-1", tool))).isZero();
        assertThat(Files.readString(mark)).startsWith("headroom-loan 1 0123abcd-4567 shop ");
        assertThat(ran).exists();
        assertThat(run(shell, LoanCommands.stop(OURS, "web-1", tool))).isZero();
        assertThat(mark).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void addressesInBracketsReachTheToolInEachLoginShell(Path shell) throws Exception {
        Path asked = folder.resolve("asked");
        Path tool = Files.writeString(folder.resolve("ipvsadm"), "#!/bin/sh\necho \"$*\" >" + asked + "\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        assertThat(run(shell, IpvsCommands.edit(SERVICE, SPEC))).isZero();
        assertThat(asked).hasContent("-e -t [fd00::1]:443 -r [fd00::11]:443 -g -w 100 -x 0 -y 0");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void theAgentRunsInEachLoginShell(Path shell) throws Exception {
        Process agent = start(shell, AgentCommands.director(Privilege.ROOT, Duration.ofMinutes(1), "headroom-abc124"));
        try (BufferedReader output = agent.inputReader(StandardCharsets.UTF_8)) {
            agent.outputWriter(StandardCharsets.UTF_8)
                    .append(AgentText.complete())
                    .flush();
            List<String> lines =
                    output.lines().takeWhile(line -> !line.startsWith("@@end ")).toList();
            assertThat(lines).contains("@@frame 1 director");
        } finally {
            agent.getOutputStream().close();
        }
        assertThat(agent.waitFor()).isZero();
    }

    private int run(Path shell, CommandLine command) throws IOException, InterruptedException {
        Process process = start(shell, command);
        process.getOutputStream().close();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }

    private Process start(Path shell, CommandLine command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(shell.toString(), "-c", command.toShell()).redirectErrorStream(true);
        builder.environment().put("HEADROOM_RUN", folder.resolve("run").toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("PATH", folder + ":/usr/bin:/bin");
        return builder.start();
    }
}
