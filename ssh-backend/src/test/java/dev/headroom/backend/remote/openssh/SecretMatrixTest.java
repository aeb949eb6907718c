package dev.headroom.backend.remote.openssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.remote.LoginKeys;
import dev.headroom.backend.remote.LoginRefusal;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.jsch.crypto.HostProof;
import dev.headroom.backend.remote.jsch.keys.KeyRing;
import dev.headroom.backend.remote.jsch.keys.OfferedKeys;
import dev.headroom.backend.remote.secrets.SecretPrompt;
import dev.headroom.backend.remote.secrets.SecretQuestion;
import dev.headroom.backend.remote.secrets.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Passphrases, passwords and questions at the real sshd, answered as {@code ssh} has them from SSH_ASKPASS. */
@Timeout(900)
class SecretMatrixTest extends MatrixFixture {
    private static final String VALID = "19000:0:99999:7:::";
    /** A file that users can read, which stands in for one in the home folder. */
    private static final String READABLE = "/etc/issue.net";

    private static final String UNIX = """
            auth required pam_unix.so
            account required pam_unix.so
            password required pam_unix.so
            session required pam_permit.so
            """;

    @ParameterizedTest
    @CsvSource({"ed25519,RFC4716", "rsa,RFC4716", "rsa,PEM", "ecdsa,PEM", "rsa,PKCS8", "ecdsa,PKCS8"})
    void theOperatorIsAskedForThePassphraseOfAKeyFile(String type, String form) throws Exception {
        try (RealSshd sshd = sshd().start()) {
            sshd.lets(locked("mine", type, form));
            at(sshd, "root", "IdentityFile ~/.ssh/mine");
            var operator = new Answering("open sesame");
            Comparison.answered(home, "web", operator).isForBoth(Verdict.LOGGED_IN);
            assertThat(operator.asked()).containsExactly(new SecretQuestion.Passphrase(home.ssh("mine")));
        }
    }

    @Test
    void aKeyFileOfOldFormWithoutItsPublicPartIsAskedForToo() throws Exception {
        try (RealSshd sshd = sshd().start()) {
            sshd.lets(locked("mine", "rsa", "PEM"));
            Files.delete(home.ssh("mine.pub"));
            at(sshd, "root", "IdentityFile ~/.ssh/mine");
            Comparison.answered(home, "web", new Answering("open sesame")).isForBoth(Verdict.LOGGED_IN);
        }
    }

    @Test
    void aWrongPassphraseIsAskedForAgain() throws Exception {
        try (RealSshd sshd = sshd().start()) {
            sshd.lets(locked("mine", "ed25519", "RFC4716"));
            at(sshd, "root", "IdentityFile ~/.ssh/mine");
            var operator = new Answering("wrong", "open sesame");
            Comparison.answered(home, "web", operator).isForBoth(Verdict.LOGGED_IN);
            assertThat(operator.remarks()).containsExactly("", "That was not right.");
        }
    }

    @Test
    void aPassphraseThatIsWrongThreeTimesIsAskedForNoMore() throws Exception {
        try (RealSshd sshd = sshd().start()) {
            sshd.lets(locked("mine", "ed25519", "RFC4716"));
            at(sshd, "root", "IdentityFile ~/.ssh/mine");
            var operator = new Answering("wrong");
            Comparison compared = Comparison.answered(home, "web", operator);
            compared.isForBoth(Verdict.REFUSED);
            assertThat(operator.asked()).hasSize(3);
            assertThat(refusal(compared.result()).cause())
                    .contains("the host accepts the key file " + home.ssh("mine"))
                    .contains("you were asked for it and gave no right answer")
                    .doesNotContain("wrong");
        }
    }

    @Test
    void aKeyThatTheHostDoesNotTakeIsNotAskedFor() throws Exception {
        try (RealSshd sshd = sshd().start()) {
            locked("mine", "ed25519", "RFC4716");
            at(sshd, "root", "IdentityFile ~/.ssh/mine");
            var operator = new Answering("open sesame");
            Comparison.answered(home, "web", operator).isForBoth(Verdict.REFUSED);
            assertThat(operator.asked()).isEmpty();
        }
    }

    /** Whether the host was asked about the key, or could not even be: an old form without its public part. */
    @ParameterizedTest
    @CsvSource({"ed25519,RFC4716,true", "rsa,PEM,true", "rsa,PEM,false"})
    void withoutAnOperatorTheSentenceSaysThatOnlyThePassphraseIsLacking(String type, String form, boolean isKnown)
            throws Exception {
        try (RealSshd sshd = sshd().start()) {
            sshd.lets(locked("mine", type, form));
            if (!isKnown) {
                Files.delete(home.ssh("mine.pub"));
            }
            at(sshd, "root", "IdentityFile ~/.ssh/mine");
            Comparison compared = Comparison.of(home, "web");
            compared.isForBoth(Verdict.REFUSED);
            String what = isKnown ? "the host accepts the key file %s, but it has" : "the key file %s has";
            compared.saying((what
                            + " a passphrase, and nobody can be asked here. Load the key into the ssh-agent ('ssh-add %1$s'), or start Headroom where it can ask for the passphrase: in its window")
                    .formatted(home.ssh("mine")));
            assertThat(refusal(compared.result()).cause()).doesNotContain("refused");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPasswordIsAskedForWhereTheHostTakesOne(boolean pam) throws Exception {
        UserWorld world = UserWorld.in(folder.resolve("world"), "right", VALID).pam(UNIX);
        try (RealSshd sshd = sshd().startedBy(world.launcher())
                .with("PasswordAuthentication yes", "UsePAM " + (pam ? "yes" : "no"))
                .start()) {
            at(sshd, "tess", "");
            var operator = new Answering("wrong", "right");
            Comparison.answered(home, "web", operator).isForBoth(Verdict.LOGGED_IN);
            var question = new SecretQuestion.Password("tess", "127.0.0.1 port " + sshd.port());
            assertThat(operator.asked()).containsExactly(question, question);
        }
    }

    @Test
    void aPasswordThatIsWrongThreeTimesIsRefused() throws Exception {
        UserWorld world = UserWorld.in(folder.resolve("world"), "right", VALID);
        try (RealSshd sshd = sshd().startedBy(world.launcher())
                .with("PasswordAuthentication yes")
                .start()) {
            at(sshd, "tess", "");
            var operator = new Answering("wrong");
            Comparison compared = Comparison.answered(home, "web", operator);
            compared.isForBoth(Verdict.REFUSED);
            assertThat(operator.asked()).hasSize(3);
            assertThat(refusal(compared.result()).cause()).contains("a password, and it refused your answer");
        }
    }

    @Test
    void anAnswerThatIsNotGivenIsNotSent() throws Exception {
        UserWorld world = UserWorld.in(folder.resolve("world"), "right", VALID);
        try (RealSshd sshd = sshd().startedBy(world.launcher())
                .with("PasswordAuthentication yes")
                .start()) {
            at(sshd, "tess", "");
            RemoteResult result = Comparison.headroom(home, "web", new Secrets(new Answering()));
            assertThat(refusal(result).cause()).contains("a password, and you gave no answer");
            assertThat(sshd.log()).doesNotContain("Failed password");
        }
    }

    @Test
    void aQuestionOfTheHostIsAnswered() throws Exception {
        UserWorld world = UserWorld.in(folder.resolve("world"), "right", VALID).pam(UNIX);
        try (RealSshd sshd = sshd().startedBy(world.launcher())
                .with("KbdInteractiveAuthentication yes", "UsePAM yes")
                .start()) {
            at(sshd, "tess", "");
            var operator = new Answering("right");
            Comparison.answered(home, "web", operator).isForBoth(Verdict.LOGGED_IN);
            assertThat(operator.asked()).singleElement().satisfies(question -> {
                assertThat(question.line()).contains("asks the user 'tess'").contains("Password:");
                assertThat(question.echo()).isFalse();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "keyboard-interactive"})
    void aSecondFactorIsAskedForAfterTheKey(String second) throws Exception {
        UserWorld world = UserWorld.in(folder.resolve("world"), "right", VALID).pam(UNIX);
        world.over(READABLE, home.key("id_ed25519", "ed25519"));
        try (RealSshd sshd = sshd().startedBy(world.launcher())
                .with(
                        "PasswordAuthentication yes",
                        "KbdInteractiveAuthentication yes",
                        "UsePAM yes",
                        "AuthorizedKeysFile " + READABLE,
                        "AuthenticationMethods publickey," + second)
                .start()) {
            at(sshd, "tess", "");
            Comparison.answered(home, "web", new Answering("right")).isForBoth(Verdict.LOGGED_IN);
            Comparison alone = Comparison.of(home, "web");
            alone.isForBoth(Verdict.REFUSED);
            assertThat(refusal(alone.result()).cause())
                    .startsWith("it accepted the key and asks for ")
                    .endsWith(", and nobody can be asked here");
        }
    }

    /** What the host says before it closes the connection is told: its account phase comes after the key. */
    @ParameterizedTest
    @CsvSource({"19000:0:99999:7::100:,Your account has expired", "19000:0:99999:7:::,Back at noon. Truly"})
    void whatTheHostSaysBeforeItClosesIsTold(String shadow, String said) throws Exception {
        UserWorld world =
                UserWorld.in(folder.resolve("world"), "right", shadow).pam("account required pam_nologin.so\n" + UNIX);
        world.over(READABLE, home.key("id_ed25519", "ed25519"));
        if (shadow.equals(VALID)) {
            world.nologin("Back at noon.\nTruly\n");
        }
        try (RealSshd sshd = sshd().startedBy(world.launcher())
                .with("UsePAM yes", "AuthorizedKeysFile " + READABLE)
                .start()) {
            at(sshd, "tess", "");
            Comparison compared = Comparison.of(home, "web");
            compared.isForBoth(Verdict.UNREACHABLE);
            assertThat(compared.result())
                    .isInstanceOfSatisfying(
                            RemoteResult.Failed.class,
                            failed -> assertThat(failed.failure().sentence())
                                    .contains("the host closed it when a key had been signed with, after it had said '"
                                            + said));
        }
    }

    /** The deadline of a log-in does not pass in the meantime: it looks at this. */
    @Test
    void whileAPassphraseIsAskedForTheLogInIsKnownToWait() throws Exception {
        locked("mine", "ed25519", "RFC4716");
        var keys = new AtomicReference<OfferedKeys>();
        var waited = new AtomicBoolean();
        var operator = new SecretPrompt() {
            @Override
            public Optional<char[]> ask(SecretQuestion question, String remark) {
                waited.set(keys.get().isAsking());
                return Optional.of("open sesame".toCharArray());
            }

            @Override
            public Optional<String> silence() {
                return Optional.empty();
            }
        };
        var login = new LoginKeys(List.of(home.ssh("mine")), true, Optional.empty());
        keys.set(new OfferedKeys(
                login,
                "root",
                Instant.now(),
                new KeyRing(new Secrets(operator)),
                new HostProof(),
                () -> Duration.ofSeconds(30)));
        assertThat(keys.get().isAsking()).isFalse();
        assertThat(keys.get().getIdentities().getFirst().getSignature(new byte[32], "ssh-ed25519"))
                .isNotEmpty();
        assertThat(waited).isTrue();
        assertThat(keys.get().isAsking()).isFalse();
    }

    /** {@code passwd -l} puts an exclamation mark before the password: sshd itself looks for it only without PAM. */
    @ParameterizedTest
    @CsvSource({
        "!, false, REFUSED",
        "!, true, LOGGED_IN",
        "!$6$salt$word, false, REFUSED",
        "!$6$salt$word, true, LOGGED_IN",
        "*, false, LOGGED_IN",
        "*, true, LOGGED_IN"
    })
    void aLockedAccountIsRefusedWithoutPam(String password, boolean pam, Verdict expected) throws Exception {
        UserWorld world =
                UserWorld.of(folder.resolve("world"), password + ":" + VALID).pam(UNIX);
        world.over(READABLE, home.key("id_ed25519", "ed25519"));
        try (RealSshd sshd = sshd().startedBy(world.launcher())
                .with("UsePAM " + (pam ? "yes" : "no"), "AuthorizedKeysFile " + READABLE)
                .start()) {
            at(sshd, "tess", "");
            Comparison compared = Comparison.of(home, "web");
            compared.isForBoth(expected);
            if (expected == Verdict.REFUSED) {
                compared.saying(
                        "lets that user in at all (not one whose account is locked, where it runs without PAM: passwd -S).");
                assertThat(sshd.log()).contains("account is locked");
            }
        }
    }

    /** sshd lets the user log in, and runs no command. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anExpiredPasswordIsARefusedLogin(boolean pam) throws Exception {
        UserWorld world =
                UserWorld.in(folder.resolve("world"), "right", "0:0:99999:7:::").pam(UNIX);
        world.over(READABLE, home.key("id_ed25519", "ed25519"));
        try (RealSshd sshd = sshd().startedBy(world.launcher())
                .with(
                        "UsePAM " + (pam ? "yes" : "no"),
                        "PasswordAuthentication " + (pam ? "no" : "yes"),
                        "PubkeyAuthentication " + (pam ? "yes" : "no"),
                        "AuthorizedKeysFile " + READABLE)
                .start()) {
            at(sshd, "tess", "");
            Comparison compared = Comparison.answered(home, "web", new Answering("right"));
            compared.isForBoth(Verdict.REFUSED);
            assertThat(refusal(compared.result()))
                    .isInstanceOfSatisfying(
                            LoginRefusal.PasswordExpired.class,
                            expired -> assertThat(expired.said()).contains("Password change required"));
        }
    }

    @Test
    void noCommandRunsWhileThereIsNoLogin() throws Exception {
        UserWorld world = UserWorld.in(folder.resolve("world"), "right", VALID);
        world.over(READABLE, home.key("id_ed25519", "ed25519"));
        world.nologin("Back at noon.\nTruly\n");
        try (RealSshd sshd = sshd().startedBy(world.launcher())
                .with("AuthorizedKeysFile " + READABLE)
                .start()) {
            at(sshd, "tess", "");
            Comparison compared = Comparison.of(home, "web");
            compared.isForBoth(Verdict.UNREACHABLE);
            compared.saying("runs no command for the user 'tess' now, as with a file /etc/nologin, and says '");
            compared.saying("Back at noon. Truly'");
        }
    }

    private static LoginRefusal refusal(RemoteResult result) {
        assertThat(result).isInstanceOf(RemoteResult.Failed.class);
        RemoteFailure failure = ((RemoteResult.Failed) result).failure();
        assertThat(failure).isInstanceOf(RemoteFailure.AuthenticationRejected.class);
        return ((RemoteFailure.AuthenticationRejected) failure).why();
    }

    /** Makes a key with the passphrase "open sesame". */
    private String locked(String name, String type, String form) throws Exception {
        String line = home.key(name, type, "open sesame");
        Processes.run(
                "ssh-keygen",
                "-q",
                "-p",
                "-P",
                "open sesame",
                "-N",
                "open sesame",
                "-m",
                form,
                "-f",
                home.ssh(name).toString());
        return line;
    }

    private RealSshd.Setup sshd() {
        return RealSshd.in(folder.resolve("web"));
    }

    private void at(RealSshd sshd, String user, String lines) throws IOException {
        home.knows(sshd).config(host("web", sshd) + "  User %s\n  %s\n".formatted(user, lines));
    }
}
