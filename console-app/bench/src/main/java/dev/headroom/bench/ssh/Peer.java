package dev.headroom.bench.ssh;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Another program that reads many hosts over SSH. Each runs the same command on each host, 64 hosts at once. */
enum Peer {
    SSH_COLD("ssh, a login each round", "ssh"),
    SSH_WARM("ssh over ControlMaster", "ssh"),
    PSSH("pssh over ControlMaster", "parallel-ssh"),
    CLUSH("clush over ControlMaster", "clush"),
    ANSIBLE("ansible over ControlMaster", "ansible");

    /** The files of a frame that need no tool. */
    static final String COMMAND = "cat /proc/uptime /proc/stat /proc/meminfo";

    private static final String WIDTH = "64";

    private final String title;
    private final String tool;

    Peer(String title, String tool) {
        this.title = title;
        this.tool = tool;
    }

    String title() {
        return title;
    }

    /** Whether it is installed here. */
    boolean isInstalled() {
        return Stream.of("/usr/bin", "/usr/local/bin", "/bin")
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    /** Whether it uses connections that are open already. */
    boolean isWarm() {
        return this != SSH_COLD;
    }

    /**
     * The command line of one round.
     *
     * @param hosts a file with an address a line
     * @param config of OpenSSH
     */
    List<String> round(Path hosts, Path config) {
        return switch (this) {
            case SSH_COLD, SSH_WARM ->
                List.of(
                        "xargs",
                        "-a",
                        hosts.toString(),
                        "-P",
                        WIDTH,
                        "-I{}",
                        "ssh",
                        "-F",
                        config.toString(),
                        "{}",
                        COMMAND);
            case PSSH -> List.of(tool, "-i", "-h", hosts.toString(), "-p", WIDTH, "-x", "-F " + config, COMMAND);
            case CLUSH ->
                List.of(tool, "-q", "--hostfile", hosts.toString(), "-f", WIDTH, "-o", "-F " + config, COMMAND);
            case ANSIBLE ->
                List.of(
                        "env",
                        "ANSIBLE_HOST_KEY_CHECKING=True",
                        "ANSIBLE_SSH_ARGS=-F " + config,
                        "ANSIBLE_SSH_CONTROL_PATH=none",
                        tool,
                        "all",
                        "-i",
                        hosts.toString(),
                        "-m",
                        "raw",
                        "-a",
                        COMMAND,
                        "-f",
                        WIDTH);
        };
    }
}
