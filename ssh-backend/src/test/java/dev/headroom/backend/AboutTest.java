package dev.headroom.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.driver.Edition;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.inventory.ClusterFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By which program and which settings a master decides. */
class AboutTest {
    private static final String CLUSTER = """
            cluster: shop
            directors: [{ name: lb1, address: 192.0.2.2 }]
            realServers: [{ name: rs1, address: 192.0.2.11 }]
            services:
              - { name: web, virtual: tcp 192.0.2.100:80, containers: "web-*" }
            """;

    @TempDir
    Path folder;

    private Edition edition(String name, String text) throws IOException, ClusterFileException {
        Path file = Files.writeString(folder.resolve(name), text);
        return About.of(ClusterFile.read(file));
    }

    @Test
    void theHashesAreOfWhatTheFileMeansNotOfHowItIsWritten() throws Exception {
        Edition one = edition("one.yaml", CLUSTER);

        assertThat(edition("two.yaml", "# moved\n\n" + CLUSTER)).isEqualTo(one);
        assertThat(one.sentence()).contains("policy " + one.policy() + " and cluster file ");
        assertThat(one.policy()).matches("[0-9a-f]{16}");
    }

    @Test
    void anotherServerIsAnotherFileAndAnotherPolicyIsBoth() throws Exception {
        Edition one = edition("one.yaml", CLUSTER);
        Edition renamed = edition("two.yaml", CLUSTER.replace("name: rs1", "name: rs9"));
        Edition calmer = edition("three.yaml", CLUSTER + "policy: { giveBackAt: 30% }\n");

        assertThat(renamed.policy()).isEqualTo(one.policy());
        assertThat(renamed.sentence()).isNotEqualTo(one.sentence());
        assertThat(calmer.policy()).isNotEqualTo(one.policy());
    }
}
