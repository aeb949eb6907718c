package dev.headroom.backend.remote.openssh;

import dev.headroom.backend.fleet.SshEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The files of one operator: the home folder with {@code .ssh}, and the machine's settings that stand in for /etc/ssh. */
final class OperatorHome {
    private final Path home;
    private final Path system;
    private Optional<Path> agent = Optional.empty();

    private OperatorHome(Path home, Path system) {
        this.home = home;
        this.system = system;
    }

    static OperatorHome in(Path folder) throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.createDirectory(
                home.resolve(".ssh"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return new OperatorHome(home, Files.createDirectories(folder.resolve("etc-ssh")));
    }

    Path folder() {
        return home;
    }

    /** The folder that stands in for /etc/ssh. */
    Path system() {
        return system;
    }

    Path ssh(String name) {
        return home.resolve(".ssh").resolve(name);
    }

    /**
     * Makes a key pair without a passphrase.
     *
     * @return the line of the public key
     */
    String key(String name, String type) throws IOException, InterruptedException {
        return key(name, type, "");
    }

    /** Makes a key pair. */
    String key(String name, String type, String passphrase) throws IOException, InterruptedException {
        Processes.run(
                "ssh-keygen",
                "-q",
                "-t",
                type,
                "-N",
                passphrase,
                "-C",
                name,
                "-f",
                ssh(name).toString());
        return Files.readString(ssh(name + ".pub")).strip();
    }

    /** Adds lines to {@code ~/.ssh/config}. */
    OperatorHome config(String lines) throws IOException {
        return append("config", lines);
    }

    /** Adds a host key of a server to known_hosts under the name that ssh looks for at its address. */
    OperatorHome knows(RealSshd server, String type) throws IOException {
        return append("known_hosts", "[%s]:%d %s".formatted(server.address(), server.port(), server.hostKey(type)));
    }

    OperatorHome knows(RealSshd server) throws IOException {
        return knows(server, "ed25519");
    }

    /** Adds lines to a file in {@code ~/.ssh}. */
    OperatorHome append(String file, String lines) throws IOException {
        Files.writeString(
                ssh(file), lines.stripTrailing() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return this;
    }

    /** From now on there is an ssh-agent at this socket. */
    OperatorHome agent(Path socket) {
        agent = Optional.of(socket);
        return this;
    }

    Optional<Path> agent() {
        return agent;
    }

    SshEnvironment environment() {
        return new SshEnvironment(home, "root", agent, system);
    }
}
