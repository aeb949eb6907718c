package dev.headroom.backend.fleet;

import dev.headroom.backend.inventory.SshSettings;
import dev.headroom.backend.remote.config.HostSettings;
import dev.headroom.backend.remote.config.Keyword;
import dev.headroom.backend.remote.config.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files and sockets of one host: keys, the ssh-agent, known host keys.
 *
 * @param given the cluster file's settings, which decide first
 */
record LoginFiles(SshEnvironment environment, HostSettings settings, SshSettings given, ConfiguredPaths paths) {
    private static final List<String> USUAL_IDENTITIES = List.of("id_ed25519", "id_ecdsa", "id_rsa");
    private static final String AGENT_VARIABLE = "SSH_AUTH_SOCK";

    boolean identitiesOnly() {
        return settings.flag(Keyword.IDENTITIES_ONLY, false);
    }

    List<Path> identities() {
        List<Said> lines = settings.all(Keyword.IDENTITY_FILE);
        if (given.identity().isPresent()) {
            return given.identity().filter(LoginFiles::isFile).map(paths::ofClusterFile).stream()
                    .toList();
        }
        return lines.isEmpty()
                ? USUAL_IDENTITIES.stream()
                        .map(ssh()::resolve)
                        .filter(Files::exists)
                        .toList()
                : lines.stream()
                        .filter(line -> isFile(line.word()))
                        .map(line -> paths.path(line.word(), line))
                        .toList();
    }

    List<Path> certificates() {
        return settings.all(Keyword.CERTIFICATE_FILE).stream()
                .filter(line -> isFile(line.word()))
                .map(line -> paths.path(line.word(), line))
                .toList();
    }

    private static boolean isFile(String name) {
        return !name.equalsIgnoreCase("none");
    }

    Optional<Path> agent() {
        Optional<Said> line = settings.said(Keyword.IDENTITY_AGENT);
        if (line.isEmpty()) {
            return environment.agent();
        }
        String name = line.get().word();
        if (name.equals(AGENT_VARIABLE)
                || name.equals("$" + AGENT_VARIABLE)
                || name.equals("${" + AGENT_VARIABLE + "}")) {
            return environment.agent();
        }
        if (name.matches("\\$[A-Za-z0-9_]+")) {
            return Optional.ofNullable(environment.machine().variables().get(name.substring(1)))
                    .filter(value -> !value.isBlank())
                    .map(value -> paths.withoutTokens(value, line.get()));
        }
        return isFile(name) ? Optional.of(paths.path(name, line.get())) : Optional.empty();
    }

    List<Path> userKnownHosts() {
        return given.knownHosts()
                .map(file ->
                        List.of(file.equalsIgnoreCase("none") ? ConfiguredPaths.NO_FILE : paths.ofClusterFile(file)))
                .or(() -> settings.said(Keyword.USER_KNOWN_HOSTS_FILE).map(line -> paths.files(line, true)))
                .filter(files -> !files.isEmpty())
                .orElse(List.of(ssh().resolve("known_hosts"), ssh().resolve("known_hosts2")));
    }

    /** The line that names, first, what keeps no keys: the beginning of a sentence. */
    Optional<String> keepsNone() {
        Path first = userKnownHosts().getFirst();
        if (!first.equals(ConfiguredPaths.NO_FILE) && (!Files.exists(first) || Files.isRegularFile(first))) {
            return Optional.empty();
        }
        String what = Files.isDirectory(first) ? ", where %s is a folder".formatted(first) : "";
        return given.knownHosts()
                .map("the cluster file says 'knownHosts: %s'"::formatted)
                .or(() -> settings.said(Keyword.USER_KNOWN_HOSTS_FILE)
                        .map(line -> "%s says '%s'".formatted(line.place(), line.text())))
                .map(line -> line + what);
    }

    List<Path> globalKnownHosts() {
        return settings.said(Keyword.GLOBAL_KNOWN_HOSTS_FILE)
                .map(line -> paths.files(line, false))
                .orElse(Stream.of("ssh_known_hosts", "ssh_known_hosts2")
                        .map(environment.systemFolder()::resolve)
                        .toList());
    }

    Optional<Path> revoked() {
        return settings.said(Keyword.REVOKED_HOST_KEYS)
                .filter(line -> isFile(line.word()))
                .map(line -> paths.path(line.word(), line));
    }

    private Path ssh() {
        return environment.home().resolve(".ssh");
    }
}
