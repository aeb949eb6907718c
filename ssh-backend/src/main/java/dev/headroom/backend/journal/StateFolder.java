package dev.headroom.backend.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The folder for the files that outlive a master: one for each cluster. */
public final class StateFolder {
    private static final Pattern ONE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private static final String INSTALLATION = "installation";

    private StateFolder() {}

    /**
     * {@code $XDG_STATE_HOME/headroom/CLUSTER}, else {@code ~/.local/state/headroom/CLUSTER}. A relative {@code
     * XDG_STATE_HOME} is ignored, as its specification demands.
     *
     * @param environment the environment variables of the process
     * @param home the home folder of the user
     */
    public static Path of(String cluster, Map<String, String> environment, Path home) {
        if (!ONE_NAME.matcher(cluster).matches()) {
            throw new IllegalArgumentException(
                    "The cluster name '%s' must be 1 to 64 letters, digits, '.', '_' or '-', and begin with a letter or digit: it names a folder."
                            .formatted(cluster));
        }
        return ofAll(environment, home).resolve(cluster);
    }

    /** The folder that holds those of all clusters of the user: {@code $XDG_STATE_HOME/headroom}, as for {@link #of}. */
    public static Path ofAll(Map<String, String> environment, Path home) {
        String configured = environment.getOrDefault("XDG_STATE_HOME", "");
        Path base = configured.isBlank() || !Path.of(configured).isAbsolute()
                ? home.resolve(".local").resolve("state")
                : Path.of(configured);
        return base.resolve("headroom");
    }

    /**
     * The identity of the installation that uses {@code folder}, different from all others; made at the first call.
     *
     * @throws IOException if it cannot be read or made
     */
    public static String installation(Path folder) throws IOException {
        Optional<String> known = knownInstallation(folder);
        if (known.isPresent()) {
            return known.get();
        }
        make(folder);
        String made = UUID.randomUUID().toString().substring(0, 13);
        Files.writeString(folder.resolve(INSTALLATION), made + "\n");
        return made;
    }

    /**
     * The identity of the installation that uses {@code folder}; empty where no master has run.
     *
     * @throws IOException if it is there and cannot be read
     */
    public static Optional<String> knownInstallation(Path folder) throws IOException {
        Path file = folder.resolve(INSTALLATION);
        return Files.isRegularFile(file)
                ? Optional.of(Files.readString(file).strip()).filter(id -> !id.isEmpty())
                : Optional.empty();
    }

    /**
     * Makes {@code folder}, with rights for its user alone, if it is not there.
     *
     * @throws IOException if it cannot be made
     */
    public static void make(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        FileAttribute<?>[] forUserAlone =
                folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                        }
                        : new FileAttribute<?>[0];
        Files.createDirectories(folder, forUserAlone);
    }
}
