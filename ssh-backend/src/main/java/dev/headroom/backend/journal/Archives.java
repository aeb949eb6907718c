package dev.headroom.backend.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packs the files of a journal that were put away, and says which were kept long enough. Each is there under one of its two names at
 * every moment. One thread at a time: two that wrote the same unfinished file would leave half of it under the name of the whole.
 */
final class Archives {
    private static final Logger LOG = LoggerFactory.getLogger(Archives.class);

    /** So many are removed at once at most: else a clock that is wrong for a moment costs all. */
    private static final int MOST = 2;

    private Archives() {}

    /**
     * A file that may be removed.
     *
     * @param until the number of its last line
     * @param hash of that line
     */
    record Kept(Path file, long until, String hash, String why) {}

    /**
     * The files that were kept as long as the settings say, oldest first. Only packed files of Headroom, and only while no older file is
     * there, so that the chain has no gap.
     *
     * @param now by the wall clock
     */
    static List<Kept> due(JournalFiles files, JournalSettings settings, Instant now) throws IOException {
        List<Path> older = files.inOrder();
        long size = 0;
        for (Path file : older) {
            size += files.packedAt(file).isPresent() ? Files.size(file) : 0;
        }
        List<Kept> due = new ArrayList<>();
        for (int i = 0; i < older.size() && due.size() < MOST; i++) {
            Path file = older.get(i);
            Optional<String> why = why(files.packedAt(file), size, settings, now);
            Optional<ChainLink> next =
                    JournalFiles.firstLink(i + 1 < older.size() ? older.get(i + 1) : files.current());
            long until = JournalFiles.numberIn(file);
            if (why.isEmpty() || next.filter(link -> link.number() == until + 1).isEmpty()) {
                return due;
            }
            size -= Files.size(file);
            due.add(new Kept(file, until, next.get().before(), why.get()));
        }
        return due;
    }

    private static Optional<String> why(Optional<Instant> packedAt, long size, JournalSettings settings, Instant now) {
        if (packedAt.isEmpty()) {
            return Optional.empty();
        }
        if (packedAt.get().isBefore(now.minus(settings.keep()))) {
            return Optional.of(
                    "it was kept for %d days".formatted(settings.keep().toDays()));
        }
        return size > settings.keepSize()
                ? Optional.of("all together had more than %d MB".formatted(settings.keepSize() >> 20))
                : Optional.empty();
    }

    /**
     * Packs what is not packed yet; what fails stays as it is and is tried again after the next file.
     *
     * @return whether all are packed
     */
    static boolean pack(JournalFiles files) {
        try {
            for (Path archive : files.unpacked()) {
                pack(archive);
            }
            return true;
        } catch (IOException e) {
            LOG.warn("A file of the journal beside {} is not packed and stays as it is", files.current(), e);
            return false;
        }
    }

    private static void pack(Path archive) throws IOException {
        Path packed = JournalFiles.packed(archive);
        Path unfinished = JournalFiles.unfinished(packed);
        try {
            pack(archive, unfinished);
            Files.move(unfinished, packed, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished); // on a full disk it would keep others from writing
            throw e;
        }
        Files.delete(archive);
    }

    private static void pack(Path archive, Path unfinished) throws IOException {
        try (InputStream in = Files.newInputStream(archive);
                FileChannel channel = FileChannel.open(
                        unfinished,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            OutputStream out = new GZIPOutputStream(Channels.newOutputStream(channel), 1 << 16);
            in.transferTo(out);
            ((GZIPOutputStream) out).finish();
            channel.force(true);
        }
    }
}
