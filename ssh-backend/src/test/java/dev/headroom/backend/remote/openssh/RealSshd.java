package dev.headroom.backend.remote.openssh;

import dev.headroom.backend.TestPatience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A real sshd on a loopback address of its own: keys and settings are files in its folder, and its log tells what it
 * saw. It lets root in with the keys that {@link #lets} names.
 */
final class RealSshd implements AutoCloseable {
    private final Path folder;
    private final String address;
    private final int port;
    private final Process process;

    private RealSshd(Path folder, String address, int port, Process process) {
        this.folder = folder;
        this.address = address;
        this.port = port;
        this.process = process;
    }

    /** How to start one. */
    static final class Setup {
        private final Path folder;
        private String address = "127.0.0.1";
        private int fixedPort;
        private List<String> hostKeys = List.of("ed25519");
        private List<String> launcher = List.of();
        private final List<String> settings = new ArrayList<>();

        private Setup(Path folder) {
            this.folder = folder;
        }

        Setup at(String loopback) {
            address = loopback;
            return this;
        }

        /** The port of one that has ended, whose files are here. */
        Setup onPort(int port) {
            fixedPort = port;
            return this;
        }

        /** @param types as for {@code ssh-keygen -t}; an existing {@code host_TYPE} in the folder is taken as it is */
        Setup hostKeys(String... types) {
            hostKeys = List.of(types);
            return this;
        }

        /** Lines of sshd_config that win over those that every sshd here has. */
        Setup with(String... lines) {
            settings.addAll(List.of(lines));
            return this;
        }

        /** A command before {@code sshd}, such as one that starts it in a namespace. */
        Setup startedBy(String... command) {
            launcher = List.of(command);
            return this;
        }

        RealSshd start() throws Exception {
            Files.createDirectories(folder);
            List<String> config = new ArrayList<>(settings);
            for (String type : hostKeys) {
                Path key = folder.resolve("host_" + type);
                if (Files.notExists(key)) {
                    Processes.run("ssh-keygen", "-q", "-t", type, "-N", "", "-C", "host", "-f", key.toString());
                }
                config.add("HostKey " + key);
            }
            int port = fixedPort == 0 ? freePort(address) : fixedPort;
            Path log = folder.resolve("sshd.log");
            config.addAll(List.of(
                    "ListenAddress " + address,
                    "Port " + port,
                    "PidFile none",
                    "LogLevel VERBOSE",
                    "UsePAM no",
                    "StrictModes no",
                    "PermitRootLogin yes",
                    "PasswordAuthentication no",
                    "ChallengeResponseAuthentication no", // KbdInteractiveAuthentication, as releases before 8.7 call
                    // it
                    "AuthorizedKeysFile " + folder.resolve("authorized_keys"),
                    "SetEnv HOME=" + folder, // the start-up files of this machine's root may hang
                    "UseDNS no"));
            if (settings.stream().noneMatch(line -> line.startsWith("MaxStartups "))) { // the last one wins
                config.add("MaxStartups 100");
            }
            Path file = folder.resolve("sshd_config");
            Files.write(file, config);
            Files.writeString(folder.resolve("authorized_keys"), "", StandardOpenOption.CREATE);
            Files.createDirectories(Path.of("/run/sshd")); // its privilege separation asks for it
            List<String> command = new ArrayList<>(launcher.isEmpty() ? OtherRelease.launcher() : launcher);
            command.addAll(List.of("/usr/sbin/sshd", "-D", "-e", "-f", file.toString()));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(log.toFile())
                    .start();
            RealSshd started = new RealSshd(folder, address, port, process);
            TestPatience.until("sshd listens", () -> started.log().contains("Server listening on"), started::log);
            return started;
        }

        private static int freePort(String address) throws IOException {
            try (var socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
                return socket.getLocalPort();
            }
        }
    }

    /** @param folder for its files; made if it does not exist */
    static Setup in(Path folder) {
        return new Setup(folder);
    }

    String address() {
        return address;
    }

    int port() {
        return port;
    }

    /** A file of its own, such as {@code host_ed25519}. */
    Path file(String name) {
        return folder.resolve(name);
    }

    /** Type and key of one of its host keys, as known_hosts has them behind the names. */
    String hostKey(String type) throws IOException {
        String[] words = Files.readString(folder.resolve("host_%s.pub".formatted(type)))
                .strip()
                .split(" ", 3);
        return words[0] + " " + words[1];
    }

    /** Lets a key in, from now on. */
    RealSshd lets(String publicKeyLine) throws IOException {
        Files.writeString(
                folder.resolve("authorized_keys"),
                publicKeyLine.strip() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        return this;
    }

    /** What it has logged so far. */
    String log() throws IOException {
        return new String(Files.readAllBytes(folder.resolve("sshd.log")), StandardCharsets.ISO_8859_1);
    }

    /** Ends its sessions; it goes on listening. */
    void cut() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
    }

    long pid() {
        return process.pid();
    }

    /** Ends it and all its sessions. */
    @Override
    public void close() {
        Processes.endAll(process);
    }
}
