package dev.headroom.backend.remote.jsch.login;

import com.jcraft.jsch.Logger;
import com.jcraft.jsch.Session;
import dev.headroom.backend.remote.jsch.keys.OfferedKeys;
import java.util.ArrayList;
import java.util.HashSet;
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

    /** So many keys cost less than the question for the methods, whose answer is used only if no key is accepted. */
    private static final int FEW = 2;

    private final Session session;
    private final List<String> algorithms;
    private final List<String> methods;
    private volatile Optional<List<String>> taken = Optional.empty();

    private LoginWatch(Session session, List<String> algorithms, List<String> methods) {
        this.session = session;
        this.algorithms = algorithms;
        this.methods = methods;
    }

    /**
     * Makes a session ready to log in.
     *
     * @param configured the algorithms that the configuration of ssh names; empty for the usual ones
     */
    public static LoginWatch over(
            Session session, OfferedKeys keys, LoginAnswers answers, Optional<List<String>> configured) {
        boolean keyFirst = keys.count() > 0 && keys.count() <= FEW;
        var watch = new LoginWatch(session, configured.orElse(USUAL), methods(answers.methods(), keyFirst));
        session.setLogger(watch);
        session.setUserInfo(answers);
        MethodsAsked.over(session, keyFirst);
        session.setConfig("PreferredAuthentications", String.join(",", watch.methods));
        // One key: sign at once and save a round trip. Several: ask first, since an agent may want a touch for each
        // signature.
        session.setConfig("enable_pubkey_auth_query", keys.isToBeAsked() ? "yes" : "no");
        session.setConfig(ALGORITHMS, String.join(",", watch.algorithms));
        return watch;
    }

    /**
     * The methods in their order. The question what the host takes (the method none) comes first, where it costs no
     * try, as by ssh; with few keys, of which one is nearly always accepted, only after them.
     */
    private static List<String> methods(List<String> allowed, boolean keyFirst) {
        List<String> result = new ArrayList<>(allowed);
        if (keyFirst) {
            result.add(1, MethodsAsked.NAME);
        }
        return result;
    }

    /**
     * The methods by which a refused log-in could have gone on.
     *
     * @param told by JSch, which takes our own list for the host's where it has asked for none
     */
    public List<String> couldGoOn(List<String> told) {
        return isOurs(told) ? MethodsAsked.taken(session) : told;
    }

    /** Whether the host said which methods it takes, and named none. */
    public boolean isNothingTaken() {
        return MethodsAsked.isNoneTaken(session);
    }

    /** The algorithms of signatures that the host takes, by their plain names; empty if it did not say. */
    public Optional<List<String>> taken() {
        return taken;
    }

    /** Whether JSch tells our own list: the host has accepted nothing, not even in part. */
    public boolean isOurs(List<String> told) {
        return told.equals(methods);
    }

    @Override
    public boolean isEnabled(int level) {
        return level == INFO;
    }

    @Override
    public void log(int level, @Nullable String message) {
        Matcher takes = TAKES.matcher(message == null ? "" : message);
        if (takes.matches()) {
            List<String> names = List.of(takes.group(1).split(","));
            taken = Optional.of(names);
            session.setConfig(ALGORITHMS, String.join(",", once(algorithms, new HashSet<>(names))));
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
