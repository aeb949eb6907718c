package dev.headroom.backend.remote.jsch.login;

import com.jcraft.jsch.Logger;
import com.jcraft.jsch.Session;
import dev.headroom.backend.remote.jsch.keys.OfferedKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells JSch how to log in, and listens to JSch's log during one attempt for the algorithms that the host takes. Used by the thread that logs in. See decision 0086.
 */
public final class LoginWatch implements Logger {
    /** Those of ssh, without the last resort of old hosts, RSA with SHA-1. */
    private static final List<String> USUAL = List.of(
            "ssh-ed25519-cert-v01@openssh.com",
            "ecdsa-sha2-nistp256-cert-v01@openssh.com",
            "ecdsa-sha2-nistp384-cert-v01@openssh.com",
            "ecdsa-sha2-nistp521-cert-v01@openssh.com",
            "sk-ssh-ed25519-cert-v01@openssh.com",
            "sk-ecdsa-sha2-nistp256-cert-v01@openssh.com",
            "rsa-sha2-512-cert-v01@openssh.com",
            "rsa-sha2-256-cert-v01@openssh.com",
            "ssh-ed25519",
            "ecdsa-sha2-nistp256",
            "ecdsa-sha2-nistp384",
            "ecdsa-sha2-nistp521",
            "sk-ssh-ed25519@openssh.com",
            "sk-ecdsa-sha2-nistp256@openssh.com",
            "rsa-sha2-512",
            "rsa-sha2-256");

    private static final Pattern TAKES = Pattern.compile("server-sig-algs=<(.*)>");
    private static final Pattern RSA = Pattern.compile("(?:rsa-sha2-\\d+|ssh-rsa)(-cert-v01@openssh\\.com)?");
    private static final String ALGORITHMS = "PubkeyAcceptedAlgorithms";

    private final Session session;
    private final List<String> algorithms;

    private LoginWatch(Session session, List<String> algorithms) {
        this.session = session;
        this.algorithms = algorithms;
    }

    /**
     * Makes a session ready to log in.
     *
     * @param configured the algorithms that the configuration of ssh names; empty for the usual ones
     */
    public static void over(
            Session session, OfferedKeys keys, LoginAnswers answers, Optional<List<String>> configured) {
        var watch = new LoginWatch(session, configured.orElse(USUAL));
        session.setLogger(watch);
        session.setUserInfo(answers);
        // As ssh does: the answer lists what the host takes, and costs no try.
        session.setConfig("enable_auth_none", "yes");
        session.setConfig("PreferredAuthentications", String.join(",", answers.methods()));
        // One key: sign at once and save a round trip. Several: ask first, since an agent may want a touch for each
        // signature.
        session.setConfig("enable_pubkey_auth_query", keys.isToBeAsked() ? "yes" : "no");
        session.setConfig(ALGORITHMS, String.join(",", watch.algorithms));
    }

    @Override
    public boolean isEnabled(int level) {
        return level == INFO;
    }

    @Override
    public void log(int level, @Nullable String message) {
        Matcher takes = TAKES.matcher(message == null ? "" : message);
        if (takes.matches()) {
            session.setConfig(
                    ALGORITHMS,
                    String.join(",", once(algorithms, Set.of(takes.group(1).split(",")))));
        }
    }

    /**
     * The algorithms without all but the first that the host takes for an RSA key, and for a certificate of one: JSch
     * would offer each such key with each of them, and each offer is one of the tries that the host allows.
     */
    static List<String> once(List<String> ours, Set<String> taken) {
        List<String> result = new ArrayList<>(ours);
        for (String end : List.of("", "-cert-v01@openssh.com")) {
            List<String> rsa = ours.stream().filter(name -> isRsa(name, end)).toList();
            rsa.stream()
                    .filter(name -> taken.contains(name.substring(0, name.length() - end.length())))
                    .findFirst()
                    .ifPresent(first -> result.removeIf(name -> rsa.contains(name) && !name.equals(first)));
        }
        return result;
    }

    private static boolean isRsa(String name, String end) {
        Matcher rsa = RSA.matcher(name);
        return rsa.matches() && end.equals(rsa.group(1) == null ? "" : rsa.group(1));
    }
}
