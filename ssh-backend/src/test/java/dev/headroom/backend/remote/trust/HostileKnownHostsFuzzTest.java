package dev.headroom.backend.remote.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.fuzz.Hostile;
import dev.headroom.backend.fuzz.Watched;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
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
        byte[] key = java.util.Base64.getDecoder().decode(KEY.split(" ", 2)[1]);
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
