package dev.headroom.backend.inventory;

import dev.headroom.backend.etcd.EtcdSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads who keeps the lease: {@code lease: etcd https://e1:2379,https://e2:2379}, and in {@code etcd} how to log in there.
 *
 * @param settings of etcd; empty for another keeper
 */
record EtcdReader(LeaseKeeper keeper, Optional<EtcdSettings> settings) {
    private static final String ETCD = "etcd ";
    private static final String EXAMPLE = "etcd https://192.0.2.5:2379";
    private static final Value<String> PATH = Value.text("the path of a file", "/etc/headroom/etcd-ca.pem");

    static EtcdReader of(Source source, Fields fields) throws ClusterFileException {
        Optional<Said> said = fields.optional("lease", Value.named(EXAMPLE, EtcdReader::said));
        LeaseKeeper keeper = said.map(Said::keeper).orElse(LeaseKeeper.HOSTS);
        Optional<YamlNode> login = fields.node("etcd");
        if (keeper != LeaseKeeper.ETCD) {
            if (login.isPresent()) {
                throw source.mistake(
                        fields.place("etcd"),
                        "'etcd' says how to log in to etcd, but the lease is not there; expected 'lease: %s', or no 'etcd'."
                                .formatted(EXAMPLE));
            }
            return new EtcdReader(keeper, Optional.empty());
        }
        String place = source.line(fields.place("lease"));
        List<URI> endpoints = said.orElseThrow().endpoints();
        if (login.isEmpty()) {
            return new EtcdReader(
                    keeper,
                    Optional.of(
                            new EtcdSettings(endpoints, Optional.empty(), Optional.empty(), Optional.empty(), place)));
        }
        Fields own = Fields.of(source, login.get(), "etcd", List.of("ca", "certificate", "key", "user", "password"));
        Optional<Path> certificate = file(own, "certificate");
        Optional<Path> key = file(own, "key");
        Optional<String> user = own.optional("user", Value.text("a user of etcd", "headroom"));
        Optional<Path> password = file(own, "password");
        together(source, own, "certificate", certificate.isPresent(), "key", key.isPresent());
        together(source, own, "user", user.isPresent(), "password", password.isPresent());
        return new EtcdReader(
                keeper,
                Optional.of(new EtcdSettings(
                        endpoints,
                        file(own, "ca"),
                        certificate.map(path -> new EtcdSettings.Identity(path, key.orElseThrow())),
                        user.map(name -> new EtcdSettings.User(name, password.orElseThrow())),
                        place)));
    }

    private static void together(Source source, Fields own, String one, boolean hasOne, String other, boolean hasOther)
            throws ClusterFileException {
        if (hasOne != hasOther) {
            throw source.mistake(
                    own.place(hasOne ? one : other),
                    "etcd has '%s' and no '%s'; expected both, each the path of a file but 'user'."
                            .formatted(hasOne ? one : other, hasOne ? other : one));
        }
    }

    private static Optional<Path> file(Fields own, String name) throws ClusterFileException {
        return own.optional(name, PATH)
                .map(path -> path.startsWith("~/")
                        ? Path.of(System.getProperty("user.home", "."), path.substring(2))
                        : Path.of(path));
    }

    private record Said(LeaseKeeper keeper, List<URI> endpoints) {}

    private static Said said(String text) {
        if (!text.startsWith(ETCD)) {
            return new Said(LeaseKeeper.parse(text), List.of());
        }
        List<URI> endpoints = new ArrayList<>();
        for (String part : text.substring(ETCD.length()).split(",", -1)) {
            endpoints.add(endpoint(part.strip()));
        }
        return new Said(LeaseKeeper.ETCD, endpoints);
    }

    private static URI endpoint(String text) {
        IllegalArgumentException wrong = new IllegalArgumentException(
                "'%s' is no address of etcd: it is https://HOST:PORT (or http:// where nobody else reaches it), without a path."
                        .formatted(text));
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw wrong;
        }
        boolean scheme = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        boolean rest = uri.getPath() == null
                || uri.getPath().isEmpty()
                || uri.getPath().equals("/");
        if (!scheme
                || uri.getHost() == null
                || uri.getPort() < 1
                || uri.getUserInfo() != null
                || !rest
                || uri.getQuery() != null
                || uri.getFragment() != null) {
            throw wrong;
        }
        return URI.create("%s://%s:%d".formatted(uri.getScheme(), uri.getHost(), uri.getPort()));
    }
}
