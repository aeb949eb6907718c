package dev.headroom.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.command.Installation;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.journal.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What looks at a cluster knows this installation's loans for its own, as what drives it does. */
class ClustersTest {
    @TempDir
    private Path folder = Path.of(".");

    private ClusterFile file() throws IOException {
        Path cluster = Files.writeString(folder.resolve("cluster.yaml"), """
                cluster: shop
                directors:
                  - { name: lb1, address: 127.0.0.1 }
                realServers:
                  - { name: rs1, address: 127.0.0.2 }
                services:
                  - { name: web, virtual: "tcp 192.0.2.10:80", containers: "web-*" }
                """);
        return Clusters.read(cluster);
    }

    @Test
    void looksWithTheIdentityOfTheMasterThatHasRun() throws IOException {
        Path state = folder.resolve("state");
        String id = StateFolder.installation(state);
        assertThat(Clusters.installation(file(), state)).isEqualTo(new Installation(id, "shop"));
    }

    @Test
    void makesNothingWhereNoMasterHasRun() throws IOException {
        Path state = folder.resolve("state");
        assertThat(Clusters.installation(file(), state)).isEqualTo(Installation.NONE);
        assertThat(state).doesNotExist();
    }
}
