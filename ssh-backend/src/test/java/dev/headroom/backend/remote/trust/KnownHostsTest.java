package dev.headroom.backend.remote.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The right answers are those of OpenSSH 9: {@code check_key_in_hostkeys} of its hostfile.c, {@code check_host_key} of sshconnect.c. */
class KnownHostsTest {
    private static final byte[] ED = blob("ssh-ed25519", "host");
    private static final byte[] ED2 = blob("ssh-ed25519", "other");
    private static final byte[] RSA = blob("ssh-rsa", "rsa");

    @TempDir
    Path folder;

    private final KnownHosts knownHosts = new KnownHosts();

    record Case(String name, String file, String address, int port, String verdict) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        String ed = text(ED);
        String other = text(ED2);
        String rsa = text(RSA);
        return List.of(
                new Case("the key", "rs1 " + ed, "rs1", 22, "Trusted"),
                new Case("a name in capitals", "RS1 " + ed, "Rs1", 22, "Trusted"),
                new Case("one of several names", "a,192.0.2.1,rs1 " + ed, "192.0.2.1", 22, "Trusted"),
                new Case("nobody", "rs2 " + ed, "rs1", 22, "Unknown"),
                new Case("another key of the type", "rs1 " + other, "rs1", 22, "Changed:1"),
                new Case("only another type is known", "rs1 " + rsa, "rs1", 22, "Changed:1"),
                new Case("another type, and the key", "rs1 " + rsa + "\nrs1 " + ed, "rs1", 22, "Trusted"),
                new Case("revoked for all", "rs1 " + ed + "\n@revoked * " + ed, "rs1", 22, "Revoked:2"),
                new Case("revoked first", "@revoked * " + ed + "\nrs1 " + ed, "rs1", 22, "Revoked:1"),
                new Case("revoked by pattern", "rs1 " + ed + "\n@revoked r?1 " + ed, "rs1", 22, "Revoked:2"),
                new Case("revoked for another host", "rs1 " + ed + "\n@revoked rs2 " + ed, "rs1", 22, "Trusted"),
                new Case("another key is revoked", "rs1 " + ed + "\n@revoked * " + other, "rs1", 22, "Trusted"),
                new Case("revoked and unknown", "@revoked * " + ed, "rs1", 22, "Revoked:1"),
                new Case("an authority's key is no host's", "@cert-authority * " + ed, "rs1", 22, "Unknown"),
                new Case("an unknown marker", "@trusted rs1 " + ed, "rs1", 22, "Unknown"),
                new Case("with its port", "[rs1]:2222 " + ed, "rs1", 2222, "Trusted"),
                new Case("another port", "[rs1]:2222 " + ed, "rs1", 2223, "Unknown"),
                new Case("known without its port", "rs1 " + ed, "rs1", 2222, "Trusted"),
                new Case("another key without its port", "rs1 " + other, "rs1", 2222, "Unknown"),
                new Case("revoked without its port", "@revoked rs1 " + ed, "rs1", 2222, "Revoked:1"),
                new Case("another key with its port", "[rs1]:2222 " + other + "\nrs1 " + ed, "rs1", 2222, "Changed:1"),
                new Case("a denied name", "*.example.org,!rs1.example.org " + ed, "rs1.example.org", 22, "Unknown"),
                new Case("a pattern", "*.example.org,!rs1.example.org " + ed, "rs2.example.org", 22, "Trusted"),
                new Case("an IPv6 address", "2001:db8::1 " + ed, "2001:db8::1", 22, "Trusted"),
                new Case("a comment behind", "rs1 " + ed + " somebody@somewhere with words", "rs1", 22, "Trusted"),
                new Case(
                        "broken lines around",
                        "rs1\nrs1 ssh-ed25519 !!!\n|1|x|y " + ed + "\nrs1 ssh-rsa " + base64(ED) + "\nrs1 " + ed,
                        "rs1",
                        22,
                        "Trusted"),
                new Case("blanks and tabs", "  rs1\t" + ed.replace(" ", "\t"), "rs1", 22, "Trusted"),
                new Case("ends of line of Windows", "# x\r\nrs1 " + ed + "\r\n", "rs1", 22, "Trusted"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void judgesAsOpenSsh(Case it) throws IOException {
        assertThat(words(judge(it.file(), it.address(), it.port()))).isEqualTo(it.verdict());
    }

    /** A key is revoked by a certificate of it, too, whatever the type is called: https://github.com/mwiede/jsch/issues/1091 */
    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void aCertificateOfAKeyRevokesThatKeyAndTrustsNone(String type) throws Exception {
        Path keygen = Path.of("/usr/bin/ssh-keygen");
        Assumptions.assumeTrue(Files.isExecutable(keygen), "there is no ssh-keygen here");
        Path host = folder.resolve("host");
        Path authority = folder.resolve("authority");
        run(keygen, "-q", "-t", type, "-N", "", "-f", host.toString());
        run(keygen, "-q", "-t", "ed25519", "-N", "", "-f", authority.toString());
        run(keygen, "-q", "-h", "-s", authority.toString(), "-I", "rs1", "-n", "rs1", host + ".pub");
        String[] plain = Files.readString(Path.of(host + ".pub")).split(" ", 3);
        String certificate = Files.readString(Path.of(host + "-cert.pub"));
        byte[] key = Base64.getDecoder().decode(plain[1]);
        String trusted = "rs1 %s %s%n".formatted(plain[0], plain[1]);
        List<String> calls = type.equals("rsa")
                ? List.of(certificate, certificate.replaceFirst("ssh-rsa", "rsa-sha2-512"), "rsa-sha2-256 " + plain[1])
                : List.of(certificate);
        for (String call : calls) {
            Path file = Files.writeString(folder.resolve("hosts"), trusted + "@revoked * " + call);
            assertThat(new KnownHosts().judge(HostKeyFiles.only(file), "rs1", 22, key))
                    .isEqualTo(new HostKeyVerdict.Revoked(new HostKeyVerdict.Place(file, 2)));
            // ssh compares such a line with certificates, and only those of an authority count.
            Files.writeString(file, "rs1 " + call);
            assertThat(new KnownHosts().judge(HostKeyFiles.only(file), "rs1", 22, key))
                    .isEqualTo(
                            call.contains("-cert-")
                                    ? new HostKeyVerdict.Changed(new HostKeyVerdict.Place(file, 1))
                                    : new HostKeyVerdict.Trusted());
        }
    }

    /** OpenSSH reads base 64 to the letter, and trusts no line that it would not have written: https://github.com/stablyai/orca/pull/15345 */
    @Test
    void whatIsNotBase64ToTheLetterIsNoKey() throws IOException {
        byte[] key = blob("ssh-ed25519", "host!");
        assertThat(base64(key)).endsWith("=");
        String written = base64(key);
        String unpadded = written.substring(0, written.length() - 1);
        int last = unpadded.length() - 1;
        String bits = unpadded.substring(0, last) + (char) (unpadded.charAt(last) + 1) + "=";
        assertThat(Base64.getDecoder().decode(bits)).isEqualTo(key);
        for (String odd : List.of(unpadded, bits)) {
            assertThat(judge("rs1 ssh-ed25519 " + odd, key)).isEqualTo(new HostKeyVerdict.Unknown());
        }
        assertThat(judge("rs1 ssh-ed25519 " + written, key)).isEqualTo(new HostKeyVerdict.Trusted());
    }

    @Test
    void aHashWithASaltOfAnotherLengthIsNobodys() throws Exception {
        for (int length : new int[] {1, 16, 20}) {
            byte[] salt = new byte[length];
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(salt, "HmacSHA1"));
            String hash = base64(mac.doFinal("rs1".getBytes(StandardCharsets.UTF_8)));
            assertThat(judge("|1|" + base64(salt) + "|" + hash + " " + text(ED), ED))
                    .isEqualTo(length == 20 ? new HostKeyVerdict.Trusted() : new HostKeyVerdict.Unknown());
        }
    }

    private static HostKeyVerdict judge(String line, byte[] key, Path file) throws IOException {
        return new KnownHosts().judge(HostKeyFiles.only(Files.writeString(file, line)), "rs1", 22, key);
    }

    private HostKeyVerdict judge(String line, byte[] key) throws IOException {
        return judge(line, key, folder.resolve("lines"));
    }

    @Test
    void aHashedNameIsFoundAsSshKeygenWritesIt() throws Exception {
        Path keygen = Path.of("/usr/bin/ssh-keygen");
        Assumptions.assumeTrue(Files.isExecutable(keygen), "there is no ssh-keygen here");
        Path pair = folder.resolve("pair");
        run(keygen, "-q", "-t", "ed25519", "-N", "", "-f", pair.toString());
        String[] key = Files.readString(Path.of(pair + ".pub")).split(" ", 3);
        Path file = Files.writeString(
                folder.resolve("hosts"), "rs1 %s %s%n[rs2]:2222 %s %s%n".formatted(key[0], key[1], key[0], key[1]));
        run(keygen, "-q", "-H", "-f", file.toString());
        assertThat(Files.readString(file)).startsWith("|1|").doesNotContain("rs1");
        byte[] blob = Base64.getDecoder().decode(key[1]);
        HostKeyFiles files = HostKeyFiles.only(file);
        assertThat(knownHosts.judge(files, "rs1", 22, blob)).isEqualTo(new HostKeyVerdict.Trusted());
        assertThat(knownHosts.judge(files, "rs2", 2222, blob)).isEqualTo(new HostKeyVerdict.Trusted());
        assertThat(knownHosts.judge(files, "rs3", 22, blob)).isEqualTo(new HostKeyVerdict.Unknown());
    }

    @Test
    void aRevocationInTheMachinesFileCounts() throws IOException {
        Path own = Files.writeString(folder.resolve("own"), "rs1 " + text(ED));
        Path global = Files.writeString(folder.resolve("global"), "\n@revoked * " + text(ED));
        assertThat(knownHosts.judge(new HostKeyFiles(List.of(own), List.of(global), Optional.empty()), "rs1", 22, ED))
                .isEqualTo(new HostKeyVerdict.Revoked(new HostKeyVerdict.Place(global, 2)));
    }

    @Test
    void anAliasIsLookedUpInPlaceOfAddressAndPort() throws IOException {
        Path own = Files.writeString(folder.resolve("own"), "web-rs1 " + text(ED));
        assertThat(knownHosts.judge(
                        new HostKeyFiles(List.of(own), List.of(), Optional.of("web-rs1")), "192.0.2.1", 2222, ED))
                .isEqualTo(new HostKeyVerdict.Trusted());
    }

    @Test
    void aFileIsParsedOnceAndAgainAfterItWasChanged() throws IOException {
        Path own = Files.writeString(folder.resolve("own"), "rs1 " + text(ED) + "\n");
        HostKeyFiles files = HostKeyFiles.only(own);
        for (int i = 0; i < 100; i++) {
            knownHosts.judge(files, "rs" + i, 22, ED);
        }
        assertThat(knownHosts.parsed()).isEqualTo(1);
        Files.writeString(own, "rs1 " + text(ED) + "\n@revoked * " + text(ED) + "\n");
        assertThat(knownHosts.judge(files, "rs1", 22, ED)).isInstanceOf(HostKeyVerdict.Revoked.class);
        assertThat(knownHosts.parsed()).isEqualTo(2);
    }

    @Test
    void aFileThatIsNotThereKnowsNobodyAndAFolderIsNoFile() throws IOException {
        assertThat(knownHosts.judge(HostKeyFiles.only(folder.resolve("none")), "rs1", 22, ED))
                .isEqualTo(new HostKeyVerdict.Unknown());
        assertThat(knownHosts.judge(HostKeyFiles.only(folder), "rs1", 22, ED)).isEqualTo(new HostKeyVerdict.Unknown());
    }

    @Test
    void whatCannotBeReadIsNoPermission() throws IOException {
        Path loop = Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));
        assertThatThrownBy(() -> knownHosts.judge(HostKeyFiles.only(loop), "rs1", 22, ED))
                .isInstanceOf(IOException.class);
    }

    @Test
    void knownTypesComeFirstSoThatTheHostIsAskedForThem() throws IOException {
        Path own = Files.writeString(folder.resolve("own"), "rs1 " + text(RSA) + "\n@revoked rs1 " + text(ED));
        assertThat(knownHosts.knownTypes(HostKeyFiles.only(own), "rs1", 22)).containsExactly("ssh-rsa");
    }

    private HostKeyVerdict judge(String file, String address, int port) throws IOException {
        return knownHosts.judge(
                HostKeyFiles.only(Files.writeString(folder.resolve("known_hosts"), file)), address, port, ED);
    }

    private static String words(HostKeyVerdict verdict) {
        return switch (verdict) {
            case HostKeyVerdict.Trusted() -> "Trusted";
            case HostKeyVerdict.Unknown() -> "Unknown";
            case HostKeyVerdict.Changed(var place) -> "Changed:" + place.line();
            case HostKeyVerdict.Revoked(var place) -> "Revoked:" + place.line();
        };
    }

    private static void run(Path program, String... arguments) throws Exception {
        Process process = new ProcessBuilder(java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(program.toString()), Arrays.stream(arguments))
                        .toList())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static byte[] blob(String type, String content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        byte[] rest = content.getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[4 + name.length + rest.length];
        all[3] = (byte) name.length;
        System.arraycopy(name, 0, all, 4, name.length);
        System.arraycopy(rest, 0, all, 4 + name.length, rest.length);
        return all;
    }

    private static String base64(byte[] key) {
        return Base64.getEncoder().encodeToString(key);
    }

    private static String text(byte[] key) {
        return PublicKeyBlob.type(key).orElseThrow() + " " + base64(key);
    }
}
