package dev.headroom.backend.remote.openssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.TestPatience;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.fleet.SshFleet;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.secrets.Secrets;
import dev.headroom.ma2scf.model.DirectorId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One login by {@code ssh} and one by Headroom, with the same files.
 *
 * @param said what {@code ssh} and the host printed
 */
record Comparison(Verdict ssh, Verdict headroom, String said, RemoteResult result) {
    private static final String PROOF = "the command has run";
    private static final DirectorId HOST = new DirectorId("lb1");

    /** Logs in to {@code name} twice, as {@code ssh name} and with {@code name} as the address in a cluster file. */
    static Comparison of(OperatorHome home, String name) throws Exception {
        Processes.Ended ssh = ssh(home, List.of("-o", "BatchMode=yes"), name, Map.of());
        RemoteResult result = headroom(home, name);
        return new Comparison(Verdict.ofSsh(ssh, PROOF), Verdict.ofHeadroom(result), ssh.said(), result);
    }

    /** Logs in twice, as {@code ssh name} and with this target, which says what the configuration of ssh says. */
    static Comparison of(OperatorHome home, String name, SshTarget target) throws Exception {
        Processes.Ended ssh = ssh(home, List.of("-o", "BatchMode=yes"), name, Map.of());
        try (SshFleet fleet = SshFleet.of(List.of(target))) {
            RemoteResult result = fleet.shell(target.host()).run(CommandLine.of("echo", PROOF), TestPatience.GENEROUS);
            return new Comparison(Verdict.ofSsh(ssh, PROOF), Verdict.ofHeadroom(result), ssh.said(), result);
        }
    }

    /**
     * Runs {@code ssh} in a mount namespace of its own, where the home folder and /etc/ssh are those of {@code home}.
     *
     * @param environment added to PATH, HOME and the agent's socket
     */
    static Processes.Ended ssh(OperatorHome home, List<String> options, String name, Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "-m",
                "--propagation",
                "private",
                "sh",
                "-c",
                "mount --bind \"$1\" \"$2\" && mount --bind \"$3\" /etc/ssh && shift 3 && exec \"$@\"",
                "sh",
                home.folder().toString(),
                System.getProperty("user.home"),
                home.system().toString(),
                "ssh"));
        command.addAll(options);
        command.addAll(List.of(name, "echo", PROOF));
        Map<String, String> all = new HashMap<>(environment);
        all.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        all.put("HOME", System.getProperty("user.home"));
        home.agent().ifPresent(socket -> all.put("SSH_AUTH_SOCK", socket.toString()));
        return Processes.toTheEnd(command, all);
    }

    /** As {@link #of}, with an operator who gives the same answers to both. */
    static Comparison answered(OperatorHome home, String name, Answering operator) throws Exception {
        Processes.Ended ssh = ssh(home, List.of(), name, operator.askpass(home.folder()));
        RemoteResult result = headroom(home, name, new Secrets(operator));
        return new Comparison(Verdict.ofSsh(ssh, PROOF), Verdict.ofHeadroom(result), ssh.said(), result);
    }

    /** Logs in once by Headroom. */
    static RemoteResult headroom(OperatorHome home, String name) throws Exception {
        return headroom(home, name, Secrets.ofNobody());
    }

    /** Logs in once by Headroom, which may ask. */
    static RemoteResult headroom(OperatorHome home, String name, Secrets secrets) throws Exception {
        try (SshFleet fleet = SshFleet.of(cluster(home, name), home.environment(), secrets)) {
            return fleet.shell(HOST).run(CommandLine.of("echo", PROOF), TestPatience.GENEROUS);
        }
    }

    private static ClusterFile cluster(OperatorHome home, String name) throws Exception {
        Path file = home.folder().resolve("cluster.yaml");
        Files.writeString(file, """
                cluster: compared
                directors:
                  - { name: lb1, address: "%s" }
                realServers:
                  - { name: rs1, address: 192.0.2.1 }
                services:
                  - { name: web, virtual: "tcp 192.0.2.100:80", containers: "web-*" }
                """.formatted(name));
        return ClusterFile.read(file);
    }

    /** Both logins ended so. */
    Comparison isForBoth(Verdict expected) {
        assertThat(List.of(ssh, headroom))
                .as("ssh and Headroom; ssh said: %s; Headroom: %s", said, result)
                .containsExactly(expected, expected);
        return this;
    }

    /** Headroom's failure says this. */
    void saying(String part) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        RemoteResult.Failed.class,
                        failed -> assertThat(failed.failure().sentence()).contains(part));
    }
}
