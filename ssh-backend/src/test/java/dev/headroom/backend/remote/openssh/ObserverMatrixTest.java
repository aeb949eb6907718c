package dev.headroom.backend.remote.openssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.ClusterConnection;
import dev.headroom.backend.Held;
import dev.headroom.backend.TestPatience;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.driver.ClusterObserver;
import dev.headroom.backend.fleet.SshFleet;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.pace.PaceRules;
import dev.headroom.backend.time.SteadyClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A running observer at real sshds: what it says of hosts that run no command, and of hosts that come and go. */
@Timeout(900)
class ObserverMatrixTest extends MatrixFixture {
    private static final int RESTARTS = 20;
    private static final int FIRST = 3;

    private final AtomicReference<Optional<Observation>> newest = new AtomicReference<>(Optional.empty());
    private String key;

    @BeforeEach
    void makeKey() throws Exception {
        key = home.key("id_ed25519", "ed25519");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ForceCommand /usr/sbin/nologin|exit code 1: This account is currently not available.",
                "ForceCommand echo 'For file transfer only.'|exit code 0: For file transfer only.",
                "ForceCommand /bin/false|exit code 1: it said nothing.",
                "ForceCommand printf '\\033[31mred\\n'|exit code 0: \\x1b[31mred."
            })
    void aHostThatRunsSomethingElseIsToldInItsWordsAndPromisesNothing(String setting, String words) throws Exception {
        try (RealSshd director = sshd("lb1").with(setting).start();
                RealSshd server = sshd("rs1").at("127.0.0.2").with(tools()).start();
                ClusterConnection connection = connection(director, server);
                ClusterObserver observer = observer(connection)) {
            observer.start(seen -> newest.set(Optional.of(seen)));
            TestPatience.until("the host is told of", () -> told("lb1").contains("does not run"), () -> told("lb1"));
            assertThat(told("lb1"))
                    .contains("what its sshd started for the login user ended with " + words)
                    .contains(
                            "neither nologin nor false, and no ForceCommand in sshd_config (also in a Match block) or")
                    .doesNotContain("by itself");
        }
    }

    /** Its words were followed by "neither nologin nor false, and no ForceCommand", of which the host has none. */
    @Test
    void aHostThatConfinesTheUserToAFolderWithoutAShellSaysSo() throws Exception {
        try (RealSshd director = sshd("lb1").with("ChrootDirectory /run/sshd").start();
                RealSshd server = sshd("rs1").at("127.0.0.2").with(tools()).start();
                ClusterConnection connection = connection(director, server);
                ClusterObserver observer = observer(connection)) {
            observer.start(seen -> newest.set(Optional.of(seen)));
            TestPatience.until("the host is told of", () -> told("lb1").contains("does not run"), () -> told("lb1"));
            assertThat(told("lb1"))
                    .contains(
                            ": No such file or directory. There is no such login shell in what sshd shows the user",
                            "ChrootDirectory")
                    .doesNotContain("ForceCommand");
        }
    }

    @Test
    void sshdsThatAreRestartedAgainAndAgainComeBackAndLeaveNothingBehind() throws Exception {
        RealSshd director = sshd("lb1").with(tools()).start();
        RealSshd server = sshd("rs1").at("127.0.0.2").with(tools()).start();
        try (ClusterConnection connection = connection(director, server);
                ClusterObserver observer = observer(connection)) {
            observer.start(seen -> newest.set(Optional.of(seen)));
            await("both are read", false);
            Held before = Held.now();
            for (int i = 0; i < RESTARTS; i++) {
                if (i == FIRST) { // the first ones start threads that all share
                    before = Held.now();
                }
                director.close();
                server.close();
                await("both are lost", true);
                director = sshd("lb1").with(tools()).onPort(director.port()).start();
                server = sshd("rs1")
                        .at("127.0.0.2")
                        .with(tools())
                        .onPort(server.port())
                        .start();
                observer.tryAgain();
                await("both are read again", false);
            }
            Held.untilNoMoreThan(before);
        } finally {
            director.close();
            server.close();
        }
    }

    private void await(String what, boolean lost) throws Exception {
        TestPatience.until(
                what,
                () -> newest.get().isPresent()
                        && newest.get().get().hosts().stream()
                                .allMatch(host -> host.state() != HostStatus.State.CONNECTING
                                        && isLost(host.sentence().orElse("")) == lost),
                () -> newest.get().map(Observation::hosts).toString());
    }

    private static boolean isLost(String sentence) {
        return sentence.startsWith("Cannot reach") || sentence.startsWith("The connection to");
    }

    /** The setting of sshd by which a host finds tools that print nothing wrong. */
    private String tools() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        for (String tool : List.of("ipvsadm", "lxc-ls", "lxc-info", "lxc-start", "lxc-stop")) {
            Path file = Files.writeString(
                    bin.resolve(tool),
                    tool.equals("ipvsadm")
                            ? "#!/bin/sh\ntest \"$1\" = -Sn || echo 'IP Virtual Server version 1.2.1 (size=4096)'\n"
                            : "#!/bin/sh\nexit 0\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return "SetEnv HOME=%s PATH=%s:/usr/bin:/bin".formatted(folder, bin);
    }

    private String told(String host) {
        return newest.get().stream()
                .flatMap(seen -> seen.hosts().stream())
                .filter(status -> status.host().name().equals(host))
                .flatMap(status -> status.sentence().stream())
                .findFirst()
                .orElse("nothing");
    }

    private static ClusterObserver observer(ClusterConnection connection) {
        return connection.observer(
                SteadyClock.ofThisProcess(), Installation.NONE, PaceRules.steady(Duration.ofSeconds(1)));
    }

    private ClusterConnection connection(RealSshd director, RealSshd server) throws Exception {
        home.knows(director.lets(key)).knows(server.lets(key));
        home.config("Host 127.0.0.1\n  Port %d\nHost 127.0.0.2\n  Port %d\nHost *\n  User root\n"
                .formatted(director.port(), server.port()));
        Path file = home.folder().resolve("cluster.yaml");
        Files.writeString(file, """
                cluster: observed
                directors:
                  - { name: lb1, address: 127.0.0.1 }
                realServers:
                  - { name: rs1, address: 127.0.0.2 }
                services:
                  - { name: web, virtual: "tcp 192.0.2.100:80", containers: "web-*" }
                """);
        ClusterFile cluster = ClusterFile.read(file);
        return new ClusterConnection(cluster, SshFleet.of(cluster, home.environment()), _ -> "root");
    }

    private RealSshd.Setup sshd(String name) {
        return RealSshd.in(folder.resolve(name));
    }
}
