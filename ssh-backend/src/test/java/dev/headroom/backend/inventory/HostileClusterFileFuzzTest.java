package dev.headroom.backend.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.fuzz.Hostile;
import dev.headroom.backend.fuzz.Watched;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a cluster file holds, it is a cluster or one sentence about its first mistake. */
class HostileClusterFileFuzzTest {
    private static final int INPUTS = 3;
    private static final List<String> FILES = List.of("""
        cluster: demo
        ssh: { user: headroom, identity: ~/.ssh/id, port: 22 }
        directors:
          - { name: lb1, address: 192.0.2.2, ssh: { port: 2222 } }
          - name: lb2
            address: "fe80::1"
        realServers:
          - { name: rs1, address: 10.0.0.11, zone: rack-a }
          - { name: rs2, address: rs2.example.org, zone: rack-b, lends: false }
        services:
          - { name: web, virtual: tcp 192.0.2.100:80, containers: "web-*", home: [rs1/web-1], minimum: 1, maximum: 3, priority: 2, apart: [dns], allowedLenders: [rs1], port: 8080, footprint: 512M }
          - name: dns
            virtual: "udp [fd00::1]:53"
            containers: dns-?
            check: [tcp 8080, tcp 9090]
          - { name: mark, virtual: fwm 7, containers: "m*" }
        policy: { overloadAt: 80%, giveBackAt: 50%, reserve: 15%, overloadHold: 60s, interval: 2 s }
        """);
    private static Path file = Path.of("");

    @BeforeContainer
    static void make() throws IOException {
        file = Files.createTempFile("headroom-fuzz", ".yaml");
    }

    @AfterContainer
    static void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    @Property
    void ofClusters(@ForAll long seed) throws IOException {
        Hostile hostile = new Hostile(seed, FILES);
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes =
                    hostile.below(3) == 0 ? hostile.bytes() : hostile.text().getBytes(StandardCharsets.UTF_8);
            Files.write(file, bytes);
            Watched.parse(
                    new String(bytes, StandardCharsets.UTF_8),
                    () -> ClusterFile.read(file),
                    Set.of(ClusterFileException.class));
        }
    }

    /** A recording with a mistake would hide what stands behind it. */
    @Example
    void theRecordingsHaveNoMistake() throws Exception {
        for (String text : FILES) {
            Files.writeString(file, text);
            assertThat(ClusterFile.read(file)).isNotNull();
        }
    }

    /** Found by the property above: a sentence quoted a word of thousands of letters. */
    @Example
    void theSentenceIsShortHoweverLongAWordIs() throws IOException {
        for (String word : List.of("192.0.2.2", "10.0.0.1:80", "web-*", "80%", "zone", "demo")) {
            String text = FILES.getFirst().replace(word, word + ":.x".repeat(3_000));
            Files.writeString(file, text);
            Watched.parse(text, () -> ClusterFile.read(file), Set.of(ClusterFileException.class));
        }
    }
}
