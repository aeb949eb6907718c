package dev.headroom.backend.remote.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.fuzz.Hostile;
import dev.headroom.backend.fuzz.Watched;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Whatever known_hosts holds: a line that is not understood is left out and makes no key trusted. */
class HostileKnownHostsFuzzTest {
    private static final int INPUTS = 20;
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ8y2bWnYxEV3mRmCN4tZ9p0fYt3GmR9bXqVnJb0aZ3h";
    private static final List<String> FILES = List.of(
            "lb1,10.0.0.1 " + KEY + "\n[lb2]:2222,*.example.org,!x.example.org " + KEY + " comment\n",
            "|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg= " + KEY + "\n",
            "@revoked * " + KEY + "\n@cert-authority *.example.org " + KEY + "\n# comment\n\nlb3 " + KEY + "\n");

    /** A list of ssh-keygen -k with each kind of part, and a certificate that it revokes. */
    private static final String REVOCATIONS =
            "U1NIS1JMCgAAAAABAAAAAAAAAAAAAAAAawnPWwAAAAAAAAAAAAAAAAAAAAABAAAAfgAAADMAAAALc3NoLWVkMjU1MT"
                    + "kAAAAgoF+JqqpgkAB2TXqDlU1No3QCmhi8N0y5nMl6ji7cHHQAAAAAIgAAABAAAAAAAAAAQAAAAAQH///JIAAAAAgA"
                    + "AAAAAAAD6CEAAAAQAAAAAAAAE4gAAAAAAIlUQCMAAAAHAAAAA3dlYgIAAAA3AAAAMwAAAAtzc2gtZWQyNTUxOQAAAC"
                    + "AkUZkgAqtAbNpF+Qb8v0E2Ro8aafgJDrr18tMmkdoVYQMAAAAYAAAAFJFf4jFbBrdeuqxJ1D67HJMKN4P1BQAAACQA"
                    + "AAAgze/MF865e4cT3BpHSV8x0a7AvAMwsx5YjmlA+E6Ge0Q=";

    private static final String CERTIFICATE =
            "AAAAIHNzaC1lZDI1NTE5LWNlcnQtdjAxQG9wZW5zc2guY29tAAAAIF6tHVNmQmxrMbnjh3uKetv0B3JNrMmYeic8w3"
                    + "rwjsQ4AAAAICRRmSACq0Bs2kX5Bvy/QTZGjxpp+AkOuvXy0yaR2hVhAAAAAAAAAEYAAAACAAAAA3dlYgAAAAUAAAAB"
                    + "aAAAAAAAAAAA//////////8AAAAAAAAAAAAAAAAAAAAzAAAAC3NzaC1lZDI1NTE5AAAAIKBfiaqqYJAAdk16g5VNTa"
                    + "N0ApoYvDdMuZzJeo4u3Bx0AAAAUwAAAAtzc2gtZWQyNTUxOQAAAEDVefb+r1odi3QaHaUUtPwYjuAzRtJ9emBT9AS5"
                    + "amJHZJtOhj0Yu5fznuNZEo54zM8+A2v77X9eFVVbLKdw7TEE";

    @Property
    void ofFiles(@ForAll long seed) {
        Hostile hostile = new Hostile(seed, FILES);
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = hostile.bytes();
            Watched.parse(
                    new String(bytes, StandardCharsets.ISO_8859_1),
                    () -> {
                        KnownHostsFile file = KnownHostsFile.parse(bytes);
                        for (String name : List.of("lb1", "[lb2]:2222", "x.example.org", hostile.name())) {
                            assertThat(file.about(name)).isSortedAccordingTo((a, b) -> a.line() - b.line());
                        }
                    },
                    Set.of());
        }
    }

    @Property
    void ofKeys(@ForAll long seed) {
        Hostile hostile = new Hostile(seed, FILES);
        byte[] key = Base64.getDecoder().decode(KEY.split(" ", 2)[1]);
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = hostile.bytes(key);
            Watched.parse(
                    new String(bytes, StandardCharsets.ISO_8859_1),
                    () -> {
                        PublicKeyBlob.type(bytes);
                        PublicKeyBlob.plain(bytes);
                        PublicKeyBlob.isCalled(bytes, hostile.name());
                    },
                    Set.of());
        }
    }

    @Property
    void ofRevocationLists(@ForAll long seed) {
        Hostile hostile = new Hostile(seed, FILES);
        byte[] list = Base64.getDecoder().decode(REVOCATIONS);
        byte[] certificate = Base64.getDecoder().decode(CERTIFICATE);
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = hostile.bytes(list);
            byte[] shown = hostile.bytes(certificate);
            Watched.parse(
                    new String(bytes, StandardCharsets.ISO_8859_1),
                    () -> RevokedKeysFile.parse(Path.of("list"), bytes).revokes(Path.of("list"), shown),
                    Set.of(IOException.class));
        }
    }

    @Example
    void theRecordedListRevokesTheRecordedCertificate() throws IOException {
        RevokedKeysFile list =
                RevokedKeysFile.parse(Path.of("list"), Base64.getDecoder().decode(REVOCATIONS));
        assertThat(list.revokes(Path.of("list"), Base64.getDecoder().decode(CERTIFICATE)))
                .isPresent();
        assertThat(list.revokes(Path.of("list"), Base64.getDecoder().decode(KEY.split(" ", 2)[1])))
                .isEmpty();
    }

    /** A pattern of many stars must not cost more than its length times that of the name. */
    @Test
    void patternsDoNotCostMoreThanTheirLength() {
        for (String part : List.of("*a", "*", "?*", "!*a,", "a,", " ")) {
            Watched.growsLinearly(
                    "a pattern of '" + part + "'",
                    size -> (part.repeat(size) + "b " + KEY + "\n").getBytes(StandardCharsets.UTF_8),
                    2_000,
                    bytes -> KnownHostsFile.parse(bytes).about("a".repeat(60)));
        }
    }
}
