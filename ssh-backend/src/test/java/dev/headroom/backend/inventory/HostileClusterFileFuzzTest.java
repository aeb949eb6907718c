package dev.headroom.backend.inventory;

import dev.headroom.backend.fuzz.Hostile;
import dev.headroom.backend.fuzz.Watched;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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
          - { name: rs2, address: rs2.example.org, zone: rack-b, mayLend: false }
        services:
          - { name: web, virtual: tcp 192.0.2.100:80, containers: "web-*", minimum: 1, priority: 2, footprint: 512M }
          - name: dns
            virtual: "udp [fd00::1]:53"
            containers: dns-[0-9]
            checks: [tcp 8080, "tcp 10.0.0.1:80"]
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
}
