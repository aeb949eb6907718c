package dev.headroom.backend.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A folder that is kept open, so that its inode number, by which it is known again, is given to no other folder.
 * Immutable but for its end.
 *
 * @param key device and inode; empty where the file system has none
 * @param handle empty on systems that open no folders
 */
record HeldFolder(Path path, Optional<Object> key, Optional<FileChannel> handle) implements AutoCloseable {

    static HeldFolder open(Path folder) throws IOException {
        return new HeldFolder(folder, key(folder), handle(folder));
    }

    /** Whether the path still leads to that folder. */
    boolean isStillThere() {
        try {
            return key(path).equals(key);
        } catch (IOException _) {
            return false;
        }
    }

    /** Forces to disk which files are in the folder. */
    void sync() throws IOException {
        if (handle.isPresent()) {
            handle.get().force(true);
        }
    }

    @Override
    public void close() throws IOException {
        if (handle.isPresent()) {
            handle.get().close();
        }
    }

    private static Optional<FileChannel> handle(Path folder) {
        try {
            return Optional.of(FileChannel.open(folder, StandardOpenOption.READ));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Optional<Object> key(Path folder) throws IOException {
        return Optional.ofNullable(
                Files.readAttributes(folder, BasicFileAttributes.class).fileKey());
    }
}
