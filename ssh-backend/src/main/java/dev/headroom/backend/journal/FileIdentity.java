package dev.headroom.backend.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * The file to which a path led when it was opened. A descriptor outlives the path: after the file was moved or
 * removed, no reader of the path sees what is written to the descriptor. Immutable.
 *
 * @param key device and inode; empty where the file system has none
 */
public record FileIdentity(Path file, Optional<Object> key) {

    /**
     * The file to which the path leads now.
     *
     * @throws IOException if there is none
     */
    public static FileIdentity of(Path file) throws IOException {
        return new FileIdentity(file, key(file));
    }

    /** Whether the path still leads to that file; false if it cannot be looked at. */
    public boolean isStillThere() {
        try {
            return key(file).equals(key);
        } catch (IOException _) {
            return false;
        }
    }

    private static Optional<Object> key(Path file) throws IOException {
        return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey());
    }
}
