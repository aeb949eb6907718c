package dev.headroom.backend.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.backend.TestPatience;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.remote.LoginKeys;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.trust.HostKeyFiles;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.simulation.shell.SimulatedExec;
import dev.headroom.simulation.ssh.SimulatedSshd;
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

@Timeout(900)
class SshFleetTest {
    private static final HostId LB1 = new DirectorId("lb1");
    private static final HostId RS1 = new ServerId("rs1");
    private static final Duration PATIENCE = TestPatience.GENEROUS;

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
                        target(LB1, "192.0.2.2", 22, "fromfile", List.of(), home.resolve("hosts")),
                        target(
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
                        target(
                                LB1,
                                "192.0.2.2",
                                22,
                                "me",
                                List.of(ssh.resolve("id_ed25519"), ssh.resolve("id_rsa")),
                                ssh.resolve("known_hosts"),
                                ssh.resolve("known_hosts2")),
                        target(
                                RS1,
                                "192.0.2.11",
                                22,
                                "me",
                                List.of(ssh.resolve("id_ed25519"), ssh.resolve("id_rsa")),
                                ssh.resolve("known_hosts"),
                                ssh.resolve("known_hosts2")));
    }

    @Test
    void aSettingThatIsNotFollowedRefusesTheHostAndNamesItsPlaceAndNoOther() throws Exception {
        Files.writeString(ssh.resolve("config"), """
                Host rs1.example.org
                  BindInterface eth1
                """);
        try (var fleet = SshFleet.of(cluster("", "rs1.example.org"), environment(Optional.empty()))) {
            var result = fleet.shell(RS1).run(CommandLine.of("hostname"), PATIENCE);
            assertThat(result).isInstanceOf(RemoteResult.Failed.class);
            RemoteFailure failure = ((RemoteResult.Failed) result).failure();
            assertThat(failure.transientFailure()).isFalse();
            assertThat(failure.sentence())
                    .contains("rs1", ssh.resolve("config") + ":2", "BindInterface eth1", "BindAddress");
        }
        assertThat(ways("", "rs1.example.org"))
                .extracting(way -> way.refusal().isPresent())
                .containsExactly(false, true);
    }

    /** A director may be a real server too. */
    @Test
    void twoRealServersThatSshLeadsToOneMachineAreNotBothConnectedTo() throws Exception {
        Files.writeString(ssh.resolve("config"), """
                Host twin
                  HostName 192.0.2.11
                """);
        String three = "192.0.2.11 }\n  - { name: rs2, address: twin }\n  - { name: rs3, address: 192.0.2.2";
        assertThat(ways("", three))
                .extracting(way -> way.refusal().map(RemoteFailure::sentence).orElse(""))
                .containsExactly(
                        "",
                        "",
                        "rs2 is not connected to: by the configuration of ssh it is the machine of rs1 (192.0.2.11, port 22), which would be counted twice. Correct the address of one of the two in the cluster file, or its HostName or Port in the configuration of ssh.",
                        "");
    }

    @Test
    void aProxyJumpOfNoneAboveTheOtherIsFollowed() throws Exception {
        Files.writeString(ssh.resolve("config"), """
                Host rs1.example.org
                  ProxyJump none
                Host *.example.org
                  ProxyJump bastion
                """);
        assertThat(ways("", "rs1.example.org")).allMatch(way -> way.refusal().isEmpty());
    }

    @Test
    void keysAndKnownHostsHaveTheirTokensFilledIn() throws Exception {
        Files.writeString(ssh.resolve("config"), """
                Host rs1.example.org
                  HostName 192.0.2.11
                  User op
                  Port 2201
                  IdentityFile %d/keys/%n-%h-%p-%r-%u
                  UserKnownHostsFile ~/.ssh/hosts.%h /dev/null
                  HostKeyAlias web-rs1
                  IdentitiesOnly yes
                  IdentityAgent ~/agent
                """);
        assertThat(targets("", "rs1.example.org").getLast())
                .isEqualTo(new SshTarget(
                        RS1,
                        "192.0.2.11",
                        2201,
                        "op",
                        new LoginKeys(
                                List.of(home.resolve("keys/rs1.example.org-192.0.2.11-2201-op-me")),
                                true,
                                Optional.of(home.resolve("agent"))),
                        new HostKeyFiles(
                                List.of(ssh.resolve("hosts.192.0.2.11"), Path.of("/dev/null")),
                                List.of(home.resolve("etc/ssh_known_hosts"), home.resolve("etc/ssh_known_hosts2")),
                                Optional.of("web-rs1"))));
    }

    @Test
    void noKnownHostsAtAllIsNoFileOfThatName() throws Exception {
        Files.writeString(ssh.resolve("config"), "UserKnownHostsFile none\nGlobalKnownHostsFile none\n");
        assertThat(targets("", "192.0.2.11").getLast().hostKeys())
                .isEqualTo(new HostKeyFiles(
                        List.of(Path.of("/dev/null")),
                        List.of(Path.of("/dev/null")),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.of(ssh.resolve("config") + ":1 says 'UserKnownHostsFile none'")));
    }

    @Test
    void aTokenThatNobodyKnowsIsARefusal() throws Exception {
        Files.writeString(ssh.resolve("config"), "IdentityFile ~/.ssh/%H\n");
        assertThat(ways("", "192.0.2.11"))
                .allMatch(way -> way.refusal()
                        .filter(f -> f.sentence().contains("~/.ssh/%H"))
                        .isPresent());
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
            try (var fleet = SshFleet.of(ClusterFile.read(file), environment(Optional.empty()))) {
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
                try (var fleet = SshFleet.of(ClusterFile.read(file), environment(Optional.of(socket)))) {
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
            assertThat(running.waitFor(TestPatience.millis(), TimeUnit.MILLISECONDS))
                    .isTrue();
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

    private SshEnvironment environment(Optional<Path> agent) {
        return new SshEnvironment(home, "me", agent, home.resolve("etc"));
    }

    private SshTarget target(
            HostId host, String address, int port, String user, List<Path> identities, Path... userKnownHosts) {
        return new SshTarget(
                host,
                address,
                port,
                user,
                new LoginKeys(identities, false, Optional.empty()),
                new HostKeyFiles(
                        List.of(userKnownHosts),
                        List.of(home.resolve("etc/ssh_known_hosts"), home.resolve("etc/ssh_known_hosts2")),
                        Optional.empty()));
    }

    private List<SshTarget> targets(String sshLine, String serverAddress) throws Exception {
        return ways(sshLine, serverAddress).stream()
                .map(TargetResolver.Resolved::target)
                .toList();
    }

    private List<TargetResolver.Resolved> ways(String sshLine, String serverAddress) throws Exception {
        return TargetResolver.of(environment(Optional.empty())).targets(cluster(sshLine, serverAddress));
    }

    private ClusterFile cluster(String sshLine, String serverAddress) throws Exception {
        Path file = Files.writeString(home.resolve("cluster.yaml"), """
                cluster: shop
                %sdirectors:
                  - { name: lb1, address: 192.0.2.2 }
                realServers:
                  - { name: rs1, address: %s }
                services:
                  - { name: web, virtual: "tcp 192.0.2.100:80", containers: "web-*" }
                """.formatted(sshLine, serverAddress));
        return ClusterFile.read(file);
    }
}
