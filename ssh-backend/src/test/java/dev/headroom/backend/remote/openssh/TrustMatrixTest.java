package dev.headroom.backend.remote.openssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which host keys are trusted: Headroom ends as the {@code ssh} client does with the same files. */
@Timeout(900)
class TrustMatrixTest extends MatrixFixture {
    /**
     * KEY is the host's key, OTHER another of its type; NAME is the host with its port, as ssh writes it. Some were read
     * wrongly by others: another port (https://github.com/Xpra-org/xpra/issues/4599 and
     * https://github.com/jenkinsci/ssh-agents-plugin/pull/174), a pattern with another port
     * (https://github.com/skeema/knownhosts/pull/9), a changed key that was called unknown
     * (https://github.com/cockpit-project/cockpit/issues/18713).
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "NAME KEY; LOGGED_IN",
                "NAME OTHER; HOST_KEY_CHANGED",
                "NAME OTHER|NAME KEY; LOGGED_IN",
                "# nothing; HOST_KEY_UNKNOWN",
                "@revoked * KEY|NAME KEY; HOST_KEY_REVOKED",
                "NAME KEY|@revoked NAME KEY; HOST_KEY_REVOKED",
                "NAME KEY|@revoked * OTHER; LOGGED_IN",
                "NAME KEY|@revoked elsewhere KEY; LOGGED_IN",
                "127.0.0.1 KEY; LOGGED_IN",
                "127.0.0.1 OTHER; HOST_KEY_UNKNOWN",
                "127.* KEY; LOGGED_IN",
                "* KEY; LOGGED_IN",
                "* KEY|NAME OTHER; LOGGED_IN",
                "127.*,!127.0.0.1 KEY; HOST_KEY_UNKNOWN",
                "[127.0.0.?]:* KEY; LOGGED_IN",
                "[127.0.0.1]:1 KEY; HOST_KEY_UNKNOWN",
                "*,!NAME KEY; LOGGED_IN",
                "a,,NAME,b KEY; LOGGED_IN",
                "NAME KEY a comment # of words; LOGGED_IN",
                "NAME ssh-ed25519; HOST_KEY_UNKNOWN",
                "NAME ssh-ed25519 AAAA|NAME KEY; LOGGED_IN",
                "@other NAME KEY; HOST_KEY_UNKNOWN",
                "@cert-authority NAME KEY; HOST_KEY_UNKNOWN",
                "@cert-authority  NAME OTHER|NAME KEY; LOGGED_IN",
                "@revoked NAME CERTIFICATE|NAME KEY; HOST_KEY_REVOKED",
                "NAME CERTIFICATE; HOST_KEY_CHANGED"
            })
    void aLineCountsAsForSsh(String lines, Verdict expected) throws Exception {
        try (RealSshd sshd = sshd().start()) {
            certify(sshd.file("host_ed25519"), "-n", "127.0.0.1");
            home.append("known_hosts", filled(lines, sshd)).config(hostBlock(sshd, ""));
            login(sshd).isForBoth(expected);
        }
    }

    /** https://github.com/int128/gradle-ssh-plugin/issues/69 */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHashedNameIsFound(boolean itsOwn) throws Exception {
        try (RealSshd sshd = sshd().start()) {
            home.append("known_hosts", filled(itsOwn ? "NAME KEY" : "NAME OTHER", sshd));
            Processes.run(
                    "ssh-keygen", "-q", "-H", "-f", home.ssh("known_hosts").toString());
            home.config(hostBlock(sshd, ""));
            login(sshd).isForBoth(itsOwn ? Verdict.LOGGED_IN : Verdict.HOST_KEY_CHANGED);
        }
    }

    /** An alias is looked up without the port, in small letters, and in place of the address. */
    @ParameterizedTest
    @CsvSource({
        "Shop.Example, shop.example KEY, LOGGED_IN",
        "shop.example, SHOP.example KEY, LOGGED_IN",
        "shop.example, NAME KEY, HOST_KEY_UNKNOWN",
        "shop.example, shop.example OTHER, HOST_KEY_CHANGED",
        "shop.example, @revoked shop.* KEY, HOST_KEY_REVOKED"
    })
    void anAliasIsLookedUpInPlaceOfTheAddress(String alias, String line, Verdict expected) throws Exception {
        try (RealSshd sshd = sshd().start()) {
            home.append("known_hosts", filled(line, sshd)).config(hostBlock(sshd, "HostKeyAlias " + alias));
            login(sshd).isForBoth(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"known_hosts2", "ssh_known_hosts", "ssh_known_hosts2", "third", "system"})
    void everyFileCounts(String name) throws Exception {
        try (RealSshd sshd = sshd().start()) {
            String line = filled("NAME KEY", sshd) + "\n";
            String setting = switch (name) {
                case "third" -> "UserKnownHostsFile ~/.ssh/one ~/.ssh/third";
                case "system" -> "GlobalKnownHostsFile " + home.system().resolve("system");
                default -> "";
            };
            boolean own = name.equals("known_hosts2") || name.equals("third");
            Files.writeString(own ? home.ssh(name) : home.system().resolve(name), line);
            home.config(hostBlock(sshd, setting));
            login(sshd).isForBoth(Verdict.LOGGED_IN);
            Files.writeString(home.system().resolve("ssh_known_hosts"), filled("@revoked * KEY", sshd) + "\n" + line);
            if (!name.equals("system")) {
                login(sshd).isForBoth(Verdict.HOST_KEY_REVOKED);
            }
        }
    }

    /** A host that has several keys is asked for the one that is known. */
    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ecdsa", "ed25519"})
    void ofSeveralKeysTheKnownOneIsAskedFor(String known) throws Exception {
        try (RealSshd sshd = sshd().hostKeys("ed25519", "ecdsa", "rsa").start()) {
            home.knows(sshd, known).config(hostBlock(sshd, ""));
            login(sshd).isForBoth(Verdict.LOGGED_IN);
        }
    }

    /**
     * https://github.com/net-ssh/net-ssh/pull/1009 accepted any certificate of the authority. CERT options, then lines of known_hosts; KEY is the host's own key,
     * AUTHORITY that which signed.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "-n 127.0.0.1; @cert-authority * AUTHORITY; LOGGED_IN",
                "-n other,127.0.0.1; @cert-authority NAME AUTHORITY; LOGGED_IN",
                "-n 127.0.0.1; @cert-authority 127.* AUTHORITY; LOGGED_IN",
                "-n 127.0.0.1; @cert-authority elsewhere AUTHORITY; HOST_KEY_UNKNOWN",
                "-n 127.0.0.1; NAME AUTHORITY; HOST_KEY_CHANGED",
                "-n 127.0.0.1; @cert-authority * OTHER; HOST_KEY_UNKNOWN",
                "-n 127.0.0.2; @cert-authority * AUTHORITY; HOST_KEY_UNKNOWN",
                "-n 127.0.0.2; @cert-authority * AUTHORITY|NAME KEY; LOGGED_IN",
                "-n 127.0.0.2; @cert-authority * AUTHORITY|NAME OTHER; HOST_KEY_CHANGED",
                "-n 127.0.0.1 -V -2w:-1w; @cert-authority * AUTHORITY; HOST_KEY_UNKNOWN",
                "-n 127.0.0.1 -V +1w:+2w; @cert-authority * AUTHORITY; HOST_KEY_UNKNOWN",
                "-n 127.0.0.1 -V -1d:+1d; @cert-authority * AUTHORITY; LOGGED_IN",
                "-n 127.0.0.1 -O critical:x=y; @cert-authority * AUTHORITY; HOST_KEY_UNKNOWN",
                "-n 127.0.0.1 -O extension:x=y; @cert-authority * AUTHORITY; LOGGED_IN",
                "-n 127.0.0.1; @cert-authority * AUTHORITY|@revoked * AUTHORITY; HOST_KEY_REVOKED",
                "-n 127.0.0.1; @revoked * AUTHORITY|NAME KEY; HOST_KEY_REVOKED",
                "-n 127.0.0.1; @cert-authority * AUTHORITY|@revoked * KEY; HOST_KEY_REVOKED",
                "-n 127.0.0.1; @cert-authority * AUTHORITY|@revoked * OTHER; LOGGED_IN",
                "-n 127.0.0.1; NAME KEY; LOGGED_IN",
                "-n 127.0.0.1; NAME OTHER|@cert-authority NAME AUTHORITY; LOGGED_IN"
            })
    void aCertificateCountsAsForSsh(String options, String lines, Verdict expected) throws Exception {
        RealSshd.Setup setup = sshd();
        try (RealSshd sshd = certified(setup, "ed25519", options)) {
            home.append("known_hosts", filled(lines, sshd)).config(hostBlock(sshd, ""));
            login(sshd).isForBoth(expected);
        }
    }

    /** Newer versions of ssh than Debian 12's allow patterns as principals, and ask for one at least, as JSch does. */
    @ParameterizedTest
    @CsvSource({"-n 127.*, LOGGED_IN", "-n 128.*, HOST_KEY_UNKNOWN", "-I none, HOST_KEY_UNKNOWN"})
    void principalsAreThoseOfNewerVersionsOfSsh(String options, Verdict expected) throws Exception {
        try (RealSshd sshd = certified(sshd(), "ed25519", options)) {
            home.append("known_hosts", filled("@cert-authority * AUTHORITY", sshd))
                    .config(hostBlock(sshd, ""));
            assertThat(login(sshd).headroom()).isEqualTo(expected);
        }
    }

    /** The authority is known, so that an operator has to learn what is wrong with the certificate. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "-n 127.0.0.1 -V 20000101000000Z:20010101000000Z; it was valid until 2001-01-01T00:00:00Z only: have"
                        + " it renewed",
                "-n 127.0.0.1 -V +52w:+60w; it is valid only from ",
                "-n other,third; it is for 'other', 'third', not for '127.0.0.1'",
                "-I none; it lists no names of hosts (principals)",
                "-n 127.0.0.1 -O critical:x=y; it has critical options"
            })
    void aCertificateThatDoesNotCountSaysWhy(String options, String said) throws Exception {
        try (RealSshd sshd = certified(sshd(), "ed25519", options)) {
            home.append("known_hosts", filled("@cert-authority * AUTHORITY", sshd))
                    .config(hostBlock(sshd, ""));
            login(sshd).saying("(its certificate does not count: " + said);
        }
    }

    @ParameterizedTest
    @CsvSource({"rsa, ed25519", "ecdsa, ed25519", "ed25519, rsa", "ed25519, ecdsa", "rsa, rsa"})
    void aCertificateOfEachTypeIsAccepted(String host, String authority) throws Exception {
        makeAuthority(authority);
        try (RealSshd sshd = certified(sshd(), host, "-n 127.0.0.1")) {
            home.append("known_hosts", filled("@cert-authority * AUTHORITY", sshd))
                    .config(hostBlock(sshd, ""));
            login(sshd).isForBoth(Verdict.LOGGED_IN);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rsa, ssh-ed25519, HOST_KEY_UNKNOWN",
        "ed25519, ssh-ed25519, LOGGED_IN",
        "rsa, -rsa*, HOST_KEY_UNKNOWN",
        "ed25519, -rsa*, LOGGED_IN"
    })
    void anAuthorityMaySignOnlyWithWhatTheSettingAllows(String authority, String setting, Verdict expected)
            throws Exception {
        makeAuthority(authority);
        try (RealSshd sshd = certified(sshd(), "ed25519", "-n 127.0.0.1")) {
            home.append("known_hosts", filled("@cert-authority * AUTHORITY", sshd))
                    .config(hostBlock(sshd, "CASignatureAlgorithms " + setting));
            login(sshd).isForBoth(expected);
        }
    }

    /** The principal is the alias, where there is one. */
    @ParameterizedTest
    @CsvSource({"shop, LOGGED_IN", "127.0.0.1, HOST_KEY_UNKNOWN"})
    void aCertificateNamesTheAlias(String principal, Verdict expected) throws Exception {
        try (RealSshd sshd = certified(sshd(), "ed25519", "-n " + principal)) {
            home.append("known_hosts", filled("@cert-authority sh* AUTHORITY", sshd))
                    .config(hostBlock(sshd, "HostKeyAlias Shop"));
            login(sshd).isForBoth(expected);
        }
    }

    /** ssh says of such a key only that the verification failed. */
    @ParameterizedTest
    @CsvSource({"OTHER, LOGGED_IN", "KEY, HOST_KEY_REVOKED", "AUTHORITY, HOST_KEY_REVOKED"})
    void aKeyInTheListOfRevokedKeysIsRefused(String listed, Verdict expected) throws Exception {
        try (RealSshd sshd = certified(sshd(), "ed25519", "-n 127.0.0.1")) {
            home.append("known_hosts", filled("NAME KEY|@cert-authority * AUTHORITY", sshd))
                    .append("revoked", filled(listed, sshd))
                    .config(hostBlock(sshd, "RevokedHostKeys " + home.ssh("revoked")));
            Comparison ended = login(sshd);
            assertThat(ended.headroom()).isEqualTo(expected);
            assertThat(ended.ssh() == Verdict.LOGGED_IN).as(ended.said()).isEqualTo(expected == Verdict.LOGGED_IN);
        }
    }

    @ParameterizedTest
    @CsvSource({"rsa,2048", "rsa,3072", "rsa,4096", "ecdsa,256", "ecdsa,384", "ecdsa,521", "ed25519,256"})
    void aKnownKeyOfEachSizeIsTrusted(String type, String bits) throws Exception {
        Path key = Files.createDirectories(folder.resolve("web")).resolve("host_" + type);
        Processes.run("ssh-keygen", "-q", "-t", type, "-b", bits, "-N", "", "-f", key.toString());
        try (RealSshd sshd = sshd().hostKeys(type).start()) {
            home.knows(sshd, type).config(hostBlock(sshd, ""));
            login(sshd).isForBoth(Verdict.LOGGED_IN);
        }
    }

    /** It could revoke the key of the host. */
    @Test
    void aListOfRevokedKeysThatCannotBeReadLetsNobodyIn() throws Exception {
        try (RealSshd sshd = sshd().start()) {
            home.append("known_hosts", filled("NAME KEY", sshd))
                    .config(hostBlock(sshd, "RevokedHostKeys " + home.ssh("revoked")));
            assertNobodyGetsIn(login(sshd), "revoked does not exist. Correct that file");
            Files.createDirectory(home.ssh("revoked"));
            assertNobodyGetsIn(login(sshd), "revoked is a folder. Correct that file");
        }
    }

    private static void assertNobodyGetsIn(Comparison ended, String said) {
        assertThat(ended.ssh()).isEqualTo(Verdict.HOST_KEY_UNKNOWN); // it says that the check failed
        assertThat(ended.headroom()).isEqualTo(Verdict.NOT_TRIED);
        ended.saying(said);
    }

    /** SHA-1 is no signature of an authority any more. */
    @Test
    void anAuthorityThatSignsBySha1IsNotBelieved() throws Exception {
        makeAuthority("rsa");
        try (RealSshd sshd = certified(sshd(), "ed25519", "-n 127.0.0.1 -t ssh-rsa")) {
            home.append("known_hosts", filled("@cert-authority * AUTHORITY", sshd))
                    .config(hostBlock(sshd, ""));
            login(sshd).isForBoth(Verdict.HOST_KEY_UNKNOWN);
        }
    }

    private RealSshd.Setup sshd() {
        return RealSshd.in(folder.resolve("web"));
    }

    private RealSshd certified(RealSshd.Setup setup, String type, String options) throws Exception {
        Path key = Files.createDirectories(folder.resolve("web")).resolve("host_" + type);
        Processes.run("ssh-keygen", "-q", "-t", type, "-N", "", "-f", key.toString());
        certify(key, options.split(" "));
        return setup.hostKeys(type).with("HostCertificate " + key + "-cert.pub").start();
    }

    private void certify(Path key, String... options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("ssh-keygen", "-q", "-h", "-s", makeAuthority("ed25519").toString(), "-I", "web"));
        command.addAll(List.of(options));
        command.add(key + ".pub");
        Processes.run(command.toArray(String[]::new));
    }

    private Path makeAuthority(String type) throws Exception {
        Path authority = folder.resolve("authority");
        if (Files.notExists(authority)) {
            Processes.run("ssh-keygen", "-q", "-t", type, "-N", "", "-f", authority.toString());
        }
        return authority;
    }

    private String filled(String lines, RealSshd sshd) throws Exception {
        Path other = folder.resolve("other");
        if (Files.notExists(other)) {
            Processes.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", other.toString());
        }
        String type = Files.exists(sshd.file("host_ed25519")) ? "ed25519" : "rsa";
        String result = lines.replace("NAME", "[%s]:%d".formatted(sshd.address(), sshd.port()))
                .replace("OTHER", publicKey(other))
                .replace('|', '\n');
        if (lines.contains("KEY")) {
            result = result.replace("KEY", sshd.hostKey(type));
        }
        if (lines.contains("CERTIFICATE")) {
            result = result.replace(
                    "CERTIFICATE",
                    Files.readString(sshd.file("host_%s-cert.pub".formatted(type)))
                            .strip());
        }
        return lines.contains("AUTHORITY") ? result.replace("AUTHORITY", publicKey(makeAuthority("ed25519"))) : result;
    }

    private static String publicKey(Path key) throws IOException {
        String[] words = Files.readString(Path.of(key + ".pub")).strip().split(" ", 3);
        return words[0] + " " + words[1];
    }

    private static String hostBlock(RealSshd sshd, String setting) {
        return host("web", sshd) + "  %s\n".formatted(setting);
    }

    private Comparison login(RealSshd sshd) throws Exception {
        if (Files.notExists(home.ssh("id_ed25519"))) {
            sshd.lets(home.key("id_ed25519", "ed25519"));
        }
        return Comparison.of(home, "web");
    }
}
