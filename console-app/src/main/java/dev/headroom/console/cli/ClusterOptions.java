package dev.headroom.console.cli;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.journal.StateFolder;
import dev.headroom.backend.journal.StatePlaces;
import java.nio.file.Files;
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
                    "Where the master keeps its journal, lease and socket (default: ~/.local/state/headroom/CLUSTER; on Windows and macOS"
                            + " in the folder for data of programs).")
    private String state = "";

    Path file() {
        return file;
    }

    /** The file as a word for a shell, for a command line that is told. */
    String fileWord() {
        return CommandLine.quoted(file.toString());
    }

    ClusterFile read() {
        return Clusters.read(file);
    }

    /**
     * The state folder. One that was named and can be none ends the command: what it holds would count as nothing. One
     * that is not there yet is no mistake, as no master may have run.
     */
    Path stateFolder() {
        return state.isBlank() ? stateFolder(read().name()) : named(Path.of(state));
    }

    /** Refuses a path that leads through a file. */
    static Path named(Path folder) {
        Path place = folder.toAbsolutePath();
        while (!Files.exists(place) && place.getParent() != null) {
            place = place.getParent();
        }
        if (!Files.isDirectory(place)) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    "The state folder %s cannot be used (%s: it is no folder). Name another with --state."
                            .formatted(folder, place));
        }
        return folder;
    }

    /** The option that names this state folder, for a command line that is told; empty for the default. */
    String stateOption() {
        return state.isBlank() ? "" : " --state " + CommandLine.quoted(state);
    }

    static Path stateFolder(String cluster) {
        return StateFolder.of(cluster, StatePlaces.current());
    }

    /** The folder that holds the state folders of all clusters. */
    static Path stateFolders() {
        return StatePlaces.current().all();
    }
}
