package dev.headroom.backend.journal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The folder for the files that outlive a master: one for each cluster. */
public final class StateFolder {
    private static final Pattern ONE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private static final String INSTALLATION = "installation";

    private StateFolder() {}

    /**
     * The folder of {@code cluster}.
     *
     * @throws IllegalArgumentException if its name can be none of a folder
     */
    public static Path of(String cluster, StatePlaces places) {
        if (!ONE_NAME.matcher(cluster).matches()) {
            throw new IllegalArgumentException(
                    "The cluster name '%s' must be 1 to 64 letters, digits, '.', '_' or '-', and begin with a letter or digit: it names a folder."
                            .formatted(cluster));
        }
        return places.all().resolve(cluster);
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
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()
                    ? Optional.of(Files.readString(file).strip()).filter(id -> !id.isEmpty())
                    : Optional.empty();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /**
     * Looks whether this user may enter {@code folder}, so that nothing in it is taken for absent. One that is not there
     * may be made.
     *
     * @throws IOException if it is there and its files cannot be told
     */
    public static void enter(Path folder) throws IOException {
        try {
            Files.readAttributes(folder.resolve("."), BasicFileAttributes.class);
        } catch (NoSuchFileException _) {
            // no master has run there
        } catch (AccessDeniedException e) {
            throw (AccessDeniedException) new AccessDeniedException(folder.toString()).initCause(e);
        }
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
