package dev.headroom.backend.fleet;

import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.inventory.HostEntry;
import dev.headroom.backend.inventory.SshSettings;
import dev.headroom.backend.remote.LoginKeys;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteFailure.SameMachine;
import dev.headroom.backend.remote.RemoteFailure.SettingNotFollowed;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.config.OpenSshConfig;
import dev.headroom.backend.remote.config.OpenSshConfig.NotFollowed;
import dev.headroom.backend.remote.trust.HostKeyFiles;
import dev.headroom.ma2scf.model.HostId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Resolves how to log in to a host: the cluster file decides first, then the configuration of OpenSSH, then OpenSSH's
 * defaults.
 */
final class TargetResolver {
    /** An empty file, in place of a file of configuration that does not exist. */
    private static final Path NO_FILE = Path.of("/dev/null");

    private static final List<String> USUAL_IDENTITIES = List.of("id_ed25519", "id_ecdsa", "id_rsa");

    /** The values of IdentityAgent that mean the agent of the variable SSH_AUTH_SOCK. */
    private static final Set<String> USUAL_AGENT = Set.of("SSH_AUTH_SOCK", "$SSH_AUTH_SOCK", "${SSH_AUTH_SOCK}");

    private final SshEnvironment environment;
    private final OpenSshConfig config;

    private TargetResolver(SshEnvironment environment, OpenSshConfig config) {
        this.environment = environment;
        this.config = config;
    }

    /**
     * The target of one host.
     *
     * @param refusal why Headroom must not connect: ssh would take another way
     */
    record Resolved(SshTarget target, Optional<RemoteFailure> refusal) {
        static Resolved free(SshTarget target) {
            return new Resolved(target, Optional.empty());
        }
    }

    static TargetResolver of(SshEnvironment environment) throws IOException {
        return new TargetResolver(environment, OpenSshConfig.read(environment.home(), environment.systemFolder()));
    }

    /**
     * The targets of all hosts: directors, then real servers. Of two of one role that lead to one machine the second is
     * refused.
     */
    List<Resolved> targets(ClusterFile cluster) {
        return Stream.concat(alone(cluster.directors()).stream(), alone(cluster.servers()).stream())
                .toList();
    }

    private List<Resolved> alone(List<? extends HostEntry> entries) {
        Map<Machine, HostId> seen = new HashMap<>();
        return entries.stream()
                .map(this::target)
                .map(way -> {
                    SshTarget target = way.target();
                    var machine = new Machine(target.address(), target.port());
                    return Optional.ofNullable(seen.putIfAbsent(machine, target.host()))
                            .<RemoteFailure>map(
                                    other -> new SameMachine(target.host(), other, machine.address(), machine.port()))
                            .filter(_ -> way.refusal().isEmpty())
                            .map(twice -> new Resolved(target, Optional.of(twice)))
                            .orElse(way);
                })
                .toList();
    }

    private record Machine(String address, int port) {}

    Resolved target(HostEntry entry) {
        SshSettings said = entry.ssh();
        OpenSshConfig.Host configured = config.lookup(new OpenSshConfig.Query(
                entry.address(),
                said.user().orElse(environment.userName()),
                said.user().isPresent(),
                environment.userName()));
        String address =
                configured.hostName().map(name -> hostName(name, entry)).orElse(entry.address());
        int port = said.port().or(configured::port).orElse(SshTarget.DEFAULT_PORT);
        String user = said.user().or(configured::user).orElse(environment.userName());
        Tokens tokens = new Tokens(
                environment.home(),
                entry.address(),
                address,
                port,
                user,
                environment.userName(),
                configured.hostKeyAlias());
        SshTarget target = new SshTarget(
                entry.id(),
                address,
                port,
                user,
                new LoginKeys(
                        identities(said, configured, tokens), configured.identitiesOnly(), agent(configured, tokens)),
                new HostKeyFiles(
                        userKnownHosts(said, configured, tokens),
                        globalKnownHosts(configured, tokens),
                        configured.hostKeyAlias()));
        return new Resolved(target, refusal(entry, configured.refusal().or(tokens::unknown)));
    }

    private static Optional<RemoteFailure> refusal(HostEntry entry, Optional<NotFollowed> setting) {
        return setting.map(s -> new SettingNotFollowed(entry.id(), s.setting(), s.place(), s.remedy()));
    }

    private static String hostName(String configured, HostEntry entry) {
        return configured.replace("%h", entry.address()).replace("%%", "%");
    }

    private List<Path> identities(SshSettings said, OpenSshConfig.Host configured, Tokens tokens) {
        List<Path> named = said.identity()
                .map(Stream::of)
                .orElseGet(configured.identityFiles()::stream)
                .filter(file -> !file.equalsIgnoreCase("none"))
                .map(tokens::path)
                .toList();
        boolean nothingSaid =
                said.identity().isEmpty() && configured.identityFiles().isEmpty();
        return nothingSaid
                ? USUAL_IDENTITIES.stream()
                        .map(ssh()::resolve)
                        .filter(Files::exists)
                        .toList()
                : named;
    }

    private Optional<Path> agent(OpenSshConfig.Host configured, Tokens tokens) {
        Optional<String> named = configured.identityAgent().filter(name -> !USUAL_AGENT.contains(name));
        return named.isEmpty()
                ? environment.agent()
                : named.filter(name -> !name.equalsIgnoreCase("none")).map(tokens::path);
    }

    private List<Path> userKnownHosts(SshSettings said, OpenSshConfig.Host configured, Tokens tokens) {
        return said.knownHosts()
                .map(List::of)
                .or(configured::userKnownHosts)
                .map(files -> paths(files, tokens))
                .filter(files -> !files.isEmpty())
                .orElse(List.of(ssh().resolve("known_hosts"), ssh().resolve("known_hosts2")));
    }

    private List<Path> globalKnownHosts(OpenSshConfig.Host configured, Tokens tokens) {
        return configured
                .globalKnownHosts()
                .map(files -> paths(files, tokens))
                .orElse(Stream.of("ssh_known_hosts", "ssh_known_hosts2")
                        .map(environment.systemFolder()::resolve)
                        .toList());
    }

    /** The files of a setting. {@code none} means no file, never a file of that name in the current folder. */
    private static List<Path> paths(List<String> files, Tokens tokens) {
        return files.stream()
                .map(file -> file.equalsIgnoreCase("none") ? NO_FILE : tokens.path(file))
                .toList();
    }

    private Path ssh() {
        return environment.home().resolve(".ssh");
    }
}
