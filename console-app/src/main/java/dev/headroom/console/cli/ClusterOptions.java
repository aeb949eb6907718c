package dev.headroom.console.cli;

import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.journal.StateFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that name a cluster. */
final class ClusterOptions {
    @Option(names = "--cluster", paramLabel = "FILE", required = true, description = "Cluster file (YAML).")
    private Path file = Path.of("cluster.yaml");

    @Option(
            names = "--state",
            paramLabel = "FOLDER",
            description =
                    "Where the master keeps its journal, lease and socket (default: ~/.local/state/headroom/CLUSTER).")
    private String state = "";

    Path file() {
        return file;
    }

    ClusterFile read() {
        return Clusters.read(file);
    }

    Path stateFolder() {
        return state.isBlank() ? stateFolder(read().name()) : Path.of(state);
    }

    static Path stateFolder(String cluster) {
        return StateFolder.of(cluster, System.getenv(), home());
    }

    /** The folder that holds the state folders of all clusters. */
    static Path stateFolders() {
        return StateFolder.ofAll(System.getenv(), home());
    }

    private static Path home() {
        return Path.of(System.getProperty("user.home", "."));
    }
}
