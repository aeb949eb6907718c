package dev.headroom.backend.fleet;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random configurations that ssh reads, of few names and values, so that they meet. */
final class AnyConfiguration {
    private static final List<String> NAMES = List.of("web", "web1", "db.example.org", "WEB.example.org", "10.0.0.7");
    private static final List<String> PATTERNS =
            List.of("*", "web*", "!web1", "*.example.org", "*.Example.org", "web?", "10.0.0.*", "db.*", "!10.*", "web");
    private static final List<String> VALUES = List.of(
            "HostName db.example.org",
            "HostName=%h.example.org",
            "hostname WEB%%.%h",
            "HostName 10.1",
            "User root",
            "user = 'o p'",
            "User \"web\"",
            "Port 2222",
            "PORT=22",
            "Port\t77 # a comment",
            "IdentityFile ~/.ssh/a",
            "IdentityFile none",
            "IdentityFile \"${KEYS}/b c\"",
            "CertificateFile ~/.ssh/c-cert.pub",
            "IdentitiesOnly yes",
            "IdentitiesOnly No",
            "IdentityAgent %d/%r@%h:%p.%C",
            "IdentityAgent none",
            "HostKeyAlias Alias",
            "UserKnownHostsFile ~/.ssh/%k %d/two",
            "UserKnownHostsFile none",
            "GlobalKnownHostsFile /etc/x /etc/y",
            "ProxyJump none",
            "ProxyJump gate",
            "ProxyJump op@one:2200,two:22",
            "ProxyJump=ssh://u@three:9",
            "ProxyCommand none",
            "ProxyCommand nc -x \"%h\" %p # %r",
            "ProxyCommand=nc '%n' %%",
            "BindAddress 127.0.0.1",
            "AddressFamily inet6",
            "AddressFamily any",
            "ConnectTimeout 1h5",
            "ConnectTimeout none",
            "ConnectionAttempts 4",
            "ServerAliveInterval 2m",
            "ServerAliveCountMax 0",
            "TCPKeepAlive no",
            "KeepAlive yes",
            "BatchMode yes",
            "NumberOfPasswordPrompts 1",
            "Ciphers ^aes256-ctr",
            "Ciphers -aes*-gcm@openssh.com,chacha*",
            "MACs hmac-sha2-256,hmac-sha2-512",
            "MACs +hmac-md5",
            "KexAlgorithms -*nistp*",
            "HostKeyAlgorithms ssh-ed25519*,rsa-sha2-*",
            "HostKeyAlgorithms +ssh-rsa",
            "PubkeyAcceptedAlgorithms -*cert*",
            "PubkeyAcceptedKeyTypes ^ecdsa-*",
            "CASignatureAlgorithms ssh-ed25519,rsa-sha2-512",
            "PreferredAuthentications publickey",
            "PubkeyAuthentication no",
            "PasswordAuthentication false",
            "ChallengeResponseAuthentication yes",
            "StrictHostKeyChecking accept-new",
            "RevokedHostKeys /etc/ssh/revoked",
            "Include DIR/10-first.conf",
            "Include DIR/*.conf",
            "Compression yes",
            "SendEnv LANG LC_*",
            "LocalForward 8080 [::1]:80",
            "IgnoreUnknown Foo*",
            "# a comment",
            "");
    private static final List<String> CRITERIA = List.of(
            "host web*",
            "!host *.example.org",
            "host=db.example.org,WEB.*",
            "originalhost web1,10.*",
            "!originalhost WEB*",
            "user root",
            "!user o*",
            "localuser *",
            "localuser nobody-else",
            "final",
            "canonical");

    private AnyConfiguration() {}

    /** A configuration and a name to look up. */
    record Asked(String config, String host) {}

    static Arbitrary<Asked> any() {
        Arbitrary<String> file = line().list().ofMinSize(1).ofMaxSize(24).map(lines -> String.join("\n", lines) + "\n");
        return Combinators.combine(file, Arbitraries.of(NAMES)).as(Asked::new);
    }

    private static Arbitrary<String> line() {
        Arbitrary<String> host = Arbitraries.of(PATTERNS)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(patterns -> "Host " + String.join(" ", patterns));
        Arbitrary<String> match = Arbitraries.of(CRITERIA)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(criteria -> criteria.stream().distinct().collect(Collectors.joining(" ", "Match ", "")));
        Arbitrary<String> all = Arbitraries.of("Match all", "match final all", "Match !all");
        Arbitrary<String> indented = Combinators.combine(Arbitraries.of("", "  ", "\t"), Arbitraries.of(VALUES))
                .as((blank, text) -> blank + text);
        return Arbitraries.frequencyOf(Tuple.of(8, indented), Tuple.of(2, host), Tuple.of(2, match), Tuple.of(1, all));
    }
}
