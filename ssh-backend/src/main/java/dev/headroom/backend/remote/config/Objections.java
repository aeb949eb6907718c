package dev.headroom.backend.remote.config;

import dev.headroom.backend.remote.config.OpenSshConfig.NotFollowed;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What Headroom does not follow of the settings of one host. See decision 0002. */
record Objections(HostSettings settings) {
    private static final Set<String> NO = Set.of("no", "false", "none");

    /** The first setting that must refuse the host, and what an operator can do. */
    Optional<NotFollowed> refusal() {
        return Stream.of(
                        unless(Keyword.BIND_INTERFACE, "Say 'BindAddress' with the address of that interface instead."),
                        unless(Keyword.KNOWN_HOSTS_COMMAND, "Put the host's keys into a file of UserKnownHostsFile."),
                        unless(Keyword.PKCS11_PROVIDER, "Add the keys of that provider to the ssh-agent (ssh-add -s)."),
                        settings.said(Keyword.REFUSE_CONNECTION)
                                .map(said -> of(said, "ssh refuses it as well, by this line.")),
                        settings.said(Keyword.REVOKED_HOST_KEYS)
                                .filter(said -> said.words().size() > 1)
                                .map(said -> of(said, "Name one file: put the revoked keys of all into it.")),
                        hostName(),
                        proxy(),
                        descriptor(),
                        canonical())
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<NotFollowed> unless(Keyword keyword, String instead) {
        return settings.said(keyword).filter(said -> !said.isNone()).map(said -> of(said, instead));
    }

    private Optional<NotFollowed> hostName() {
        return settings.said(Keyword.HOST_NAME)
                .filter(said -> said.word().replaceAll("%[%h]", "").contains("%")
                        && !said.word().contains(":"))
                .map(said -> of(said, "HostName has no other tokens than %h and %%."));
    }

    private Optional<NotFollowed> proxy() {
        return settings.said(Keyword.PROXY_JUMP)
                .filter(said -> JumpHost.listOf(said.rest()).isEmpty())
                .map(said -> of(said, "ssh takes hosts here, user@host:port, with commas between them, or 'none'."));
    }

    private Optional<NotFollowed> descriptor() {
        return settings.said(Keyword.PROXY_USE_FDPASS)
                .filter(_ -> settings.flag(Keyword.PROXY_USE_FDPASS, false)
                        && settings.proxy() instanceof HostSettings.Proxy.Command)
                .map(said ->
                        of(said, "Headroom takes no descriptor from a ProxyCommand: let it copy data (nc, ssh -W)."));
    }

    /** Whether ssh would look for another name in the DNS. */
    private Optional<NotFollowed> canonical() {
        String name = settings.hostName();
        boolean proxied = !(settings.proxy() instanceof HostSettings.Proxy.None);
        boolean asked = settings.isCanonicalized()
                && !NumericName.isNumeric(name)
                && (!proxied
                        || settings.word(Keyword.CANONICALIZE_HOSTNAME)
                                .filter("always"::equalsIgnoreCase)
                                .isPresent());
        long dots = name.chars().filter(c -> c == '.').count();
        boolean sought =
                dots <= settings.number(Keyword.CANONICALIZE_MAX_DOTS).orElse(1) && isSaid(Keyword.CANONICAL_DOMAINS);
        return settings.said(Keyword.CANONICALIZE_HOSTNAME)
                .filter(_ -> asked && (sought || name.endsWith(".") || isSaid(Keyword.CANONICALIZE_PERMITTED_CNAMES)))
                .map(
                        said -> of(
                                said,
                                "ssh would look for another name of that host: give its whole name or its address in the cluster file, or say 'CanonicalizeHostname no' in a Host block for it above that line."));
    }

    private boolean isSaid(Keyword keyword) {
        return settings.said(keyword).filter(said -> !said.isNone()).isPresent();
    }

    /** Settings that refuse nothing. */
    List<NotFollowed> notes() {
        return Stream.of(Keyword.values())
                .filter(keyword -> keyword.effect() == Keyword.Effect.TOLD)
                .flatMap(keyword -> settings.said(keyword).stream())
                .flatMap(said -> note(said).map(sentence -> of(said, sentence)).stream())
                .toList();
    }

    private static Optional<String> note(Said said) {
        String value = said.word().toLowerCase(Locale.ROOT);
        boolean off = NO.contains(value);
        String sentence = switch (said.keyword()) {
            case STRICT_HOST_KEY_CHECKING ->
                Set.of("yes", "true", "ask").contains(value)
                        ? ""
                        : "Headroom never trusts a new or a changed host key by itself.";
            case CHECK_HOST_IP -> off ? "" : "Headroom compares the host key with that of the name only.";
            case VERIFY_HOST_KEY_DNS -> off ? "" : "Headroom takes no host key from the DNS.";
            case NO_HOST_AUTHENTICATION_FOR_LOCALHOST ->
                off ? "" : "Headroom checks the host key of this computer like every other.";
            case REQUIRED_RSA_SIZE -> "Headroom does not compare the size of RSA keys with that number.";
            case GSSAPI_AUTHENTICATION -> off ? "" : "Headroom does not log in by Kerberos.";
            case HOSTBASED_AUTHENTICATION -> off ? "" : "Headroom does not log in by the key of this computer.";
            case SECURITY_KEY_PROVIDER -> "Headroom uses keys on security tokens by the ssh-agent only.";
            case PERMIT_LOCAL_COMMAND -> off ? "" : "Headroom runs no LocalCommand.";
            case REMOTE_COMMAND ->
                said.isNone() ? "" : "Headroom runs commands of its own; ssh refuses a command beside this one.";
            default -> "";
        };
        return sentence.isEmpty() ? Optional.empty() : Optional.of(sentence);
    }

    private static NotFollowed of(Said said, String remedy) {
        return new NotFollowed(said.text(), said.place(), remedy);
    }
}
