package dev.headroom.backend.remote.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.backend.remote.trust.HostKeyVerdict.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateLinesTest {
    private static final String FIRST = key("first");
    private static final String SECOND = key("second");

    @TempDir
    Path folder;

    /** Lines of authorities are looked up as those of hosts: names, patterns, ports; a line with the port goes first. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "@cert-authority *.example.org FIRST; 22; 1",
                "@cert-authority * FIRST; 2222; 1",
                "@cert-authority *.example.org FIRST; 2222; 1",
                "@cert-authority [*.example.org]:2222 FIRST; 2222; 1",
                "@cert-authority [*.example.org]:2222 FIRST; 2223; ''",
                "@cert-authority [*.example.org]:2222 FIRST|@cert-authority *.example.org SECOND; 2222; 1",
                "@cert-authority *.example.org,!rs1.example.org FIRST; 22; ''",
                "@cert-authority RS1.Example.org FIRST|@cert-authority rs1* SECOND; 22; 12",
                "rs1.example.org FIRST; 22; ''",
                "@cert-authority* rs1.example.org FIRST; 22; ''"
            })
    void anAuthorityIsFoundByNameAndPort(String lines, int port, String expected) throws IOException {
        CertificateLines found = lines(file(lines), "rs1.example.org", port);
        assertThat(found.authorities().stream()
                        .map(key -> Integer.toString(key.place().line()))
                        .reduce("", String::concat))
                .isEqualTo(expected);
        assertThat(found.revoked()).isEmpty();
    }

    @Test
    void whatIsRevokedComesFromBothKindsOfFile() throws IOException {
        Path known = file("@revoked * FIRST|@cert-authority * FIRST");
        Path revoked = folder.resolve("revoked");
        Files.writeString(revoked, "# keys\n\n" + SECOND + " of rs2\n");
        CertificateLines found = new KnownHosts().certificateLines(files(known, revoked), "rs1", 22);
        assertThat(found.authorities()).extracting(MarkedKey::place).containsExactly(new Place(known, 2));
        assertThat(found.revoked())
                .extracting(MarkedKey::place)
                .containsExactly(new Place(known, 1), new Place(revoked, 3));
        assertThat(found.isEmpty()).isFalse();
        assertThat(lines(file("rs1 FIRST"), "rs1", 22).isEmpty()).isTrue();
    }

    /** A list of revoked keys that cannot be read to the last line could be the one that forbids this key. */
    @ParameterizedTest
    @ValueSource(strings = {"SSHKRL\n\0\0\0\0\1", "no key", "ssh-rsa", "ssh-ed25519 AAAA"})
    void aFileOfRevokedKeysThatIsNotUnderstoodRefusesEveryKey(String content) throws IOException {
        Path revoked = Files.writeString(folder.resolve("revoked"), content);
        Path known = file("rs1 FIRST");
        assertThatThrownBy(() -> judge(known, revoked))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(revoked.toString())
                .hasMessageContaining("RevokedHostKeys");
        Files.delete(revoked);
        assertThatThrownBy(() -> judge(known, revoked)).isInstanceOf(IOException.class);
    }

    @Test
    void aListedKeyIsRevokedThoughItIsKnown() throws IOException {
        Path revoked = Files.writeString(folder.resolve("revoked"), SECOND + "\n  " + FIRST + "\n");
        Path known = file("rs1 FIRST");
        assertThat(judge(known, revoked)).isEqualTo(new HostKeyVerdict.Revoked(new Place(revoked, 2)));
        Files.writeString(revoked, SECOND + "\r\n");
        assertThat(judge(known, revoked)).isEqualTo(new HostKeyVerdict.Trusted());
        assertThat(judge(known, Path.of("/dev/null"))).isEqualTo(new HostKeyVerdict.Trusted());
    }

    private static HostKeyVerdict judge(Path known, Path revoked) throws IOException {
        byte[] key = Base64.getDecoder().decode(FIRST.split(" ", 2)[1]);
        return new KnownHosts().judge(files(known, revoked), "rs1", 22, key);
    }

    private static HostKeyFiles files(Path known, Path revoked) {
        return new HostKeyFiles(List.of(known), List.of(), Optional.empty(), Optional.of(revoked), false);
    }

    private static CertificateLines lines(Path known, String address, int port) throws IOException {
        return new KnownHosts().certificateLines(HostKeyFiles.only(known), address, port);
    }

    private Path file(String lines) throws IOException {
        return Files.writeString(
                folder.resolve("known_hosts"),
                lines.replace("FIRST", FIRST).replace("SECOND", SECOND).replace('|', '\n'));
    }

    private static String key(String body) {
        byte[] type = "ssh-ed25519".getBytes(StandardCharsets.US_ASCII);
        byte[] key = new byte[4 + type.length + 4 + 32];
        key[3] = (byte) type.length;
        System.arraycopy(type, 0, key, 4, type.length);
        key[4 + type.length + 3] = 32;
        System.arraycopy(body.getBytes(StandardCharsets.US_ASCII), 0, key, 8 + type.length, body.length());
        return "ssh-ed25519 " + Base64.getEncoder().encodeToString(key);
    }
}
