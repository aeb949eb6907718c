package dev.headroom.backend.fleet;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whose keys and settings to use.
 *
 * @param home where {@code .ssh} lies and what {@code ~} stands for
 * @param userName who logs in where neither the cluster file nor {@code ~/.ssh/config} says so
 * @param agent the socket of a running ssh-agent
 * @param systemFolder where the machine's {@code ssh_config} and {@code ssh_known_hosts} lie
 */
public record SshEnvironment(Path home, String userName, Optional<Path> agent, Path systemFolder) {

    /** The person at this machine. */
    public static SshEnvironment current() {
        return new SshEnvironment(
                Path.of(System.getProperty("user.home")),
                System.getProperty("user.name"),
                Optional.ofNullable(System.getenv("SSH_AUTH_SOCK"))
                        .filter(s -> !s.isBlank())
                        .map(Path::of),
                Optional.ofNullable(System.getenv("ProgramData"))
                        .map(folder -> Path.of(folder, "ssh"))
                        .orElse(Path.of("/etc/ssh")));
    }
}
