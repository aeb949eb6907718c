package dev.headroom.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.command.Installation;
import dev.headroom.backend.control.Adoption;
import dev.headroom.backend.control.Kept;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.journal.LedgerFile;
import dev.headroom.backend.journal.StateFolder;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.sharing.memory.QuiescedDestination;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that only observes a cluster knows the loans of this installation, as a master does. */
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
    void knowsTheWeightsThatTheMasterHasSet() throws IOException {
        Path state = folder.resolve("state");
        QuiescedDestination ours = new QuiescedDestination(
                new DirectorId("lb1"),
                new Spot(new ServiceId("web"), new Endpoint("10.0.0.1", 80)),
                new Weight(100),
                Instant.parse("2026-01-01T00:00:00Z"));
        new LedgerFile(state)
                .keep(new Kept(
                        Adoption.UNANSWERED,
                        SharingMemory.EMPTY.withLasting(List.of(), List.of(ours), new TreeMap<>())));
        assertThat(Clusters.known(state).quiesced()).containsExactly(ours);
        assertThat(Clusters.known(folder.resolve("none"))).isEqualTo(SharingMemory.EMPTY);
    }

    @Test
    void makesNothingWhereNoMasterHasRun() throws IOException {
        Path state = folder.resolve("state");
        assertThat(Clusters.installation(file(), state)).isEqualTo(Installation.NONE);
        assertThat(state).doesNotExist();
    }
}
