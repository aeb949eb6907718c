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
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packs the files of a journal that were put away. Each is there under one of its two names at every moment. One
 * thread at a time: two that wrote the same unfinished file would leave half of it under the name of the whole.
 */
final class Archives {
    private static final Logger LOG = LoggerFactory.getLogger(Archives.class);

    private Archives() {}

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
        Files.move(unfinished, packed, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(archive);
    }
}
