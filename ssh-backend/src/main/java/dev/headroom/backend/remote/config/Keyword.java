package dev.headroom.backend.remote.config;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The keywords of ssh_config(5) about which Headroom has an opinion. It ignores every other one: forwardings, sharing
 * of connections, terminals, and how ssh talks to a person change neither which host is reached nor which is trusted.
 */
public enum Keyword {
    HOST_NAME("hostname", Form.WORD, Effect.DECIDES),
    USER("user", Form.WORD, Effect.DECIDES),
    PORT("port", Form.PORT, Effect.DECIDES),
    HOST_KEY_ALIAS("hostkeyalias", Form.WORD, Effect.DECIDES),
    IDENTITY_FILE("identityfile", Form.WORD, Effect.DECIDES, "identityfile2"),
    CERTIFICATE_FILE("certificatefile", Form.WORD, Effect.DECIDES),
    IDENTITIES_ONLY("identitiesonly", Form.FLAG, Effect.DECIDES),
    IDENTITY_AGENT("identityagent", Form.WORD, Effect.DECIDES),
    USER_KNOWN_HOSTS_FILE("userknownhostsfile", Form.WORDS, Effect.DECIDES),
    GLOBAL_KNOWN_HOSTS_FILE("globalknownhostsfile", Form.WORDS, Effect.DECIDES),
    REVOKED_HOST_KEYS("revokedhostkeys", Form.WORDS, Effect.DECIDES),
    PROXY_JUMP("proxyjump", Form.COMMAND, Effect.DECIDES),
    PROXY_COMMAND("proxycommand", Form.COMMAND, Effect.DECIDES),
    PROXY_USE_FDPASS("proxyusefdpass", Form.FLAG, Effect.DECIDES),
    BIND_ADDRESS("bindaddress", Form.WORD, Effect.DECIDES),
    BIND_INTERFACE("bindinterface", Form.WORD, Effect.DECIDES),
    ADDRESS_FAMILY("addressfamily", Form.FAMILY, Effect.DECIDES),
    TAG("tag", Form.WORD, Effect.DECIDES),
    CANONICALIZE_HOSTNAME("canonicalizehostname", Form.CANONICALIZE, Effect.DECIDES),
    CANONICAL_DOMAINS("canonicaldomains", Form.WORDS, Effect.DECIDES),
    CANONICALIZE_MAX_DOTS("canonicalizemaxdots", Form.INTEGER, Effect.DECIDES),
    CANONICALIZE_PERMITTED_CNAMES("canonicalizepermittedcnames", Form.WORDS, Effect.DECIDES),
    CIPHERS("ciphers", Form.ALGORITHMS, Effect.DECIDES),
    MACS("macs", Form.ALGORITHMS, Effect.DECIDES),
    KEX_ALGORITHMS("kexalgorithms", Form.ALGORITHMS, Effect.DECIDES),
    HOST_KEY_ALGORITHMS("hostkeyalgorithms", Form.ALGORITHMS, Effect.DECIDES),
    PUBKEY_ACCEPTED_ALGORITHMS("pubkeyacceptedalgorithms", Form.ALGORITHMS, Effect.DECIDES, "pubkeyacceptedkeytypes"),
    CA_SIGNATURE_ALGORITHMS("casignaturealgorithms", Form.ALGORITHMS, Effect.DECIDES),
    PREFERRED_AUTHENTICATIONS("preferredauthentications", Form.WORD, Effect.DECIDES),
    PUBKEY_AUTHENTICATION("pubkeyauthentication", Form.PUBKEY, Effect.DECIDES, "dsaauthentication"),
    PASSWORD_AUTHENTICATION("passwordauthentication", Form.FLAG, Effect.DECIDES),
    KBD_INTERACTIVE_AUTHENTICATION(
            "kbdinteractiveauthentication",
            Form.FLAG,
            Effect.DECIDES,
            "challengeresponseauthentication",
            "skeyauthentication",
            "tisauthentication"),
    KNOWN_HOSTS_COMMAND("knownhostscommand", Form.COMMAND, Effect.DECIDES),
    PKCS11_PROVIDER("pkcs11provider", Form.WORD, Effect.DECIDES, "smartcarddevice"),
    REFUSE_CONNECTION("refuseconnection", Form.COMMAND, Effect.DECIDES),

    BATCH_MODE("batchmode", Form.FLAG, Effect.PACES),
    CONNECT_TIMEOUT("connecttimeout", Form.TIME, Effect.PACES),
    CONNECTION_ATTEMPTS("connectionattempts", Form.INTEGER, Effect.PACES),
    SERVER_ALIVE_INTERVAL("serveraliveinterval", Form.TIME, Effect.PACES, "protocolkeepalives", "setuptimeout"),
    SERVER_ALIVE_COUNT_MAX("serveralivecountmax", Form.INTEGER, Effect.PACES),
    TCP_KEEP_ALIVE("tcpkeepalive", Form.FLAG, Effect.PACES, "keepalive"),
    NUMBER_OF_PASSWORD_PROMPTS("numberofpasswordprompts", Form.INTEGER, Effect.PACES),

    STRICT_HOST_KEY_CHECKING("stricthostkeychecking", Form.STRICT, Effect.TOLD),
    HASH_KNOWN_HOSTS("hashknownhosts", Form.FLAG, Effect.PACES),
    CHECK_HOST_IP("checkhostip", Form.FLAG, Effect.TOLD),
    VERIFY_HOST_KEY_DNS("verifyhostkeydns", Form.ASK, Effect.TOLD),
    NO_HOST_AUTHENTICATION_FOR_LOCALHOST("nohostauthenticationforlocalhost", Form.FLAG, Effect.TOLD),
    REQUIRED_RSA_SIZE("requiredrsasize", Form.INTEGER, Effect.TOLD),
    GSSAPI_AUTHENTICATION("gssapiauthentication", Form.FLAG, Effect.TOLD),
    HOSTBASED_AUTHENTICATION("hostbasedauthentication", Form.FLAG, Effect.TOLD),
    SECURITY_KEY_PROVIDER("securitykeyprovider", Form.WORD, Effect.TOLD),
    PERMIT_LOCAL_COMMAND("permitlocalcommand", Form.FLAG, Effect.TOLD),
    REMOTE_COMMAND("remotecommand", Form.COMMAND, Effect.TOLD);

    /** What a keyword is about. */
    enum Effect {
        /** Where or how ssh connects: it is followed, or refuses the host. */
        DECIDES,
        /** How long something takes or how often it is tried: it is followed where that is certain. */
        PACES,
        /** It would make Headroom less careful, or is not supported and does no harm: an operator is told. */
        TOLD
    }

    private static final Map<String, Keyword> BY_NAME = new HashMap<>();

    static {
        for (Keyword keyword : values()) {
            BY_NAME.put(keyword.text, keyword);
            Stream.of(keyword.aliases.split(" ", -1))
                    .filter(alias -> !alias.isEmpty())
                    .forEach(alias -> BY_NAME.put(alias, keyword));
        }
    }

    private static final Set<Keyword> ADDED = Set.of(IDENTITY_FILE, CERTIFICATE_FILE);

    private final String text;
    private final Form form;
    private final Effect effect;
    private final String aliases;

    Keyword(String text, Form form, Effect effect, String... aliases) {
        this.text = text;
        this.form = form;
        this.effect = effect;
        this.aliases = String.join(" ", aliases);
    }

    /** As {@code ssh -G} prints it. */
    public String text() {
        return text;
    }

    Form form() {
        return form;
    }

    Effect effect() {
        return effect;
    }

    /** Whether each line adds a value; of every other keyword the first line counts. */
    boolean adds() {
        return ADDED.contains(this);
    }

    static Optional<Keyword> of(String written) {
        return Optional.ofNullable(BY_NAME.get(written.toLowerCase(Locale.ROOT)));
    }
}
