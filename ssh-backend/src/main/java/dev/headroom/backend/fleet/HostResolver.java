package dev.headroom.backend.fleet;

import dev.headroom.backend.inventory.SshSettings;
import dev.headroom.backend.remote.LoginKeys;
import dev.headroom.backend.remote.LoginMethods;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.Route;
import dev.headroom.backend.remote.SafeName;
import dev.headroom.backend.remote.SessionSettings;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.config.HostSettings;
import dev.headroom.backend.remote.config.HostSettings.Proxy;
import dev.headroom.backend.remote.config.JumpHost;
import dev.headroom.backend.remote.config.Keyword;
import dev.headroom.backend.remote.config.OpenSshConfig;
import dev.headroom.backend.remote.config.OpenSshConfig.NotFollowed;
import dev.headroom.backend.remote.config.OpenSshConfig.Query;
import dev.headroom.backend.remote.config.Said;
import dev.headroom.backend.remote.trust.HostKeyFiles;
import dev.headroom.ma2scf.model.HostId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Resolves how to log in to one host, and to each jump host on the way: what was given decides first, then the
 * configuration of OpenSSH, then OpenSSH's defaults. See decision 0080.
 */
final class HostResolver {
    private static final List<Keyword> ALGORITHM_LISTS = List.of(
            Keyword.KEX_ALGORITHMS,
            Keyword.CIPHERS,
            Keyword.MACS,
            Keyword.HOST_KEY_ALGORITHMS,
            Keyword.PUBKEY_ACCEPTED_ALGORITHMS,
            Keyword.CA_SIGNATURE_ALGORITHMS);

    /** The most jumps on the way to a host. */
    private static final int MOST_JUMPS = 10;

    private final SshEnvironment environment;
    private final OpenSshConfig config;

    HostResolver(SshEnvironment environment, OpenSshConfig config) {
        this.environment = environment;
        this.config = config;
    }

    /**
     * What counts for one host.
     *
     * @param refusal a setting without which Headroom would take another way than ssh
     * @param jump the jump host before it, with what counts for that one; at most one
     */
    record Way(SshTarget target, HostSettings settings, Optional<NotFollowed> refusal, List<Way> jump) {
        Way {
            jump = List.copyOf(jump);
        }
    }

    /** @param said the cluster file's settings of the host, of which those of the query are a part */
    Way way(HostId id, Query query, SshSettings said) {
        return new Step(id, query, said, List.of()).way();
    }

    /** One host on the way. */
    private final class Step {
        private final HostId id;
        private final Query query;
        private final SshSettings given;
        private final List<Query> through;
        private final HostSettings settings;
        private final List<Way> jumps = new ArrayList<>();
        private Optional<NotFollowed> refusal;

        /** @param through the hosts for which this one is a jump, the last one first */
        Step(HostId id, Query query, SshSettings given, List<Query> through) {
            this.id = id;
            this.query = query;
            this.given = given;
            this.through = through;
            this.settings = config.lookup(query, decided(given));
            this.refusal = settings.refusal();
        }

        /** Of which keywords the cluster file has the whole say. */
        private static Set<Keyword> decided(SshSettings given) {
            Set<Keyword> decided = EnumSet.noneOf(Keyword.class);
            given.identity().ifPresent(_ -> decided.add(Keyword.IDENTITY_FILE));
            given.knownHosts().ifPresent(_ -> decided.add(Keyword.USER_KNOWN_HOSTS_FILE));
            return decided;
        }

        Way way() {
            ALGORITHM_LISTS.forEach(list -> OpenSshAlgorithms.unknown(settings, list)
                    .ifPresent(name ->
                            refuse(list, "ssh knows no '%s' there and does not read the file.".formatted(name))));
            String address = host(settings.hostName());
            // A line with any other number refuses the host.
            int port = query.port()
                    .or(() -> settings.number(Keyword.PORT).filter(SshTarget::isPort))
                    .orElse(SshTarget.DEFAULT_PORT);
            Identity names = new Identity(environment, settings, query.name(), address, port);
            String user = user(names);
            Tokens tokens = names.tokens(user);
            ConfiguredPaths paths = new ConfiguredPaths(environment.home(), tokens);
            LoginFiles files = new LoginFiles(environment, settings, given, paths);
            LoginKeys keys = new LoginKeys(
                    files.identities(), files.certificates(), files.identitiesOnly(), files.agent(), methods());
            HostKeyFiles hostKeys = new HostKeyFiles(
                    files.userKnownHosts(),
                    files.globalKnownHosts(),
                    settings.word(Keyword.HOST_KEY_ALIAS).map(alias -> alias.toLowerCase(Locale.ROOT)),
                    files.revoked(),
                    settings.flag(Keyword.HASH_KNOWN_HOSTS, false),
                    files.keepsNone());
            Route route = route(tokens, user, port);
            SshTarget target = new SshTarget(id, address, port, user, keys, hostKeys, route, session());
            return new Way(target, settings, refusal.or(paths::refusal), jumps);
        }

        private String host(String name) {
            if (SafeName.isHost(name)) {
                return name;
            }
            refuse(Keyword.HOST_NAME, "No host can have that name.");
            return "invalid.invalid";
        }

        private String user(Identity names) {
            if (query.user().isPresent()) {
                return query.user().get();
            }
            Optional<String> said = settings.word(Keyword.USER);
            if (said.isEmpty()) {
                return environment.userName();
            }
            Optional<String> user = names.tokens("").replacedWithVariables(said.get(), Tokens.OF_USERS);
            if (user.filter(name -> SafeName.isUser(name) || name.equals(said.get()))
                    .filter(name -> !name.isBlank())
                    .isEmpty()) {
                refuse(Keyword.USER, "No user can have that name.");
                return environment.userName();
            }
            return user.get();
        }

        private void refuse(Keyword keyword, String remedy) {
            if (refusal.isEmpty()) {
                refusal = Optional.of(settings.said(keyword)
                        .map(line -> new NotFollowed(line.text(), line.place(), remedy))
                        .orElse(new NotFollowed(query.name(), "the cluster file", remedy)));
            }
        }

        private Route route(Tokens tokens, String user, int port) {
            return switch (settings.proxy()) {
                case Proxy.None _ ->
                    new Route.Direct(
                            settings.word(Keyword.BIND_ADDRESS),
                            family(),
                            new Route.Direct.Lines(line(Keyword.BIND_ADDRESS), line(Keyword.ADDRESS_FAMILY)));
                case Proxy.Command command ->
                    tokens.replaced(command.line(), Tokens.OF_PROXIES)
                            .<Route>map(Route.Command::new)
                            .orElseGet(() -> {
                                refuse(
                                        Keyword.PROXY_COMMAND,
                                        "ssh replaces no other tokens there than %h, %k, %n, %p, %r and %%.");
                                return Route.direct();
                            });
                case Proxy.Jumps jumps -> through(jumps.hosts(), tokens, user, port);
            };
        }

        /** A setting as it is written, with its place; empty if it is not said. */
        private String line(Keyword keyword) {
            return settings.said(keyword)
                    .map(said -> "'%s' (%s)".formatted(said.text().strip(), said.place()))
                    .orElse("");
        }

        private Route.Family family() {
            return switch (settings.word(Keyword.ADDRESS_FAMILY).orElse("any").toLowerCase(Locale.ROOT)) {
                case "inet" -> Route.Family.IPV4;
                case "inet6" -> Route.Family.IPV6;
                default -> Route.Family.ANY;
            };
        }

        /** The way through the last of the jumps, which the ones before it lead to. */
        private Route through(List<JumpHost> hosts, Tokens tokens, String user, int port) {
            Optional<JumpHost> last = replaced(hosts.getLast(), tokens);
            if (last.isEmpty()) {
                refuse(Keyword.PROXY_JUMP, "ssh takes no such name of a host or a user there.");
                return Route.direct();
            }
            JumpHost jump = last.get();
            Query next = new Query(
                    jump.name(), jump.user(), jump.port(), hosts.subList(0, hosts.size() - 1), query.localUser());
            boolean itself = jump.name().equals(settings.hostName())
                    && jump.port().orElse(SshTarget.DEFAULT_PORT) == port
                    && jump.user().orElse(user).equals(user);
            if (itself || through.contains(next) || next.equals(query)) {
                refuse(
                        Keyword.PROXY_JUMP,
                        "That jump host would be reached through itself: say 'ProxyJump none' in a Host block for it"
                                + " above that line.");
                return Route.direct();
            }
            if (through.size() >= MOST_JUMPS) {
                refuse(Keyword.PROXY_JUMP, "There are more than %d jumps on the way.".formatted(MOST_JUMPS));
                return Route.direct();
            }
            List<Query> further = new ArrayList<>(through);
            further.add(query);
            Way way = new Step(Route.nameOf(jump.name()), next, SshSettings.NONE, further).way();
            refusal = refusal.or(way::refusal);
            jumps.add(way);
            return way.refusal().isPresent() ? Route.direct() : new Route.Jump(way.target(), place(jump, way));
        }

        /**
         * What says how to reach a jump host: the HostName of its own block, else the line that names it, and the
         * HostName that counts for it as for other hosts. Of several jumps in one line only the last one has that line
         * here: hosts with different lines share the others.
         */
        private String place(JumpHost named, Way jump) {
            Optional<Said> address = jump.settings()
                    .said(Keyword.HOST_NAME)
                    .filter(_ -> !jump.settings().hostName().equalsIgnoreCase(named.name()));
            Optional<Said> line = settings.said(Keyword.PROXY_JUMP)
                    .filter(_ ->
                            query.jumps().isEmpty() && address.filter(Said::own).isEmpty());
            String places = Stream.of(line, address)
                    .flatMap(Optional::stream)
                    .map(Said::place)
                    .collect(Collectors.joining(" and "));
            return places.isEmpty() ? RemoteFailure.CONFIGURATION : places;
        }

        private static Optional<JumpHost> replaced(JumpHost jump, Tokens tokens) {
            Optional<String> name =
                    tokens.replaced(jump.name(), Tokens.OF_PROXIES).filter(SafeName::isHost);
            Optional<String> user = jump.user().flatMap(u -> tokens.replaced(u, Tokens.OF_PROXIES));
            return name.filter(_ -> jump.user().isEmpty()
                            || user.filter(SafeName::isUser).isPresent())
                    .map(n -> new JumpHost(n, user, jump.port()));
        }

        private LoginMethods methods() {
            boolean asks = !settings.flag(Keyword.BATCH_MODE, false);
            return new LoginMethods(
                    keysForbiddenBy(),
                    Optional.of(line(Keyword.PUBKEY_ACCEPTED_ALGORITHMS)).filter(line -> !line.isEmpty()),
                    asks && settings.flag(Keyword.PASSWORD_AUTHENTICATION, true) && isPreferred("password"),
                    asks
                            && settings.flag(Keyword.KBD_INTERACTIVE_AUTHENTICATION, true)
                            && isPreferred("keyboard-interactive"),
                    asks,
                    Math.max(
                            1,
                            settings.number(Keyword.NUMBER_OF_PASSWORD_PROMPTS).orElse(LoginMethods.USUAL_TRIES)));
        }

        private Optional<String> keysForbiddenBy() {
            Optional<Keyword> by = settings.flag(Keyword.PUBKEY_AUTHENTICATION, true)
                    ? Optional.of(Keyword.PREFERRED_AUTHENTICATIONS).filter(_ -> !isPreferred("publickey"))
                    : Optional.of(Keyword.PUBKEY_AUTHENTICATION);
            return by.map(this::line).filter(line -> !line.isEmpty());
        }

        /** Whether PreferredAuthentications has the method, without which ssh does not try it. */
        private boolean isPreferred(String method) {
            return settings.word(Keyword.PREFERRED_AUTHENTICATIONS)
                    .map(list -> List.of(list.split(",")).contains(method))
                    .orElse(true);
        }

        private SessionSettings session() {
            return new SessionSettings(
                    settings.time(Keyword.CONNECT_TIMEOUT).filter(Duration::isPositive),
                    settings.time(Keyword.SERVER_ALIVE_INTERVAL),
                    settings.number(Keyword.SERVER_ALIVE_COUNT_MAX).map(count -> Math.max(1, count)),
                    new SessionSettings.Algorithms(
                            OpenSshAlgorithms.offered(settings, Keyword.KEX_ALGORITHMS),
                            OpenSshAlgorithms.names(settings, Keyword.CIPHERS),
                            OpenSshAlgorithms.names(settings, Keyword.MACS),
                            OpenSshAlgorithms.names(settings, Keyword.HOST_KEY_ALGORITHMS),
                            OpenSshAlgorithms.names(settings, Keyword.PUBKEY_ACCEPTED_ALGORITHMS),
                            OpenSshAlgorithms.names(settings, Keyword.CA_SIGNATURE_ALGORITHMS)));
        }
    }
}
