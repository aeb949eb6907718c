package dev.headroom.backend.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.regex.Pattern;

/** Where a master keeps what must outlive it: one folder a cluster. */
public final class StateFolder {
    private static final Pattern ONE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private StateFolder() {}

    /**
     * {@code $XDG_STATE_HOME/headroom/CLUSTER}, else {@code ~/.local/state/headroom/CLUSTER}. A relative {@code XDG_STATE_HOME}
     * is ignored, as its specification asks.
     *
     * @param environment as of the process
     */
    public static Path of(String cluster, Map<String, String> environment, Path home) {
        if (!ONE_NAME.matcher(cluster).matches()) {
            throw new IllegalArgumentException(
                    "The cluster name '%s' must be 1 to 64 letters, digits, '.', '_' or '-', and begin with a letter or digit: it names a folder."
                            .formatted(cluster));
        }
        String configured = environment.getOrDefault("XDG_STATE_HOME", "");
        Path base = configured.isBlank() || !Path.of(configured).isAbsolute()
                ? home.resolve(".local").resolve("state")
                : Path.of(configured);
        return base.resolve("headroom").resolve(cluster);
    }

    /** Makes {@code folder}, for its user alone, if it is not there. */
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
