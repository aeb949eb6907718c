package dev.headroom.backend.remote.jsch.login;

import com.jcraft.jsch.UIKeyboardInteractive;
import com.jcraft.jsch.UserInfo;
import dev.headroom.backend.remote.LoginMethods;
import dev.headroom.backend.remote.Printable;
import dev.headroom.backend.remote.Said;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.secrets.SecretQuestion;
import dev.headroom.backend.remote.secrets.Secrets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers a host during one attempt to log in, by asking the operator; JSch asks only after it has judged the host key.
 * JSch takes answers as strings, which cannot be wiped. Used by the thread that logs in. See decision 0087.
 */
public final class LoginAnswers implements UserInfo, UIKeyboardInteractive {
    private static final int BANNER_LETTERS = 300;

    /** A host that asks more often is not answered any more. */
    private static final int MOST_QUESTIONS = 20;

    private final SshTarget target;
    private final Secrets secrets;
    private final boolean begun;
    private final StringBuilder banner = new StringBuilder();
    private final SecretQuestion.Password password;
    private @Nullable String given;
    private int passwords;
    private int rounds;
    private int questions;
    private boolean left;
    private volatile boolean asking;

    /** @param begun whether the operator began this attempt, so that a host may ask a question of its own */
    public LoginAnswers(SshTarget target, Secrets secrets, boolean begun) {
        this.target = target;
        this.secrets = secrets;
        this.begun = begun;
        password = new SecretQuestion.Password(target.user(), place());
    }

    private String place() {
        return target.port() == SshTarget.DEFAULT_PORT ? target.address() : target.address() + " port " + target.port();
    }

    /** The methods to try, in ssh's order; a method for which nobody can be asked is left out. */
    List<String> methods() {
        LoginMethods allowed = target.keys().methods();
        boolean asks = secrets.silence().isEmpty();
        List<String> methods = new ArrayList<>();
        if (allowed.publicKey()) {
            methods.add("publickey");
        }
        if (asks && begun && allowed.keyboardInteractive()) {
            methods.add("keyboard-interactive");
        }
        if (asks && allowed.password()) {
            methods.add("password");
        }
        return methods;
    }

    /**
     * What came of asking the operator, for a sentence; empty if a host takes none of these methods.
     *
     * @param taken the methods by which the log-in could have gone on
     */
    public String outcome(List<String> taken) {
        if (taken.stream().noneMatch(method -> method.equals("password") || method.equals("keyboard-interactive"))) {
            return "";
        }
        if (left) {
            return "you gave no answer";
        }
        if (passwords + rounds > 0) {
            return "it refused your answer";
        }
        return Stream.of(secrets.silence(), secrets.silence(password))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(begun ? "" : "such questions are asked only when you begin the log-in");
    }

    /** What the host said to everybody, as one printable line of bounded length; empty if nothing. */
    public String greeting() {
        return Said.clipped(Printable.line(banner.toString().strip().replaceAll("\\s+", " ")), BANNER_LETTERS);
    }

    /** Whether the operator is being asked. */
    public boolean isAsking() {
        return asking;
    }

    private Optional<char[]> ask(SecretQuestion question, boolean again) {
        asking = true;
        try {
            return secrets.askOnce(question, again);
        } finally {
            asking = false;
        }
    }

    @Override
    public boolean promptPassword(String message) {
        boolean again = passwords > 0;
        if (again) {
            secrets.forget(password);
        }
        if (passwords >= target.keys().methods().tries()) {
            secrets.leave(password);
            return false;
        }
        Optional<char[]> answer = ask(password, again);
        given = answer.map(String::new).orElse(null);
        answer.ifPresent(secret -> Arrays.fill(secret, '\0'));
        passwords += answer.isPresent() ? 1 : 0;
        left = answer.isEmpty();
        return answer.isPresent();
    }

    @Override
    public @Nullable String getPassword() {
        String once = given;
        given = null;
        return once;
    }

    /** The log-in failed: a kept password is wrong, or not the reason; it is asked for again rather than sent again. */
    public void failed() {
        if (passwords > 0) {
            secrets.forget(password);
        }
    }

    @Override
    public String @Nullable [] promptKeyboardInteractive(
            String destination, String name, String instruction, String[] prompts, boolean[] echo) {
        if (left || (prompts.length > 0 && rounds >= target.keys().methods().tries() * MOST_QUESTIONS)) {
            return null;
        }
        rounds++;
        String[] answers = new String[prompts.length];
        for (int i = 0; i < prompts.length; i++) {
            var question = new SecretQuestion.OfHost(
                    target.user(),
                    place(),
                    Said.clipped("%s %s".formatted(name, instruction), BANNER_LETTERS),
                    Said.clipped(prompts[i], BANNER_LETTERS),
                    echo[i]);
            Optional<char[]> answer = questions++ < MOST_QUESTIONS ? ask(question, false) : Optional.empty();
            if (answer.isEmpty()) {
                left = true;
                return null;
            }
            answers[i] = new String(answer.get());
            Arrays.fill(answer.get(), '\0');
        }
        return answers;
    }

    @Override
    public void showMessage(@Nullable String message) {
        if (message != null && banner.length() < 4 * BANNER_LETTERS) {
            banner.append(Said.clipped(message, 4 * BANNER_LETTERS)).append('\n');
        }
    }

    @Override
    public @Nullable String getPassphrase() {
        return null;
    }

    @Override
    public boolean promptPassphrase(String message) {
        return false; // a key asks for its own
    }

    @Override
    public boolean promptYesNo(String message) {
        return false;
    }
}
