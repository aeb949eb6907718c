package dev.headroom.backend.remote.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Files that are parsed once, and again after they were changed. Not thread-safe.
 *
 * @param <T> what a file is parsed into
 */
final class ReadFiles<T> {
    /** The largest file that is read, 64 MiB: a larger one could fill the memory. */
    private static final long LARGEST = 64L << 20;

    private final Parser<T> parser;
    private final Map<Path, Loaded<T>> loaded = new HashMap<>();
    private int parsed;

    ReadFiles(Parser<T> parser) {
        this.parser = parser;
    }

    /** Parses the content of a file. */
    interface Parser<T> {
        /**
         * Parses a file.
         *
         * @throws IOException if the content is none of such a file; the message names the file
         */
        T parse(Path file, byte[] content) throws IOException;
    }

    private record Stamp(
            FileTime modified, long size, @Nullable Object key) {}

    private record Loaded<T>(Stamp stamp, T content) {}

    /**
     * The content of a file; of what is no regular file, such as {@code /dev/null}, that of an empty one.
     *
     * @throws java.nio.file.NoSuchFileException if it does not exist
     * @throws IOException if it cannot be read
     */
    T content(Path path) throws IOException {
        Optional<String> silence = PatientFiles.silence(path);
        if (silence.isPresent()) {
            throw new IOException(silence.get());
        }
        BasicFileAttributes is;
        try {
            is = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (IOException e) {
            loaded.remove(path);
            throw e;
        }
        Stamp stamp = new Stamp(is.lastModifiedTime(), is.size(), is.fileKey());
        @Nullable Loaded<T> before = loaded.get(path);
        if (before != null && Objects.equals(before.stamp(), stamp)) {
            return before.content();
        }
        if (is.isRegularFile() && is.size() > LARGEST) {
            throw new IOException("%s is too large (%d bytes) for a file of host keys".formatted(path, is.size()));
        }
        T content = parser.parse(path, is.isRegularFile() ? Files.readAllBytes(path) : new byte[0]);
        parsed++;
        loaded.put(path, new Loaded<>(stamp, content));
        return content;
    }

    /** The number of files parsed so far, for tests. */
    int parsed() {
        return parsed;
    }
}
