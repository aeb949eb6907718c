package dev.headroom.console.cli;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.journal.StateFolder;
import dev.headroom.backend.journal.StatePlaces;
import dev.headroom.backend.link.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that name a cluster. */
public final class ClusterOptions {
    @Option(names = "--cluster", paramLabel = "FILE", required = true, description = "Cluster file (YAML).")
    private Path file = Path.of("cluster.yaml");

    @Option(
            names = "--state",
            paramLabel = "FOLDER",
            description =
                    "Where the master keeps its journal, lease and socket (default: ~/.local/state/headroom/CLUSTER;"
                            + " on Windows and macOS in the folder for data of programs).")
    private String state = "";

    /** The options before picocli has filled them. */
    public ClusterOptions() {
        // picocli sets the fields
    }

    /** The cluster file as it was named. */
    public Path file() {
        return file;
    }

    /** The file as a word for a shell, for a command line that is told. */
    String fileWord() {
        return CommandLine.quoted(file.toString());
    }

    /** The cluster file; a mistake in it ends the command. */
    public ClusterFile read() {
        return Clusters.read(file);
    }

    /**
     * The state folder. One that can be none or cannot be entered ends the command: what it holds would count as nothing.
     * One that is not there yet is no mistake, as no master may have run.
     */
    public Path stateFolder() {
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
        return entered(folder);
    }

    private static Path entered(Path folder) {
        try {
            StateFolder.enter(folder);
        } catch (IOException e) {
            throw CommandFailure.unusable(folder, e);
        }
        return folder;
    }

    /** The option that names this state folder, for a command line that is told; empty for the default. */
    String stateOption() {
        return state.isBlank() ? "" : " --state " + CommandLine.quoted(state);
    }

    /** How to start the cluster's master. Where systemd runs it, one started by hand would stand in its way. */
    String start() {
        return Caller.unit(file)
                .filter(_ -> state.isBlank())
                .map("Start it: systemctl start %s"::formatted)
                .orElseGet(() -> "Start one: %s master --cluster %s --mode manual%s"
                        .formatted(Caller.command(), fileWord(), stateOption()));
    }

    static Path stateFolder(String cluster) {
        return entered(StateFolder.of(cluster, places()));
    }

    /** The folder that holds the state folders of all clusters. */
    static Path stateFolders() {
        return places().all();
    }

    private static StatePlaces places() {
        StatePlaces places = StatePlaces.current();
        if (!places.areKnown()) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    "This system knows no home folder of the user of this process, so there is no place for a state"
                            + " folder. Set HOME, or name a state folder with --state.");
        }
        return places;
    }
}
