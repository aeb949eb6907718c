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

/** Lists of {@code ssh-keygen -k} as RevokedHostKeys: each host is refused where {@code ssh} refuses it. See decision 0107. */
@Timeout(900)
class RevocationMatrixTest extends MatrixFixture {
    /** The certificate has the serial number 70 and the identity 'web'. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "key: OTHER; no; LOGGED_IN",
                "key: KEY; no; HOST_KEY_REVOKED",
                "key: AUTHORITY; no; HOST_KEY_REVOKED",
                "sha1: KEY; no; HOST_KEY_REVOKED",
                "sha1: OTHER; no; LOGGED_IN",
                "sha256: KEY; no; HOST_KEY_REVOKED",
                "sha256: AUTHORITY; no; HOST_KEY_REVOKED",
                "serial: 70; yes; HOST_KEY_REVOKED",
                "serial: 71; yes; LOGGED_IN",
                "serial: 60-70; yes; HOST_KEY_REVOKED",
                "serial: 71-90; yes; LOGGED_IN",
                "serial: 7000000-9000000000000; yes; LOGGED_IN",
                "serial: 64|serial: 67|serial: 70|serial: 75; yes; HOST_KEY_REVOKED",
                "serial: 64|serial: 67|serial: 71|serial: 75; yes; LOGGED_IN",
                "serial: 18446744073709551615; yes; LOGGED_IN",
                "serial: 1-18446744073709551615; yes; HOST_KEY_REVOKED",
                "id: web; yes; HOST_KEY_REVOKED",
                "id: db; yes; LOGGED_IN",
                "serial: 70; other; LOGGED_IN",
                "id: web; other; LOGGED_IN",
                "serial: 70; all; HOST_KEY_REVOKED",
                "id: web; all; HOST_KEY_REVOKED",
                "# nothing; no; LOGGED_IN"
            })
    void aHostWithACertificateThatAListNames(String list, String authority, Verdict expected) throws Exception {
        try (RealSshd sshd = certified()) {
            Path krl = list(sshd, list, authority);
            // A plain key is known, too: a revoked certificate is no reason to take the key inside.
            home.append("known_hosts", "[127.0.0.1]:%d %s".formatted(sshd.port(), sshd.hostKey("ed25519")))
                    .append("known_hosts", "@cert-authority * " + publicKey("authority"));
            Comparison ended = login(sshd, krl);
            assertThat(ended.headroom()).as("%s", ended.result()).isEqualTo(expected);
            assertThat(ended.ssh() == Verdict.LOGGED_IN).as(ended.said()).isEqualTo(expected == Verdict.LOGGED_IN);
            if (expected == Verdict.HOST_KEY_REVOKED) {
                ended.saying(krl.toString());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"key: KEY, HOST_KEY_REVOKED", "sha256: KEY, HOST_KEY_REVOKED", "key: OTHER, LOGGED_IN"})
    void aHostWithAPlainKeyThatAListNames(String list, Verdict expected) throws Exception {
        makeKey("authority");
        try (RealSshd sshd = RealSshd.in(folder.resolve("web")).start()) {
            Path krl = list(sshd, list, "no");
            home.knows(sshd);
            Comparison ended = login(sshd, krl);
            assertThat(ended.headroom()).as("%s", ended.result()).isEqualTo(expected);
            assertThat(ended.ssh() == Verdict.LOGGED_IN).as(ended.said()).isEqualTo(expected == Verdict.LOGGED_IN);
        }
    }

    /** The missing rest could name any key: no host is believed. */
    @Test
    void aListThatWasCutOffLetsNoHostIn() throws Exception {
        makeKey("authority");
        try (RealSshd sshd = RealSshd.in(folder.resolve("web")).start()) {
            Path krl = list(sshd, "key: OTHER", "no");
            byte[] bytes = Files.readAllBytes(krl);
            Files.write(krl, java.util.Arrays.copyOf(bytes, bytes.length - 3));
            home.knows(sshd);
            Comparison ended = login(sshd, krl);
            assertThat(ended.headroom()).isEqualTo(Verdict.NOT_TRIED);
            assertThat(ended.ssh()).isNotEqualTo(Verdict.LOGGED_IN);
            ended.saying(krl + " is a key revocation list that was cut off");
        }
    }

    private RealSshd certified() throws Exception {
        makeKey("authority");
        Path key = Files.createDirectories(folder.resolve("web")).resolve("host_ed25519");
        Processes.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
        Processes.run(
                "ssh-keygen",
                "-q",
                "-h",
                "-s",
                folder.resolve("authority").toString(),
                "-I",
                "web",
                "-z",
                "70",
                "-n",
                "127.0.0.1",
                key + ".pub");
        return RealSshd.in(folder.resolve("web"))
                .with("HostCertificate " + key + "-cert.pub")
                .start();
    }

    /** @param authority whose certificates are listed: yes for the host's, other, all, or no for none */
    private Path list(RealSshd sshd, String lines, String authority) throws Exception {
        makeKey("other");
        Path specification = Files.writeString(
                folder.resolve("specification"),
                lines.replace("|", "\n")
                                .replace("KEY", sshd.hostKey("ed25519"))
                                .replace("OTHER", publicKey("other"))
                                .replace("AUTHORITY", publicKey("authority"))
                        + "\n");
        Path krl = home.ssh("revoked");
        List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q", "-k", "-f", krl.toString()));
        switch (authority) {
            case "yes" ->
                command.addAll(List.of("-s", folder.resolve("authority.pub").toString()));
            case "other" ->
                command.addAll(List.of("-s", folder.resolve("other.pub").toString()));
            case "all" -> command.addAll(List.of("-s", "none"));
            default -> assertThat(authority).isEqualTo("no");
        }
        command.add(specification.toString());
        Processes.run(command.toArray(String[]::new));
        return krl;
    }

    private void makeKey(String name) throws Exception {
        Processes.run(
                "ssh-keygen",
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-f",
                folder.resolve(name).toString());
    }

    private String publicKey(String name) throws IOException {
        String[] words = Files.readString(folder.resolve(name + ".pub")).strip().split(" ", 3);
        return words[0] + " " + words[1];
    }

    private Comparison login(RealSshd sshd, Path krl) throws Exception {
        sshd.lets(home.key("id_ed25519", "ed25519"));
        home.config(host("web", sshd) + "  RevokedHostKeys %s\n".formatted(krl));
        return Comparison.of(home, "web");
    }
}
