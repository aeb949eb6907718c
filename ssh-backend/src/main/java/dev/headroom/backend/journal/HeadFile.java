package dev.headroom.backend.journal;

import dev.headroom.backend.journal.ChainLink.Head;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers the last line of a journal beside it, for nothing in the chain shows that its last lines are gone or that
 * its very last line was changed. Written after the line is on the disk and not forced: it may be behind the journal,
 * never ahead. One thread. See decision 0110.
 */
final class HeadFile implements AutoCloseable {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18}) ([0-9a-f]{64})\n\\s*");
    private static final int SIZE = 100;
    private static final Logger LOG = LoggerFactory.getLogger(HeadFile.class);

    private final FileChannel channel;

    private HeadFile(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens or makes it. One that cannot be written, as after a restore with other rights, gives way to a new one of the same content.
     *
     * @param known its content
     * @throws IOException with the remedy if that cannot be
     */
    static HeadFile open(Path file, Optional<Head> known) throws IOException {
        try {
            return open(file);
        } catch (IOException unwritable) {
            try {
                Path fresh = file.resolveSibling(file.getFileName() + ".part");
                Files.deleteIfExists(fresh);
                try (HeadFile made = open(fresh)) {
                    if (known.isPresent()) {
                        made.keep(known.get());
                    }
                }
                Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                LOG.warn(
                        "{} could not be written ({}) and gave way to a new file of the same content",
                        file,
                        unwritable);
                return open(file);
            } catch (IOException e) {
                throw refused(file, unwritable);
            }
        }
    }

    private static HeadFile open(Path file) throws IOException {
        return new HeadFile(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    }

    private static IOException refused(Path file, IOException why) {
        return new IOException(
                "%s cannot be written (%s), nor can a new file take its place. Let the master's user write it and its folder, or remove it: it remembers the last line of the journal, which is whole without it"
                        .formatted(file, FileTrouble.of(file, why)),
                why);
    }

    void keep(Head head) throws IOException {
        String text = "%d %s\n".formatted(head.number(), head.hash());
        ByteBuffer bytes =
                ByteBuffer.wrap((text + " ".repeat(SIZE - text.length())).getBytes(StandardCharsets.US_ASCII));
        channel.write(bytes, 0);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** The last line as remembered; empty where there is no such file, or a power cut has spoilt it. */
    static Optional<Head> read(Path file) throws IOException {
        try {
            String text = Files.size(file) > SIZE ? "" : Files.readString(file, StandardCharsets.ISO_8859_1);
            Matcher parts = TEXT.matcher(text);
            return parts.matches()
                    ? Optional.of(new Head(Long.parseLong(parts.group(1)), parts.group(2)))
                    : Optional.empty();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (AccessDeniedException e) {
            throw refused(file, e);
        }
    }
}
