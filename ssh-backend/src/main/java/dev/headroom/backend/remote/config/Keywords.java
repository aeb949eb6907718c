package dev.headroom.backend.remote.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The keywords of ssh_config(5) that Headroom follows or refuses. It ignores lists of algorithms, forwardings,
 * sharing of connections and how ssh talks to a person: they change neither which host is reached nor which is
 * trusted.
 */
final class Keywords {
    private static final Set<String> FOLLOWED = Set.of(
            "hostname",
            "user",
            "port",
            "identityfile",
            "identitiesonly",
            "identityagent",
            "hostkeyalias",
            "userknownhostsfile",
            "globalknownhostsfile");

    /**
     * Keywords that Headroom does not follow, though they change where or how ssh connects; each with the values that
     * change nothing. In order of name.
     */
    static final Map<String, Set<String>> REFUSED = new TreeMap<>(Map.of(
            "addressfamily", Set.of("any"),
            "bindaddress", Set.of(),
            "bindinterface", Set.of(),
            "canonicalizehostname", Set.of("no", "false"),
            "certificatefile", Set.of("none"),
            "knownhostscommand", Set.of("none"),
            "pkcs11provider", Set.of("none"),
            "proxy", Set.of("none"),
            "pubkeyauthentication", Set.of("yes", "true", "unbound", "host-bound"),
            "revokedhostkeys", Set.of("none")));

    private Keywords() {}

    /**
     * The keyword under which a line counts: of ProxyJump and ProxyCommand the first line counts, so both have one
     * keyword here.
     */
    static String canonical(String keyword) {
        return switch (keyword) {
            case "proxyjump", "proxycommand" -> "proxy";
            default -> keyword;
        };
    }

    static boolean matters(String keyword) {
        return FOLLOWED.contains(keyword) || REFUSED.containsKey(keyword);
    }

    /** What an operator can do about a line that Headroom does not follow. */
    static String remedy(ConfigLine line, Set<String> harmless) {
        List<String> values = harmless.stream().sorted().toList();
        return values.isEmpty()
                ? "If the host can be reached without it, take that line away for this host."
                : "If the host can be reached without it, say '%s %s' in a Host block for it above that line."
                        .formatted(line.text().split("[ \t=]", 2)[0], values.getFirst());
    }
}
