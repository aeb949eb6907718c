package dev.headroom.backend.remote.jsch.keys;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Checks a key file as ssh does before its use. */
public final class KeyFiles {
    /** The largest key file in bytes; the longest RSA keys take some 13 kB. */
    static final long LARGEST = 256L << 10;

    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private KeyFiles() {}

    /** That a key file is not used since others may read or change it, the end of a sentence; empty where only its owner may. */
    public static Optional<String> exposed(Path file) throws IOException {
        return openToOthers(file)
                .map(open ->
                        "the key file %s is not used, as by ssh, because others may read or change it (%s): chmod 600 %s"
                                .formatted(file, open, file));
    }

    /**
     * The permissions of a private key that others than its owner may read or change, such as {@code rw-r--r--};
     * empty if only the owner may. Like ssh, it checks only a file of the user's own, and only where files have such
     * permissions.
     */
    private static Optional<String> openToOthers(Path file) throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return Optional.empty();
        }
        PosixFileAttributes is = Files.readAttributes(file, PosixFileAttributes.class);
        boolean ours = is.owner().getName().equals(System.getProperty("user.name"));
        return ours && is.permissions().stream().anyMatch(OTHERS::contains)
                ? Optional.of(PosixFilePermissions.toString(is.permissions()))
                : Optional.empty();
    }
}
