package dev.headroom.backend.fleet;

import dev.headroom.backend.remote.LoginKeys;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The user, the keys and the settings of this computer for logging in.
 *
 * @param home the folder of {@code .ssh}, for which {@code ~} stands
 * @param userName the login name where neither the cluster file nor {@code ~/.ssh/config} has one
 * @param agent the socket of a running ssh-agent
 * @param systemFolder the folder of the machine's {@code ssh_config} and {@code ssh_known_hosts}
 * @param machine what tokens of the configuration say about this computer
 */
public record SshEnvironment(
        Path home, String userName, Optional<Path> agent, Path systemFolder, LocalMachine machine) {

    /** An environment without environment variables, on a computer without a name. */
    public SshEnvironment(Path home, String userName, Optional<Path> agent, Path systemFolder) {
        this(home, userName, agent, systemFolder, new LocalMachine("localhost", "0", Map.of()));
    }

    /** The user who runs this process. */
    public static SshEnvironment current() {
        return new SshEnvironment(
                Path.of(System.getProperty("user.home")),
                System.getProperty("user.name"),
                agent(Optional.ofNullable(System.getenv("SSH_AUTH_SOCK")).orElse(""), System.getProperty("os.name")),
                Optional.ofNullable(System.getenv("ProgramData"))
                        .map(folder -> Path.of(folder, "ssh"))
                        .orElse(Path.of("/etc/ssh")),
                LocalMachine.current());
    }

    /** Where ssh looks for an agent: on Windows, where nothing else is said, at the pipe of its own. */
    static Optional<Path> agent(String variable, String system) {
        Optional<String> usual =
                system.startsWith("Windows") ? Optional.of(LoginKeys.PIPE_OF_OPENSSH) : Optional.empty();
        return Optional.of(variable)
                .filter(said -> !said.isBlank())
                .or(() -> usual)
                .map(Path::of);
    }
}
