package dev.headroom.backend.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.sim.SimulatedExec;
import dev.headroom.backend.sim.SimulatedSshd;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SshFleetTest {
    private static final HostId LB1 = new DirectorId("lb1");
    private static final HostId RS1 = new ServerId("rs1");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path home;

    private Path ssh;

    @BeforeEach
    void makeHome() throws IOException {
        ssh = Files.createDirectories(home.resolve(".ssh"));
    }

    @Test
    void theClusterFileDecidesBeforeTheConfigurationOfOpenSsh() throws Exception {
        Files.writeString(ssh.resolve("config"), """
                Host rs1.example.org
                  HostName 192.0.2.11
                  User fromconfig
                  Port 2201
                  IdentityFile ~/.ssh/fromconfig
                """);
        assertThat(targets("""
                ssh: { user: fromfile, knownHosts: ~/hosts }
                """, "rs1.example.org"))
                .containsExactly(
                        new SshTarget(LB1, "192.0.2.2", 22, "fromfile", List.of(), home.resolve("hosts")),
                        new SshTarget(
                                RS1,
                                "192.0.2.11",
                                2201,
                                "fromfile",
                                List.of(ssh.resolve("fromconfig")),
                                home.resolve("hosts")));
    }

    @Test
    void whereNothingIsSaidItIsAsWithOpenSsh() throws Exception {
        Files.createFile(ssh.resolve("id_ed25519"));
        Files.createFile(ssh.resolve("id_rsa"));
        assertThat(targets("", "192.0.2.11"))
                .containsExactly(
                        new SshTarget(
                                LB1,
                                "192.0.2.2",
                                22,
                                "me",
                                List.of(ssh.resolve("id_ed25519"), ssh.resolve("id_rsa")),
                                ssh.resolve("known_hosts")),
                        new SshTarget(
                                RS1,
                                "192.0.2.11",
                                22,
                                "me",
                                List.of(ssh.resolve("id_ed25519"), ssh.resolve("id_rsa")),
                                ssh.resolve("known_hosts")));
    }

    @Test
    void reachesSimulatedHostsByAClusterFile() throws Exception {
        try (SimulatedSshd sshd = simulated()) {
            Path file = Files.writeString(home.resolve("cluster.yaml"), """
                    cluster: shop
                    ssh: { user: headroom, identity: ~/keys/client_key, knownHosts: ~/keys/known_hosts }
                    directors:
                      - { name: lb1, address: 127.0.0.1, ssh: { port: %d } }
                    realServers:
                      - { name: rs1, address: 127.0.0.1, ssh: { port: %d } }
                    services:
                      - { name: web, virtual: "tcp 192.0.2.100:80", containers: "web-*" }
                    """.formatted(
                            sshd.target(LB1).port(), sshd.target(RS1).port()));
            try (var fleet = SshFleet.of(ClusterFile.read(file), new SshEnvironment(home, "me", Optional.empty()))) {
                assertThat(fleet.hosts()).containsExactly(LB1, RS1);
                for (HostId host : fleet.hosts()) {
                    assertThat(fleet.shell(host).run(CommandLine.of("hostname"), PATIENCE))
                            .isEqualTo(new RemoteResult.Completed(0, host.name() + " hostname", ""));
                }
                assertThat(fleet.shell(LB1)).isSameAs(fleet.shell(LB1));
                assertThatThrownBy(() -> fleet.shell(new ServerId("rs2"))).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    /** With a real ssh-agent, where there is one. */
    @Test
    void logsInWithAKeyThatOnlyTheAgentHolds() throws Exception {
        Path agent = program("ssh-agent");
        Path add = program("ssh-add");
        try (SimulatedSshd sshd = simulated()) {
            Path socket = home.resolve("agent");
            Process running = new ProcessBuilder(agent.toString(), "-D", "-a", socket.toString())
                    .redirectErrorStream(true)
                    .start();
            try {
                running.inputReader(StandardCharsets.UTF_8).readLine(); // it listens now
                var adding = new ProcessBuilder(add.toString(), sshd.clientKey().toString()).redirectErrorStream(true);
                adding.environment().put("SSH_AUTH_SOCK", socket.toString());
                assertThat(adding.start().waitFor()).isZero();
                Path file = Files.writeString(home.resolve("cluster.yaml"), """
                        cluster: shop
                        ssh: { user: headroom, port: %d, knownHosts: ~/keys/known_hosts }
                        directors:
                          - { name: lb1, address: 127.0.0.1 }
                        realServers:
                          - { name: rs1, address: 192.0.2.11 }
                        services:
                          - { name: web, virtual: "tcp 192.0.2.100:80", containers: "web-*" }
                        """.formatted(
                                sshd.target(LB1).port()));
                try (var fleet =
                        SshFleet.of(ClusterFile.read(file), new SshEnvironment(home, "me", Optional.of(socket)))) {
                    assertThat(fleet.shell(LB1).run(CommandLine.of("hostname"), PATIENCE))
                            .isEqualTo(new RemoteResult.Completed(0, "lb1 hostname", ""));
                }
            } finally {
                running.destroy();
            }
        }
    }

    /** With OpenSSH's own client, where there is one. */
    @Test
    void letsOpenSshIn() throws Exception {
        Path client = program("ssh");
        try (SimulatedSshd sshd = simulated()) {
            SshTarget target = sshd.target(RS1);
            Process running = new ProcessBuilder(
                            client.toString(),
                            "-F",
                            "none",
                            "-i",
                            sshd.clientKey().toString(),
                            "-o",
                            "IdentitiesOnly=yes",
                            "-o",
                            "BatchMode=yes",
                            "-o",
                            "UserKnownHostsFile=" + sshd.knownHosts(),
                            "-p",
                            Integer.toString(target.port()),
                            SimulatedSshd.USER + "@127.0.0.1",
                            "uptime")
                    .redirectErrorStream(true)
                    .start();
            running.getOutputStream().close();
            String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(running.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(output).endsWith("rs1 uptime");
            assertThat(running.exitValue()).isZero();
        }
    }

    private SimulatedSshd simulated() throws IOException {
        var hosts = new LinkedHashMap<HostId, SimulatedExec>();
        for (HostId host : List.of(LB1, RS1)) {
            hosts.put(host, (text, _, out, _) -> {
                out.write((host.name() + " " + text).getBytes(StandardCharsets.UTF_8));
                return 0;
            });
        }
        return SimulatedSshd.start(hosts, home.resolve("keys"), 0);
    }

    private static Path program(String name) {
        Path path = Path.of("/usr/bin", name);
        Assumptions.assumeTrue(Files.isExecutable(path), "there is no " + name + " here");
        return path;
    }

    private List<SshTarget> targets(String sshLine, String serverAddress) throws Exception {
        Path file = Files.writeString(home.resolve("cluster.yaml"), """
                cluster: shop
                %sdirectors:
                  - { name: lb1, address: 192.0.2.2 }
                realServers:
                  - { name: rs1, address: %s }
                services:
                  - { name: web, virtual: "tcp 192.0.2.100:80", containers: "web-*" }
                """.formatted(sshLine, serverAddress));
        return TargetResolver.of(new SshEnvironment(home, "me", Optional.empty()))
                .targets(ClusterFile.read(file));
    }
}
