package dev.headroom.backend.remote.jsch;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchSessionDisconnectException;
import dev.headroom.backend.remote.LoginRefusal;
import dev.headroom.backend.remote.Printable;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.Route;
import dev.headroom.backend.remote.Said;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.jsch.crypto.Algorithms;
import dev.headroom.backend.remote.jsch.hostkeys.TrustedHostKeys;
import dev.headroom.backend.remote.jsch.keys.OfferedKeys;
import dev.headroom.backend.remote.jsch.line.FailedLine;
import dev.headroom.backend.remote.jsch.line.LocalSettingException;
import dev.headroom.backend.remote.jsch.line.SystemWords;
import dev.headroom.backend.remote.jsch.login.LoginAnswers;
import dev.headroom.backend.remote.jsch.login.LoginWatch;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says why one attempt to log in failed. */
final class LoginFailures {
    private static final Logger LOG = LoggerFactory.getLogger(LoginFailures.class);
    private static final Pattern REFUSED = Pattern.compile("Auth (?:fail|cancel) for methods '([^']*)'");
    private static final String PUBLIC_KEY = "publickey";
    private static final int LETTERS = 300;

    /** Of an exception that nothing here understands; the log has its text. */
    private static final String UNKNOWN =
            "what it sends is damaged, or no SSH that Headroom understands (with HEADROOM_LOG=debug, Headroom prints"
                    + " more)";

    private final SshTarget target;
    private final WatchedSockets sockets;

    LoginFailures(SshTarget target, WatchedSockets sockets) {
        this.target = target;
        this.sockets = sockets;
    }

    /**
     * The failure for an exception. JSch throws NullPointerException when the connection ends during the greeting,
     * and other exceptions when a byte of the handshake is damaged.
     */
    RemoteFailure ofFault(Throwable e) {
        return ofCommand().orElseGet(() -> ofUnknown(e));
    }

    private RemoteFailure ofUnknown(Throwable e) {
        LOG.debug("Logging in to {} ended in a fault", target.host().name(), e);
        Optional<RemoteFailure.TurnedAway.Why> away = sockets.turnedAway();
        if (away.isPresent()) {
            return new RemoteFailure.TurnedAway(target.host(), where(), away.get());
        }
        String reason = sockets.stranger().or(this::end).orElse(UNKNOWN);
        return new RemoteFailure.Unreachable(target.host(), where(), "something listens, but " + reason);
    }

    /** Why the connection ended, if not because it was closed here. */
    private Optional<String> end() {
        return sockets.life.ended().filter(why -> !why.equals(WatchedSockets.CLOSED));
    }

    /** The failure of a ProxyCommand that has ended. */
    private Optional<RemoteFailure> ofCommand() {
        return proxyCommand()
                .flatMap(
                        program -> end().map(why -> new RemoteFailure.ProxyCommandFailed(target.host(), program, why)));
    }

    /** The program of the ProxyCommand that is the way to the host, without its arguments, which may hold a secret. */
    private Optional<String> proxyCommand() {
        return target.route() instanceof Route.Command(var line)
                ? Optional.of(Printable.line(line.strip().split("\\s", 2)[0]))
                : Optional.empty();
    }

    /** What was offered in one attempt, and what the host said. */
    record Attempt(OfferedKeys keys, LoginAnswers answers, LoginWatch watch) {}

    /** The failure for an exception of JSch. */
    RemoteFailure of(JSchException e, TrustedHostKeys trusted, Attempt attempt, Deadline limit) {
        return trusted.refusal(where(), e).orElseGet(() -> otherFailure(e, attempt, limit));
    }

    private RemoteFailure otherFailure(JSchException e, Attempt attempt, Deadline limit) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String message = message(e);
        if (cause instanceof FailedLine line) {
            return line.failure();
        }
        if (cause instanceof LocalSettingException setting) {
            return new RemoteFailure.NotFromHere(target.host(), where(), message(setting), setting.lines());
        }
        if (e instanceof JSchAlgoNegoFailException nothingCommon) {
            return Algorithms.mismatch(target, where(), nothingCommon);
        }
        if (cause instanceof SocketTimeoutException || message.startsWith("timeout")) {
            String what = sockets.isConnected() ? "logging in to " : "connecting to ";
            String how = proxyCommand()
                    .map("; its way is the ProxyCommand '%s' in ssh_config"::formatted)
                    .orElse("");
            return new RemoteFailure.TimedOut(target.host(), what + where() + how, limit.spent());
        }
        Matcher refused = REFUSED.matcher(message);
        if (refused.matches()) {
            return broken(attempt).orElseGet(() -> rejected(refusal(attempt, methods(refused.group(1))), attempt));
        }
        if (e instanceof JSchSessionDisconnectException ended && isLoggingIn(attempt)) {
            return rejected(ended(ended, attempt.keys()), attempt);
        }
        Optional<RemoteFailure> command = ofCommand();
        if (command.isPresent()) {
            return command.get();
        }
        if (e instanceof JSchSessionDisconnectException ended) {
            return new RemoteFailure.Unreachable(
                    target.host(), where(), "its sshd ended the log-in and says '%s'".formatted(words(ended)));
        }
        return sockets.isConnected()
                ? ofUnknown(e)
                : new RemoteFailure.Unreachable(
                        target.host(), where(), SystemWords.of(cause).orElse("no connection came about"));
    }

    /** It may hold text of the host. */
    private static String message(Throwable e) {
        return Printable.of(e.getMessage() == null ? e.toString() : e.getMessage());
    }

    /** JSch also says that the host refused when the connection broke during the login. */
    private Optional<RemoteFailure> broken(Attempt attempt) {
        return end().map(why -> attempt.keys().isSigned() ? why + " when a key had been signed with" : why)
                .map(why -> attempt.answers().greeting().isEmpty()
                        ? why
                        : "%s, after it had said '%s'"
                                .formatted(why, attempt.answers().greeting()))
                .map(why -> new RemoteFailure.Disconnected(target.host(), "during the log-in, " + why));
    }

    private RemoteFailure rejected(LoginRefusal refusal, Attempt attempt) {
        return new RemoteFailure.AuthenticationRejected(
                target.host(),
                where(),
                target.user(),
                refusal,
                attempt.answers().greeting());
    }

    private static boolean isLoggingIn(Attempt attempt) {
        return attempt.keys().offered() > 0;
    }

    private static LoginRefusal ended(JSchSessionDisconnectException e, OfferedKeys keys) {
        String text = words(e);
        if (text.contains("Too many authentication failures")) {
            return keys.left().isEmpty()
                    ? new LoginRefusal.KeysRefused(keys.offered(), keys.remarks(), List.of(), "")
                    : new LoginRefusal.CutOff(keys.offered(), keys.left(), keys.remarks());
        }
        return new LoginRefusal.Ended(text, keys.offered());
    }

    private static String words(JSchSessionDisconnectException e) {
        return Said.clipped(Printable.line(String.valueOf(e.getDescription()).strip()), LETTERS);
    }

    /** @param told by JSch, the methods by which the log-in could have gone on, or our own */
    private LoginRefusal refusal(Attempt attempt, List<String> told) {
        List<String> methods = attempt.watch().couldGoOn(told);
        attempt.answers().failed();
        if (attempt.watch().isNothingTaken()) {
            return new LoginRefusal.NothingTaken();
        }
        OfferedKeys keys = attempt.keys();
        String asked = attempt.answers().outcome(methods);
        List<String> others =
                methods.stream().filter(method -> !method.equals(PUBLIC_KEY)).toList();
        if (!others.isEmpty() && others.size() == methods.size()) {
            return keys.isSigned() && !attempt.watch().isOurs(told)
                    ? new LoginRefusal.SecondFactor(others, asked)
                    : new LoginRefusal.NoKeysTaken(others, asked);
        }
        Optional<String> forbidden = forbidden(keys);
        if (forbidden.isPresent()) { // also beside a key that the host refused: it may be the right one
            String further = keys.refused() == 0
                    ? ""
                    : "; the host refused %s"
                            .formatted(
                                    keys.refused() == 1
                                            ? "the other key that we have"
                                            : "the other %d keys that we have".formatted(keys.refused()));
            return new LoginRefusal.KeyHeldBack(
                    forbidden.get() + further, Optional.empty(), keys.remarks(), others, asked);
        }
        if (keys.locked().isPresent() && (keys.refused() == 0 || keys.isLockedOneAccepted())) {
            OfferedKeys.Locked locked = keys.locked().get();
            List<String> further = keys.remarks().stream()
                    .filter(remark -> !remark.equals(locked.what()))
                    .toList();
            return new LoginRefusal.KeyHeldBack(locked.what(), Optional.of(locked.file()), further, others, asked);
        }
        List<String> untaken = attempt.watch().taken().map(keys::untaken).orElse(List.of());
        List<String> remarks = Stream.of(
                        untaken.stream()
                                .map(
                                        "its sshd says that it takes no signature of the type of %s, see its PubkeyAcceptedAlgorithms"
                                                ::formatted),
                        keys.remarks().stream())
                .flatMap(part -> part)
                .toList();
        return keys.refused() == 0 || untaken.size() == keys.count()
                ? new LoginRefusal.NoKey(remarks, others, asked)
                : new LoginRefusal.KeysRefused(keys.refused(), remarks, others, asked);
    }

    /** What the configuration of ssh forbids to offer: the end of a sentence. */
    private Optional<String> forbidden(OfferedKeys keys) {
        return target.keys()
                .methods()
                .keysForbiddenBy()
                .map("%s lets no key be offered"::formatted)
                .or(() -> target.session()
                        .algorithms()
                        .publicKeys()
                        .map(keys::outside)
                        .filter(names -> !names.isEmpty())
                        .map(names -> "%s keeps back %s, so the host has not seen it"
                                .formatted(
                                        target.keys()
                                                .methods()
                                                .keysLimitedBy()
                                                .orElse("PubkeyAcceptedAlgorithms (%s)"
                                                        .formatted(RemoteFailure.CONFIGURATION)),
                                        String.join(", ", names))));
    }

    private static List<String> methods(String list) {
        return Arrays.stream(list.split(","))
                .filter(method -> !method.isBlank())
                .toList();
    }

    private String where() {
        return where(target);
    }

    /** The address, and the port where it is not the usual one. */
    static String where(SshTarget target) {
        return target.port() == SshTarget.DEFAULT_PORT ? target.address() : target.address() + " port " + target.port();
    }
}
