package dev.headroom.backend.fleet;

import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.inventory.HostEntry;
import dev.headroom.backend.inventory.SshSettings;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.jsch.OpenSshConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Who decides how to log in: the cluster file, then {@code ~/.ssh/config}, then what OpenSSH does where nothing is said. */
final class TargetResolver {
    private static final List<String> USUAL_IDENTITIES = List.of("id_ed25519", "id_ecdsa", "id_rsa");

    private final SshEnvironment environment;
    private final OpenSshConfig config;

    private TargetResolver(SshEnvironment environment, OpenSshConfig config) {
        this.environment = environment;
        this.config = config;
    }

    static TargetResolver of(SshEnvironment environment) throws IOException {
        return new TargetResolver(
                environment,
                OpenSshConfig.read(environment.home().resolve(".ssh").resolve("config")));
    }

    /** Directors, then real servers. */
    List<SshTarget> targets(ClusterFile cluster) {
        return cluster.hosts().stream().map(this::target).toList();
    }

    private SshTarget target(HostEntry entry) {
        SshSettings said = entry.ssh();
        OpenSshConfig.Host configured = config.lookup(entry.address());
        return new SshTarget(
                entry.id(),
                configured.hostName().orElse(entry.address()),
                said.port().or(configured::port).orElse(SshTarget.DEFAULT_PORT),
                said.user().or(configured::user).orElse(environment.userName()),
                identities(said, configured),
                said.knownHosts().or(configured::knownHosts).map(this::path).orElse(ssh().resolve("known_hosts")));
    }

    private List<Path> identities(SshSettings said, OpenSshConfig.Host configured) {
        List<Path> named = said.identity()
                .map(Stream::of)
                .orElseGet(configured.identityFiles()::stream)
                .map(this::path)
                .toList();
        return named.isEmpty()
                ? USUAL_IDENTITIES.stream()
                        .map(ssh()::resolve)
                        .filter(Files::exists)
                        .toList()
                : named;
    }

    private Path ssh() {
        return environment.home().resolve(".ssh");
    }

    private Path path(String written) {
        if (written.equals("~") || written.startsWith("~/")) {
            return environment.home().resolve(written.substring(Math.min(2, written.length())));
        }
        return Path.of(written.replace("%d", environment.home().toString()));
    }
}
