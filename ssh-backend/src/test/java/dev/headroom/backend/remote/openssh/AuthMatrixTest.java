package dev.headroom.backend.remote.openssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.remote.LoginRefusal;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, certificates and agents at the real sshd: Headroom gets in where the {@code ssh} client does, and says why not. */
@Timeout(900)
class AuthMatrixTest extends MatrixFixture {
    @ParameterizedTest
    @CsvSource({"rsa,PEM", "ecdsa,PEM", "rsa,PKCS8", "ecdsa,PKCS8", "rsa,RFC4716", "ed25519,RFC4716"})
    void aKeyInAnotherFormLogsIn(String type, String form) throws Exception {
        try (RealSshd sshd = sshd().start()) {
            sshd.lets(home.key("mine", type));
            Processes.run(
                    "ssh-keygen",
                    "-q",
                    "-p",
                    "-P",
                    "",
                    "-N",
                    "",
                    "-m",
                    form,
                    "-f",
                    home.ssh("mine").toString());
            at(sshd, "IdentityFile ~/.ssh/mine");
            Comparison.of(home, "web").isForBoth(Verdict.LOGGED_IN);
        }
    }

    /** The form of a key file depends on the age of ssh-keygen: https://github.com/mwiede/jsch/issues/12 */
    @ParameterizedTest
    @ValueSource(strings = {"RFC4716", "PEM", "PKCS8"})
    void anEncryptedKeyThatTheAgentHoldsIsOfferedBeforeTheAgentsOthers(String form) throws Exception {
        try (RealSshd sshd = sshd().with("MaxAuthTries 3").start();
                RealAgent agent = agent(8)) {
            sshd.lets(home.key("named", "rsa", "opensesame"));
            String file = home.ssh("named").toString();
            Processes.run("ssh-keygen", "-q", "-p", "-P", "opensesame", "-N", "opensesame", "-m", form, "-f", file);
            agent.add(answering("opensesame"), file);
            at(sshd, "IdentityFile ~/.ssh/named");
            Comparison.of(home, "web").isForBoth(Verdict.LOGGED_IN);
        }
    }

    /** ssh offers a key of a file after all of the agent's, and is cut off where Headroom gets in. */
    @Test
    void aNamedKeyThatTheAgentDoesNotHoldComesFirstToo() throws Exception {
        try (RealSshd sshd = sshd().with("MaxAuthTries 3").start();
                RealAgent agent = agent(8)) {
            assertThat(agent.socket()).exists();
            sshd.lets(home.key("named", "ed25519"));
            at(sshd, "IdentityFile ~/.ssh/named");
            assertThat(Verdict.ofHeadroom(Comparison.headroom(home, "web"))).isEqualTo(Verdict.LOGGED_IN);
        }
    }

    /** One round trip less than ssh: the host is asked for its methods only when it has refused the keys. */
    @ParameterizedTest
    @CsvSource({"1,0", "2,0", "3,1"})
    void aLoginWithFewKeysBeginsWithTheKey(int keys, int questions) throws Exception {
        try (RealSshd sshd = sshd().with("LogLevel DEBUG1").start()) {
            StringBuilder named = new StringBuilder();
            for (int i = 0; i < keys; i++) {
                sshd.lets(home.key("key" + i, "ed25519"));
                named.append("\n  IdentityFile ~/.ssh/key").append(i);
            }
            at(sshd, named.toString());
            assertThat(Verdict.ofHeadroom(Comparison.headroom(home, "web"))).isEqualTo(Verdict.LOGGED_IN);
            assertThat(sshd.log().split("method none", -1)).hasSize(questions + 1);
        }
    }

    /** The answer to the late question is in the sentence, and no method is tried that the host does not take. */
    @ParameterizedTest
    @CsvSource({"yes,'publickey,password'", "no,publickey"})
    void aRefusedKeyAndTheMethodsOfTheHostAreTold(String passwords, String methods) throws Exception {
        try (RealSshd sshd = sshd().with("LogLevel DEBUG1", "PasswordAuthentication " + passwords)
                .start()) {
            home.key("mine", "ed25519");
            at(sshd, "IdentityFile ~/.ssh/mine");
            Comparison compared = Comparison.of(home, "web");
            compared.isForBoth(Verdict.REFUSED);
            assertThat(refusal(compared.result())).isInstanceOfSatisfying(LoginRefusal.KeysRefused.class, refused -> {
                assertThat(refused.offered()).isEqualTo(1);
                assertThat(refused.methods())
                        .isEqualTo(List.of(methods.split(",")).stream()
                                .filter(method -> !method.equals("publickey"))
                                .toList());
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 6})
    void aHostThatEndsTheLoginEarlySawOnlySoManyKeys(int tries) throws Exception {
        try (RealSshd sshd = sshd().with("MaxAuthTries " + tries).start();
                RealAgent agent = agent(8)) {
            assertThat(agent.socket()).exists();
            at(sshd, "");
            Comparison compared = Comparison.of(home, "web");
            compared.isForBoth(Verdict.REFUSED);
            assertThat(refusal(compared.result())).isInstanceOfSatisfying(LoginRefusal.CutOff.class, cut -> {
                assertThat(cut.offered()).isEqualTo(tries);
                assertThat(cut.left())
                        .hasSize(8 - tries)
                        .last()
                        .asString()
                        .startsWith("the agent's key 'other7' (SHA256:");
                assertThat(listed("other7")).contains(cut.left().getLast().replaceAll(".*\\(|\\)", ""));
                assertThat(cut.cause())
                        .startsWith("it ended the log-in after %d keys (its MaxAuthTries)".formatted(tries));
            });
        }
    }

    @Test
    void aKeyThatNobodyConfirmsIsNotUsed() throws Exception {
        try (RealSshd sshd = sshd().start();
                RealAgent agent = agent(0)) {
            sshd.lets(home.key("asks", "ed25519"));
            agent.add("-c", home.ssh("asks").toString());
            Files.delete(home.ssh("asks"));
            at(sshd, "");
            Comparison compared = Comparison.of(home, "web");
            compared.isForBoth(Verdict.REFUSED);
            compared.saying("the agent did not sign: it was not confirmed there (ssh-add -c)");
        }
    }

    /** A locked agent shows an empty list; "add the key to the agent" would be refused. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAgentThatShowsNoKeyIsNamed(boolean locked) throws Exception {
        try (RealSshd sshd = sshd().start();
                RealAgent agent = agent(0)) {
            if (locked) {
                sshd.lets(home.key("held", "ed25519"));
                agent.add(home.ssh("held").toString());
                Files.delete(home.ssh("held"));
                agent.add(answering("secret"), "-x");
            }
            at(sshd, "");
            Comparison compared = Comparison.of(home, "web");
            compared.isForBoth(Verdict.REFUSED);
            compared.saying(
                    "the agent at %s shows no key: it has none, or is locked (ssh-add -X)".formatted(agent.socket()));
        }
    }

    @Test
    void threeRsaKeysTakeThreeTries() throws Exception {
        try (RealSshd sshd = sshd().with("MaxAuthTries 4").start();
                RealAgent agent = agent(0)) {
            for (int i = 0; i < 3; i++) {
                home.key("rsa" + i, "rsa");
                agent.add(home.ssh("rsa" + i).toString());
            }
            at(sshd, "");
            Comparison compared = Comparison.of(home, "web");
            compared.isForBoth(Verdict.REFUSED);
            assertThat(refusal(compared.result())).isEqualTo(new LoginRefusal.KeysRefused(3, List.of(), List.of(), ""));
        }
    }

    /** OpenSSH 9.2 lists rsa-sha2-512 even where it does not take it, and ssh is refused; 10.0 lets both in. */
    @ParameterizedTest
    @ValueSource(strings = {"rsa-sha2-256", "rsa-sha2-512"})
    void anRsaKeyIsOfferedWithTheAlgorithmThatTheHostLists(String algorithm) throws Exception {
        try (RealSshd sshd = sshd().with("PubkeyAcceptedKeyTypes " + algorithm, "MaxAuthTries 2")
                .start()) {
            sshd.lets(home.key("id_rsa", "rsa"));
            at(sshd, "");
            Comparison compared = Comparison.of(home, "web");
            assertThat(compared.headroom()).as(compared.said()).isEqualTo(compared.ssh());
            assertThat(compared.ssh()).isIn(Verdict.REFUSED, Verdict.LOGGED_IN);
        }
    }

    @Test
    void aHostThatTakesNoKeyOfThisTypeRefusesIt() throws Exception {
        try (RealSshd sshd = sshd().with("PubkeyAcceptedKeyTypes ssh-ed25519").start()) {
            sshd.lets(home.key("id_rsa", "rsa"));
            at(sshd, "");
            Comparison.of(home, "web").isForBoth(Verdict.REFUSED);
        }
    }

    @Test
    void identitiesOnlyOffersNoOtherKeyOfTheAgent() throws Exception {
        try (RealSshd sshd = sshd().start();
                RealAgent agent = agent(2)) {
            assertThat(agent.socket()).exists();
            sshd.lets(Files.readString(folder.resolve("other1.pub")));
            home.key("named", "ed25519");
            at(sshd, "IdentityFile ~/.ssh/named\n  IdentitiesOnly yes");
            Comparison.of(home, "web").isForBoth(Verdict.REFUSED);
        }
    }

    @Test
    void aPublicKeyFileNamesTheAgentsKey() throws Exception {
        try (RealSshd sshd = sshd().with("MaxAuthTries 2").start();
                RealAgent agent = agent(8)) {
            assertThat(agent.socket()).exists();
            sshd.lets(Files.readString(folder.resolve("other6.pub")));
            Files.copy(folder.resolve("other6.pub"), home.ssh("mine.pub"));
            at(sshd, "IdentityFile ~/.ssh/mine.pub\n  IdentitiesOnly yes");
            Comparison.of(home, "web").isForBoth(Verdict.LOGGED_IN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void aCertificateBesideTheKeyLogsInWhereOnlyItsAuthorityIsKnown(String type) throws Exception {
        try (RealSshd sshd = ca().start()) {
            home.key("id_" + type, type);
            certify("id_" + type, "-n", "root", "-V", "-1h:+1h");
            at(sshd, "");
            Comparison.of(home, "web").isForBoth(Verdict.LOGGED_IN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void aCertificateInTheAgentLogsIn(String type) throws Exception {
        try (RealSshd sshd = ca().start();
                RealAgent agent = agent(1)) {
            home.key("hidden", type);
            certify("hidden", "-n", "root", "-V", "-1h:+1h");
            agent.add(home.ssh("hidden").toString());
            for (String file : List.of("hidden", "hidden.pub", "hidden-cert.pub")) {
                Files.delete(home.ssh(file));
            }
            at(sshd, "");
            Comparison.of(home, "web").isForBoth(Verdict.LOGGED_IN);
        }
    }

    @Test
    void aCertificateThatIsOutOfDateIsNamed() throws Exception {
        assertDoubt("was valid until 2001-01-01T", "-n", "root", "-V", "20000101000000Z:20010101000000Z");
    }

    @Test
    void aCertificateThatIsNotYetValidIsNamed() throws Exception {
        assertDoubt("is valid only from ", "-n", "root", "-V", "+52w:+60w");
    }

    @Test
    void aCertificateForAnotherUserIsNamed() throws Exception {
        assertDoubt("is for 'alice', 'bob', not for 'root'", "-n", "alice,bob", "-V", "-1h:+1h");
    }

    private void assertDoubt(String doubt, String... certificate) throws Exception {
        try (RealSshd sshd = ca().start()) {
            home.key("id_ed25519", "ed25519");
            certify("id_ed25519", certificate);
            at(sshd, "");
            Comparison compared = Comparison.of(home, "web");
            compared.isForBoth(Verdict.REFUSED);
            assertThat(refusal(compared.result()).cause())
                    .contains("refused all 2 keys")
                    .contains("the certificate of the key file " + home.ssh("id_ed25519") + " " + doubt);
        }
    }

    @Test
    void aHostThatTakesOnlyPasswordsSaysSo() throws Exception {
        try (RealSshd sshd = sshd().with("PubkeyAuthentication no", "PasswordAuthentication yes")
                .start()) {
            sshd.lets(home.key("id_ed25519", "ed25519"));
            at(sshd, "");
            Comparison compared = Comparison.of(home, "web");
            compared.isForBoth(Verdict.REFUSED);
            assertThat(refusal(compared.result())).isInstanceOfSatisfying(LoginRefusal.NoKeysTaken.class, only -> {
                assertThat(only.methods()).containsExactly("password");
                assertThat(only.cause()).startsWith("it takes no keys, only a password");
            });
        }
    }

    /** It does not look at a key, so that no remedy for keys can help; also where many keys have it asked first. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void aHostThatTakesNothingAtAllSaysSo(int keys) throws Exception {
        try (RealSshd sshd = sshd().with("PubkeyAuthentication no", "PasswordAuthentication no")
                .start()) {
            StringBuilder named = new StringBuilder();
            for (int i = 0; i < keys; i++) {
                sshd.lets(home.key("key" + i, "ed25519"));
                named.append("\n  IdentityFile ~/.ssh/key").append(i);
            }
            at(sshd, named.toString());
            Comparison compared = Comparison.of(home, "web");
            compared.isForBoth(Verdict.REFUSED);
            compared.saying("it offers no way to log in: it takes no keys and nothing else");
        }
    }

    /** The key is good, so that naming another one cannot help: the setting is named that forbids it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "PubkeyAuthentication no; 'PubkeyAuthentication no' (%s) lets no key be offered",
                "PreferredAuthentications password; 'PreferredAuthentications password' (%s) lets no key be offered",
                "PubkeyAcceptedAlgorithms -ssh-ed25519*; 'PubkeyAcceptedAlgorithms -ssh-ed25519*' (%s) keeps back the key"
                        + " file",
                "PubkeyAcceptedAlgorithms rsa-sha2-512; 'PubkeyAcceptedAlgorithms rsa-sha2-512' (%s) keeps back the key"
                        + " file"
            })
    void aSettingThatForbidsTheKeyIsNamed(String setting, String said) throws Exception {
        try (RealSshd sshd = sshd().start()) {
            sshd.lets(home.key("id_ed25519", "ed25519"));
            at(sshd, setting);
            Comparison compared = Comparison.of(home, "web");
            compared.isForBoth(Verdict.REFUSED);
            compared.saying(said.formatted(home.ssh("config") + ":4"));
            assertThat(refusal(compared.result()).remedy("x")).startsWith("Let that setting allow ");
        }
    }

    @Test
    void aKeyThatASettingForbidsIsNamedBesideOneThatTheHostRefused() throws Exception {
        try (RealSshd sshd = sshd().start()) {
            sshd.lets(home.key("good", "ed25519"));
            home.key("stranger", "rsa");
            at(
                    sshd,
                    String.join(
                            "\n  ",
                            "IdentityFile ~/.ssh/good",
                            "IdentityFile ~/.ssh/stranger",
                            "PubkeyAcceptedAlgorithms rsa-sha2-512"));
            Comparison compared = Comparison.of(home, "web");
            compared.isForBoth(Verdict.REFUSED);
            compared.saying("'PubkeyAcceptedAlgorithms rsa-sha2-512' (%s:6) keeps back the key file %s"
                    .formatted(home.ssh("config"), home.ssh("good")));
            compared.saying("the host refused the other key that we have");
            assertThat(refusal(compared.result()).remedy("x")).startsWith("Let that setting allow ");
        }
    }

    /** Another key file of the same type would not help. Not every sshd tells before what it takes; the log does. */
    @ParameterizedTest
    @CsvSource({"rsa,ssh-ed25519", "ed25519,rsa-sha2-512", "ecdsa,ssh-ed25519"})
    void aHostThatTakesNoKeyOfThatTypeSaysSo(String type, String taken) throws Exception {
        try (RealSshd sshd = sshd().with("PubkeyAcceptedAlgorithms " + taken).start()) {
            sshd.lets(home.key("mine", type));
            at(sshd, "IdentityFile ~/.ssh/mine");
            Comparison compared = Comparison.of(home, "web");
            compared.isForBoth(Verdict.REFUSED);
            assertThat(refusal(compared.result()))
                    .satisfies(why -> assertThat(why.cause() + why.remedy("x")).contains("PubkeyAcceptedAlgorithms"));
        }
    }

    /** ssh offers the key of the file beside; Headroom reads the private one itself. */
    @Test
    void aPublicKeyFileOfAnotherKeyIsTold() throws Exception {
        try (RealSshd sshd = sshd().start()) {
            home.key("mine", "ed25519");
            home.key("another", "ed25519");
            Files.copy(home.ssh("another.pub"), home.ssh("mine.pub"), StandardCopyOption.REPLACE_EXISTING);
            at(sshd, "IdentityFile ~/.ssh/mine");
            Comparison compared = Comparison.of(home, "web");
            compared.isForBoth(Verdict.REFUSED)
                    .saying(
                            "log in: %1$s.pub belongs to another key than %1$s; ssh offers that one; it refused the only key we have"
                                    .formatted(home.ssh("mine")));
        }
    }

    /** The host would accept the key of the file beside: to load the private one into an agent, or a passphrase, would not help. */
    @Test
    void aPublicKeyFileOfAnotherKeyIsToldBesideAKeyWithAPassphrase() throws Exception {
        try (RealSshd sshd = sshd().start()) {
            home.key("mine", "ed25519");
            sshd.lets(home.key("another", "ed25519"));
            String mine = home.ssh("mine").toString();
            Processes.run("ssh-keygen", "-q", "-p", "-N", "open sesame", "-f", mine);
            Files.copy(home.ssh("another.pub"), home.ssh("mine.pub"), StandardCopyOption.REPLACE_EXISTING);
            at(sshd, "IdentityFile ~/.ssh/mine");
            Comparison compared = Comparison.of(home, "web");
            compared.isForBoth(Verdict.REFUSED)
                    .saying("%1$s.pub belongs to another key than %1$s; ssh offers that one".formatted(mine));
        }
    }

    /** The agent has the key of the file, whatever the file beside it says. */
    @Test
    void theAgentsKeyIsUsedBesideAPublicKeyFileOfAnother() throws Exception {
        try (RealSshd sshd = sshd().start();
                RealAgent agent = agent(0)) {
            sshd.lets(home.key("mine", "ed25519"));
            String mine = home.ssh("mine").toString();
            agent.add(mine);
            Processes.run("ssh-keygen", "-q", "-p", "-N", "open sesame", "-f", mine);
            home.key("another", "ed25519");
            Files.copy(home.ssh("another.pub"), home.ssh("mine.pub"), StandardCopyOption.REPLACE_EXISTING);
            at(sshd, "IdentityFile ~/.ssh/mine");
            Comparison.of(home, "web").isForBoth(Verdict.LOGGED_IN);
        }
    }

    @Test
    void aCertificateOfAnotherKeyIsTold() throws Exception {
        try (RealSshd sshd = sshd().start()) {
            home.key("mine", "ed25519");
            home.key("another", "ed25519");
            home.key("authority", "ed25519");
            Processes.run(
                    "ssh-keygen",
                    "-q",
                    "-s",
                    home.ssh("authority").toString(),
                    "-I",
                    "test",
                    home.ssh("another.pub").toString());
            Files.move(home.ssh("another-cert.pub"), home.ssh("mine-cert.pub"));
            at(sshd, "IdentityFile ~/.ssh/mine");
            Comparison compared = Comparison.of(home, "web");
            compared.isForBoth(Verdict.REFUSED)
                    .saying("%1$s-cert.pub is a certificate of another key than %1$s".formatted(home.ssh("mine")));
        }
    }

    @Test
    void aKeyFileThatIsNotThereOrEmptyIsToldSo() throws Exception {
        try (RealSshd sshd = sshd().start()) {
            Files.writeString(home.ssh("empty"), "");
            Files.setPosixFilePermissions(home.ssh("empty"), PosixFilePermissions.fromString("rw-------"));
            Files.createSymbolicLink(home.ssh("link"), home.ssh("nowhere"));
            at(
                    sshd,
                    String.join(
                            "\n  ",
                            "IdentityFile ~/.ssh/missing",
                            "IdentityFile ~/.ssh/empty",
                            "IdentityFile ~/.ssh/link"));
            Comparison compared = Comparison.of(home, "web");
            compared.isForBoth(Verdict.REFUSED).saying("the key file %s does not exist".formatted(home.ssh("missing")));
            compared.saying("the key file %s is empty".formatted(home.ssh("empty")));
            compared.saying("the key file %s is a link that leads to no file".formatted(home.ssh("link")));
        }
    }

    /** Copied by way of Windows or by hand. Forms of OpenSSL may end their lines in any way, for ssh too. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ed25519; -e 's/$/\\r/'; its lines end as those of Windows do (CR LF): dos2unix mends it",
                "ed25519; -e 1i\\#; something stands before its first line or behind it, so delete that",
                "ed25519; -e 's/$/ /'; something stands before its first line or behind it, so delete that",
                "ed25519; -e '$s/$/ /'; its last line has no end of line or something beside it, so correct that line",
                "rsa; -e 's/$/\\r/'; ",
                "rsa; -e 1i\\#; "
            })
    void aKeyFileWithOtherLinesIsTakenAndRefusedAsBySsh(String type, String edit, @Nullable String why)
            throws Exception {
        try (RealSshd sshd = sshd().start()) {
            sshd.lets(home.key("mine", type));
            if (type.equals("rsa")) {
                Processes.run(
                        "ssh-keygen",
                        "-q",
                        "-p",
                        "-N",
                        "",
                        "-m",
                        "PEM",
                        "-f",
                        home.ssh("mine").toString());
            }
            Processes.run("sh", "-c", "sed -i %s '%s'".formatted(edit, home.ssh("mine")));
            at(sshd, "IdentityFile ~/.ssh/mine");
            Comparison compared = Comparison.of(home, "web");
            if (why == null) {
                compared.isForBoth(Verdict.LOGGED_IN);
            } else {
                compared.isForBoth(Verdict.REFUSED);
                compared.saying(
                        "log in: the key file %s cannot be used: ssh does not read it either: %s; so there was no key that could be used"
                                .formatted(home.ssh("mine"), why));
            }
        }
    }

    @Test
    void aFolderIsNoKeyFile() throws Exception {
        try (RealSshd sshd = sshd().start()) {
            Files.createDirectory(home.ssh("keys"));
            at(sshd, "IdentityFile ~/.ssh/keys");
            Comparison compared = Comparison.of(home, "web");
            compared.isForBoth(Verdict.REFUSED).saying(home.ssh("keys") + " is a folder and no key file: name a file");
        }
    }

    @Test
    void aHostThatAsksForAPasswordAfterTheKeySaysSo() throws Exception {
        try (RealSshd sshd = sshd().with("AuthenticationMethods publickey,password", "PasswordAuthentication yes")
                .start()) {
            sshd.lets(home.key("id_ed25519", "ed25519"));
            at(sshd, "");
            Comparison compared = Comparison.of(home, "web");
            compared.isForBoth(Verdict.REFUSED);
            assertThat(refusal(compared.result()).cause())
                    .startsWith("it accepted the key and asks for a password besides");
        }
    }

    /** The host does not say why: a locked or denied user looks like a wrong key. */
    @Test
    void aUserWhomTheHostDeniesIsNotBlamedOnTheKeyAlone() throws Exception {
        try (RealSshd sshd = sshd().with("DenyUsers root").start()) {
            sshd.lets(home.key("id_ed25519", "ed25519"));
            at(sshd, "");
            Comparison compared = Comparison.of(home, "web");
            compared.isForBoth(Verdict.REFUSED);
            assertThat(refusal(compared.result()).remedy("x"))
                    .contains("the host's log says whether its sshd")
                    .contains("lets that user in");
        }
    }

    @Test
    void aBannerIsShownWithARefusal() throws Exception {
        Path banner = Files.writeString(folder.resolve("banner"), "Closed for \u001b[31mmaintenance\nuntil noon\n");
        try (RealSshd sshd = sshd().with("Banner " + banner).start()) {
            home.key("id_ed25519", "ed25519");
            at(sshd, "");
            Comparison compared = Comparison.of(home, "web");
            compared.isForBoth(Verdict.REFUSED);
            assertThat(failure(compared.result()).sentence())
                    .endsWith(" Its banner says: 'Closed for \\x1b[31mmaintenance until noon'.");
        }
    }

    private static LoginRefusal refusal(RemoteResult result) {
        assertThat(failure(result)).isInstanceOf(RemoteFailure.AuthenticationRejected.class);
        return ((RemoteFailure.AuthenticationRejected) failure(result)).why();
    }

    private static RemoteFailure failure(RemoteResult result) {
        assertThat(result).isInstanceOf(RemoteResult.Failed.class);
        return ((RemoteResult.Failed) result).failure();
    }

    private RealSshd.Setup sshd() {
        return RealSshd.in(folder.resolve("web"));
    }

    /** A server that takes certificates of one authority and no keys. */
    private RealSshd.Setup ca() throws Exception {
        Processes.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", authority());
        return sshd().with("TrustedUserCAKeys " + authority() + ".pub");
    }

    private String authority() {
        return folder.resolve("authority").toString();
    }

    private void certify(String key, String... settings) throws Exception {
        var command = new ArrayList<>(List.of("ssh-keygen", "-q", "-s", authority(), "-I", "a name"));
        command.addAll(List.of(settings));
        command.add(home.ssh(key + ".pub").toString());
        Processes.run(command.toArray(String[]::new));
    }

    /** The line of ssh-keygen about a key in the folder. */
    private String listed(String key) {
        try {
            return Processes.toTheEnd(
                            List.of(
                                    "ssh-keygen",
                                    "-lf",
                                    folder.resolve(key + ".pub").toString()),
                            Map.of())
                    .said();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** An agent that holds so many keys of no use; their public parts are in the folder. */
    private RealAgent agent(int keys) throws Exception {
        RealAgent agent = RealAgent.start(folder.resolve("agent"));
        home.agent(agent.socket());
        for (int i = 0; i < keys; i++) {
            String file = folder.resolve("other" + i).toString();
            Processes.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "other" + i, "-f", file);
            agent.add(file);
        }
        return agent;
    }

    /** The environment in which ssh and ssh-add ask a program that gives this answer. */
    private Map<String, String> answering(String secret) throws IOException {
        Path program = Files.writeString(folder.resolve("answer"), "#!/bin/sh\necho '" + secret + "'\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return Map.of("SSH_ASKPASS", program.toString(), "SSH_ASKPASS_REQUIRE", "force", "DISPLAY", ":0");
    }

    private void at(RealSshd sshd, String lines) throws IOException {
        home.knows(sshd).config(host("web", sshd) + "  %s\n".formatted(lines));
    }
}
