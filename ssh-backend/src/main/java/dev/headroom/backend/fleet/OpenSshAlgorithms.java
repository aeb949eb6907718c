package dev.headroom.backend.fleet;

import dev.headroom.backend.remote.config.AlgorithmList;
import dev.headroom.backend.remote.config.HostSettings;
import dev.headroom.backend.remote.config.Keyword;
import dev.headroom.backend.remote.trust.GlobPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The algorithms of OpenSSH 9.2 to 10.5: those that count where nothing is said, to which {@code +} and {@code ^} add
 * and from which {@code -} takes away, and all that there are, which patterns can name. The names are in the order of
 * OpenSSH.
 */
final class OpenSshAlgorithms {
    private static final List<String> KEX = List.of(
            "mlkem768x25519-sha256",
            "sntrup761x25519-sha512",
            "sntrup761x25519-sha512@openssh.com",
            "curve25519-sha256",
            "curve25519-sha256@libssh.org",
            "ecdh-sha2-nistp256",
            "ecdh-sha2-nistp384",
            "ecdh-sha2-nistp521");
    private static final List<String> KEX_BY_GROUPS = List.of(
            "diffie-hellman-group-exchange-sha256",
            "diffie-hellman-group16-sha512",
            "diffie-hellman-group18-sha512",
            "diffie-hellman-group14-sha256");
    private static final List<String> CIPHERS = List.of(
            "chacha20-poly1305@openssh.com",
            "aes128-gcm@openssh.com",
            "aes256-gcm@openssh.com",
            "aes128-ctr",
            "aes192-ctr",
            "aes256-ctr");
    private static final List<String> MACS = List.of(
            "umac-64-etm@openssh.com",
            "umac-128-etm@openssh.com",
            "hmac-sha2-256-etm@openssh.com",
            "hmac-sha2-512-etm@openssh.com",
            "hmac-sha1-etm@openssh.com",
            "umac-64@openssh.com",
            "umac-128@openssh.com",
            "hmac-sha2-256",
            "hmac-sha2-512",
            "hmac-sha1");
    private static final List<String> CERTIFICATES = List.of(
            "ssh-ed25519-cert-v01@openssh.com",
            "ecdsa-sha2-nistp256-cert-v01@openssh.com",
            "ecdsa-sha2-nistp384-cert-v01@openssh.com",
            "ecdsa-sha2-nistp521-cert-v01@openssh.com",
            "sk-ssh-ed25519-cert-v01@openssh.com",
            "sk-ecdsa-sha2-nistp256-cert-v01@openssh.com",
            "rsa-sha2-512-cert-v01@openssh.com",
            "rsa-sha2-256-cert-v01@openssh.com");
    private static final List<String> KEYS = List.of(
            "ssh-ed25519",
            "ecdsa-sha2-nistp256",
            "ecdsa-sha2-nistp384",
            "ecdsa-sha2-nistp521",
            "sk-ssh-ed25519@openssh.com",
            "sk-ecdsa-sha2-nistp256@openssh.com",
            "rsa-sha2-512",
            "rsa-sha2-256");

    /** Weak ones, which count only where a line of the operator names them. */
    private static final List<String> OLD_KEX =
            List.of("diffie-hellman-group1-sha1", "diffie-hellman-group14-sha1", "diffie-hellman-group-exchange-sha1");

    private static final List<String> OLD_CIPHERS = List.of("3des-cbc", "aes128-cbc", "aes192-cbc", "aes256-cbc");
    private static final List<String> OLD_MACS = List.of(
            "hmac-sha1-96", "hmac-md5", "hmac-md5-96", "hmac-md5-etm@openssh.com", "hmac-md5-96-etm@openssh.com");
    private static final List<String> OLD_KEYS = List.of("ssh-rsa-cert-v01@openssh.com", "ssh-rsa", "ssh-dss");

    /** What a list may name besides, though Headroom has none of it: of old and of special versions of ssh. */
    private static final Set<String> ELSEWHERE = Set.of(
            "sntrup4591761x25519-sha512@tinyssh.org",
            "rijndael-cbc@lysator.liu.se",
            "hmac-sha1-96-etm@openssh.com",
            "ssh-dss-cert-v01@openssh.com",
            "webauthn-sk-ecdsa-sha2-nistp256@openssh.com",
            "ssh-xmss@openssh.com",
            "ssh-xmss-cert-v01@openssh.com");

    private OpenSshAlgorithms() {}

    /** A name that no ssh knows in the list that counts, for which ssh does not read the file. */
    static Optional<String> unknown(HostSettings settings, Keyword keyword) {
        List<String> known = all(keyword);
        boolean patterns =
                !Set.of(Keyword.KEX_ALGORITHMS, Keyword.CIPHERS, Keyword.MACS).contains(keyword);
        return settings.algorithms(keyword)
                .filter(list -> list.mode() != AlgorithmList.Mode.REMOVE)
                .flatMap(list -> list.patterns().stream()
                        .filter(name -> !known.contains(name) && !ELSEWHERE.contains(name))
                        .filter(name -> !patterns
                                || known.stream().noneMatch(one -> GlobPattern.matchesList(List.of(name), one)))
                        .findFirst());
    }

    /** The final list, best first; empty if the configuration says nothing. */
    static Optional<List<String>> names(HostSettings settings, Keyword keyword) {
        return settings.algorithms(keyword).map(list -> list.names(usual(keyword), all(keyword)));
    }

    /**
     * What is offered: a line that only adds or takes away says nothing of the order, and then the cheap curve25519 comes
     * before sntrup761, whose keys take a hundred times the time.
     */
    static Optional<List<String>> offered(HostSettings settings, Keyword keyword) {
        boolean relative = settings.algorithms(keyword)
                .filter(list -> list.mode() == AlgorithmList.Mode.APPEND || list.mode() == AlgorithmList.Mode.REMOVE)
                .isPresent();
        return names(settings, keyword).map(names -> relative ? cheapFirst(names) : names);
    }

    private static List<String> cheapFirst(List<String> names) {
        List<String> late =
                names.stream().filter(name -> name.startsWith("sntrup")).toList();
        List<String> result = new ArrayList<>(names);
        result.removeAll(late);
        int last = -1;
        for (int i = 0; i < result.size(); i++) {
            last = result.get(i).startsWith("curve25519") ? i : last;
        }
        if (last < 0) {
            return names;
        }
        result.addAll(last + 1, late);
        return List.copyOf(result);
    }

    static List<String> usual(Keyword keyword) {
        return switch (keyword) {
            case KEX_ALGORITHMS -> joined(KEX, KEX_BY_GROUPS);
            case CIPHERS -> CIPHERS;
            case MACS -> MACS;
            case CA_SIGNATURE_ALGORITHMS -> KEYS;
            default -> joined(CERTIFICATES, KEYS);
        };
    }

    private static List<String> all(Keyword keyword) {
        return joined(
                usual(keyword),
                switch (keyword) {
                    case KEX_ALGORITHMS -> OLD_KEX;
                    case CIPHERS -> OLD_CIPHERS;
                    case MACS -> OLD_MACS;
                    default -> OLD_KEYS;
                });
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
