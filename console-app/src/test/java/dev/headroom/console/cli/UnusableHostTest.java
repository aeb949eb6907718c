package dev.headroom.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.simulation.Scenarios;
import dev.headroom.simulation.SimulatedFleet;
import dev.headroom.simulation.shell.SimulatedExec;
import dev.headroom.simulation.ssh.SimulatedSshd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that cannot be reached, trusted, logged in to or read: one sentence each with host and remedy, exit code 3, nothing changed. */
final class UnusableHostTest {
    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void anUnreachableHostIsNamedWithItsAddress() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        try (SimulatedFleet fleet = fleet()) {
            String yaml = Files.readString(fleet.clusterFile());
            Path file = Files.writeString(
                    folder.resolve("moved.yaml"), yaml.replaceFirst("(name: lb1,.*port: )\\d+", "$1" + closed));
            expect(observe(file), fleet, "Cannot reach lb1", "127.0.0.1", "cluster file");
        }
    }

    @Test
    void anUnknownHostKeyIsShownAndNotTrusted() throws IOException {
        try (SimulatedFleet fleet = fleet()) {
            Files.writeString(folder.resolve("known_hosts"), "");
            expect(observe(fleet.clusterFile()), fleet, "host key of lb1", "is not known", "SHA256:", "known_hosts");
            assertThat(folder.resolve("known_hosts")).isEmptyFile();
        }
    }

    @Test
    void aChangedHostKeyIsADifferentAndLouderRefusal() throws IOException {
        try (SimulatedFleet fleet = fleet()) {
            // every host shows the key of another fleet
            Path other = Files.createDirectory(folder.resolve("other"));
            String foreign;
            try (SimulatedFleet stranger = SimulatedFleet.start(Scenarios.steady(2), other, 0, 1)) {
                assertThat(stranger.clusterFile()).exists();
                foreign = Files.readAllLines(other.resolve("known_hosts")).getFirst();
            }
            String key = foreign.substring(foreign.indexOf(' '));
            String changed = Files.readAllLines(folder.resolve("known_hosts")).stream()
                    .map(line -> line.substring(0, line.indexOf(' ')) + key)
                    .collect(Collectors.joining("\n", "", "\n"));
            Files.writeString(folder.resolve("known_hosts"), changed);
            expect(observe(fleet.clusterFile()), fleet, "host key of lb1", "CHANGED", "SHA256:");
        }
    }

    @Test
    void aRefusedKeySaysWhoWasRefused() throws IOException {
        try (SimulatedFleet fleet = fleet()) {
            Path other = Files.createDirectory(folder.resolve("other"));
            try (SimulatedFleet stranger = SimulatedFleet.start(Scenarios.steady(2), other, 0, 1)) {
                assertThat(stranger.clusterFile()).exists();
                Files.copy(
                        other.resolve("client_key"),
                        folder.resolve("client_key"),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
            expect(observe(fleet.clusterFile()), fleet, "does not let the user 'headroom' log in", "authorized_keys");
        }
    }

    /** The agent's real script in a real shell, on a machine that lacks a tool. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sh")
    void aHostWithoutIpvsadmSaysWhatToInstall() throws IOException {
        assertThat(
                        observeRealShell(
                                "shift; command -v \"$1\" >/dev/null || { echo \"sudo: $1: command not found\" >&2; exit 1; }; exec \"$@\""))
                .satisfies(result -> {
                    assertThat(result.exitCode()).as(result.err()).isEqualTo(3);
                    assertThat(result.err()).contains("lb1", "ipvsadm");
                    assertThat(result.out() + result.err())
                            .contains("  ! lb1 was not read\n")
                            .containsOnlyOnce("lb1 has no ipvsadm");
                    assertThat(result.out())
                            .as("what helps nobody: a number, and how often is asked by whom looks once")
                            .startsWith("cluster at ")
                            .doesNotContain("asked lb1");
                });
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sh")
    void aHostWithoutSudoRightsSaysSo() throws IOException {
        assertThat(observeRealShell("echo 'sudo: a password is required' >&2; exit 1"))
                .satisfies(result -> {
                    assertThat(result.exitCode()).as(result.err()).isEqualTo(3);
                    assertThat(result.err()).contains("lb1", "sudo");
                });
    }

    /** @param sudo what {@code sudo -n TOOL} does on that machine */
    private Cli observeRealShell(String sudo) throws IOException {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : List.of("sh", "cat", "sed", "grep", "awk", "head", "date", "id", "sleep", "timeout")) {
            Path real = Path.of("/bin", tool);
            if (Files.exists(real)) {
                Files.createSymbolicLink(tools.resolve(tool), real);
            }
        }
        Path script = Files.writeString(tools.resolve("sudo"), "#!/bin/sh\n" + sudo + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        SequencedMap<HostId, SimulatedExec> hosts = new LinkedHashMap<>();
        hosts.put(new DirectorId("lb1"), new RealShell(tools));
        hosts.put(new ServerId("rs1"), new RealShell(tools));
        try (SimulatedSshd sshd = SimulatedSshd.start(hosts, folder, 0)) {
            Path file = Files.writeString(folder.resolve("cluster.yaml"), """
                    cluster: bare
                    ssh: { user: %s, identity: %s, knownHosts: %s }
                    directors:
                      - { name: lb1, address: 127.0.0.1, ssh: { port: %d } }
                    realServers:
                      - { name: rs1, address: 127.0.0.1, ssh: { port: %d } }
                    services:
                      - { name: web, virtual: tcp 192.0.2.100:80, containers: "web-*" }
                    """.formatted(
                            SimulatedSshd.USER,
                            folder.resolve("client_key"),
                            folder.resolve("known_hosts"),
                            sshd.target(new DirectorId("lb1")).port(),
                            sshd.target(new ServerId("rs1")).port()));
            return observe(file);
        }
    }

    /** Runs commands in this machine's own shell, with only the given tools. */
    private record RealShell(Path tools) implements SimulatedExec {
        @Override
        public int run(String command, InputStream in, OutputStream out, OutputStream err) throws IOException {
            ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command);
            builder.environment().clear();
            builder.environment().put("PATH", tools.toString());
            Process process = builder.start();
            Thread input = Thread.ofVirtual().start(() -> pump(in, process.getOutputStream()));
            Thread errors = Thread.ofVirtual().start(() -> pump(process.getErrorStream(), err));
            pump(process.getInputStream(), out);
            try {
                errors.join();
                input.interrupt();
                return process.waitFor();
            } catch (InterruptedException e) {
                process.destroy();
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        private static void pump(InputStream from, OutputStream to) {
            byte[] buffer = new byte[8192];
            try {
                for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                    to.write(buffer, 0, n);
                    to.flush();
                }
            } catch (IOException e) {
                // one side is gone: so is the command
            }
        }
    }

    private SimulatedFleet fleet() throws IOException {
        return SimulatedFleet.start(Scenarios.steady(1), folder, 0, 1);
    }

    private static Cli observe(Path file) {
        return Cli.run("observe", "--once", "--cluster", file.toString());
    }

    private static void expect(Cli result, SimulatedFleet fleet, String... parts) throws IOException {
        assertThat(result.exitCode()).as(result.err()).isEqualTo(3);
        assertThat(result.err()).startsWith("headroom: ").contains(parts).doesNotContain("Exception", "\tat ");
        assertThat(table(fleet))
                .as("nothing changed")
                .isEqualTo(table(Scenarios.steady(1).begin().host(new DirectorId("lb1"))));
    }

    private static String table(SimulatedFleet fleet) throws IOException {
        return table(fleet.cluster().host(new DirectorId("lb1")));
    }

    private static String table(SimulatedExec director) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        director.run("ipvsadm -Sn", InputStream.nullInputStream(), text, text);
        return text.toString(StandardCharsets.UTF_8);
    }
}
