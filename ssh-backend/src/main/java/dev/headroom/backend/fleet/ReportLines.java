package dev.headroom.backend.fleet;

import dev.headroom.backend.fleet.HostResolver.Way;
import dev.headroom.backend.inventory.SshSettings;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.config.HostSettings;
import dev.headroom.backend.remote.config.HostSettings.Proxy;
import dev.headroom.backend.remote.config.JumpHost;
import dev.headroom.backend.remote.config.Keyword;
import dev.headroom.backend.remote.config.OpenSshConfig.Query;
import dev.headroom.backend.remote.config.Said;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The settings of a report, as {@code ssh -G} writes them. Used within one method call. */
final class ReportLines {
    private static final List<Keyword> FLAGS = List.of(
            Keyword.BATCH_MODE,
            Keyword.IDENTITIES_ONLY,
            Keyword.KBD_INTERACTIVE_AUTHENTICATION,
            Keyword.PASSWORD_AUTHENTICATION,
            Keyword.PUBKEY_AUTHENTICATION,
            Keyword.STRICT_HOST_KEY_CHECKING,
            Keyword.TCP_KEEP_ALIVE);
    private static final List<Keyword> NUMBERS = List.of(
            Keyword.CONNECTION_ATTEMPTS,
            Keyword.NUMBER_OF_PASSWORD_PROMPTS,
            Keyword.SERVER_ALIVE_COUNT_MAX,
            Keyword.SERVER_ALIVE_INTERVAL,
            Keyword.CONNECT_TIMEOUT);
    private static final List<Keyword> LISTS = List.of(
            Keyword.CIPHERS,
            Keyword.HOST_KEY_ALGORITHMS,
            Keyword.KEX_ALGORITHMS,
            Keyword.CA_SIGNATURE_ALGORITHMS,
            Keyword.MACS,
            Keyword.PUBKEY_ACCEPTED_ALGORITHMS);
    private static final List<Keyword> FILES = List.of(Keyword.IDENTITY_FILE, Keyword.CERTIFICATE_FILE);

    private final SshEnvironment environment;
    private final Query query;
    private final SshSettings given;
    private final String source;
    private final HostSettings settings;
    private final SshTarget target;
    private final List<SshReport.Setting> lines = new ArrayList<>();

    /**
     * Lines for one host.
     *
     * @param source where the host's name is from
     */
    ReportLines(SshEnvironment environment, Query query, SshSettings given, String source, Way way) {
        this.environment = environment;
        this.query = query;
        this.given = given;
        this.source = source;
        this.settings = way.settings();
        this.target = way.target();
    }

    List<SshReport.Setting> all() {
        add("host", query.name(), source);
        add("user", target.user(), query.user().isPresent() ? SshReport.CLUSTER_FILE : source(Keyword.USER));
        add("hostname", target.address(), source(Keyword.HOST_NAME));
        add(
                "port",
                Integer.toString(target.port()),
                query.port().isPresent() ? SshReport.CLUSTER_FILE : source(Keyword.PORT));
        word(Keyword.ADDRESS_FAMILY, Optional.of("any"));
        FLAGS.forEach(this::flag);
        NUMBERS.forEach(this::number);
        word(Keyword.BIND_ADDRESS, Optional.empty());
        word(Keyword.HOST_KEY_ALIAS, Optional.empty());
        agent();
        LISTS.forEach(this::algorithms);
        word(Keyword.PREFERRED_AUTHENTICATIONS, Optional.empty());
        keys();
        FILES.stream()
                .flatMap(keyword -> settings.all(keyword).stream())
                .filter(line -> line.keyword() != Keyword.IDENTITY_FILE
                        || given.identity().isEmpty())
                .forEach(line -> add(line.keyword().text(), line.word(), line.place()));
        add("globalknownhostsfile", joined(target.hostKeys().global()), source(Keyword.GLOBAL_KNOWN_HOSTS_FILE));
        add(
                "userknownhostsfile",
                joined(target.hostKeys().user()),
                given.knownHosts().isPresent() ? SshReport.CLUSTER_FILE : source(Keyword.USER_KNOWN_HOSTS_FILE));
        settings.said(Keyword.REVOKED_HOST_KEYS)
                .ifPresent(line -> add("revokedhostkeys", String.join(" ", line.words()), line.place()));
        proxy();
        return List.copyOf(lines);
    }

    private void add(String keyword, String value, String source) {
        lines.add(new SshReport.Setting(keyword, value, source));
    }

    private String source(Keyword keyword) {
        return settings.said(keyword).map(Said::place).orElse(SshReport.DEFAULT);
    }

    private void word(Keyword keyword, Optional<String> usual) {
        settings.word(keyword)
                .map(word -> keyword == Keyword.HOST_KEY_ALIAS || keyword == Keyword.ADDRESS_FAMILY
                        ? word.toLowerCase(Locale.ROOT)
                        : word)
                .or(() -> usual)
                .ifPresent(word -> add(keyword.text(), word, source(keyword)));
    }

    private void flag(Keyword keyword) {
        String usual = switch (keyword) {
            case BATCH_MODE, IDENTITIES_ONLY -> "no";
            case STRICT_HOST_KEY_CHECKING -> "ask";
            default -> "yes";
        };
        String said = settings.word(keyword).orElse(usual).toLowerCase(Locale.ROOT);
        add(
                keyword.text(),
                switch (said) {
                    case "true" -> "yes";
                    case "false", "off" -> "no";
                    default -> said;
                },
                source(keyword));
    }

    private void number(Keyword keyword) {
        Optional<String> said = settings.word(keyword)
                .map(word -> settings.time(keyword)
                        .map(time -> Long.toString(time.toSeconds()))
                        .orElse(word));
        said.ifPresent(value -> add(keyword.text(), value, source(keyword)));
    }

    private void algorithms(Keyword keyword) {
        OpenSshAlgorithms.names(settings, keyword)
                .ifPresent(names -> add(keyword.text(), String.join(",", names), source(keyword)));
    }

    private void agent() {
        String none = settings.said(Keyword.IDENTITY_AGENT).isPresent() ? "none" : "";
        String value = target.keys().agent().map(Path::toString).orElse(none);
        if (!value.isEmpty()) {
            add(
                    "identityagent",
                    value,
                    settings.said(Keyword.IDENTITY_AGENT).isPresent()
                            ? source(Keyword.IDENTITY_AGENT)
                            : "SSH_AUTH_SOCK");
        }
    }

    /** The key of the cluster file, or the usual ones that are there. */
    private void keys() {
        if (given.identity().isPresent()) {
            add("identityfile", given.identity().get(), SshReport.CLUSTER_FILE);
        } else if (settings.all(Keyword.IDENTITY_FILE).isEmpty()) {
            target.identities()
                    .forEach(file -> add(
                            "identityfile",
                            file.toString().replaceFirst("^\\Q" + environment.home() + "\\E/", "~/"),
                            SshReport.DEFAULT));
        }
    }

    private static String joined(List<Path> files) {
        return files.stream().map(Path::toString).collect(Collectors.joining(" "));
    }

    private void proxy() {
        switch (settings.proxy()) {
            case Proxy.None _ -> {}
            case Proxy.Command command -> add("proxycommand", command.line(), source(Keyword.PROXY_COMMAND));
            case Proxy.Jumps jumps -> add("proxyjump", written(jumps.hosts()), source(Keyword.PROXY_JUMP));
        }
    }

    /** As ssh writes it: the last jump in its usual form, those before it as they stand in the line. */
    private String written(List<JumpHost> jumps) {
        String line =
                settings.said(Keyword.PROXY_JUMP).map(Said::rest).orElse("").replaceFirst("#.*", "");
        return line.substring(0, line.lastIndexOf(',') + 1) + jumps.getLast();
    }
}
