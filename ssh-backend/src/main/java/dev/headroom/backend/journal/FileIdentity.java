package dev.headroom.backend.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Which file a path led to when it was opened. A descriptor outlives the path: what is written to it after the file was moved or
 * removed is read by nobody.
 *
 * @param key device and inode; empty where the file system has no such thing
 */
public record FileIdentity(Path file, Optional<Object> key) {

    /**
     * The file that is there now.
     *
     * @throws IOException if none is
     */
    public static FileIdentity of(Path file) throws IOException {
        return new FileIdentity(file, key(file));
    }

    /** Whether the path leads to that file still; not if it cannot be looked at. */
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
