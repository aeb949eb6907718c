package dev.headroom.backend.journal;

import dev.headroom.backend.journal.ChainLink.Head;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Remembers the last line of a journal beside it, for nothing in the chain shows that its last lines are gone or that
 * its very last line was changed. Written after the line is on the disk and not forced: it may be behind the journal,
 * never ahead. One thread. See decision 0110.
 */
final class HeadFile implements AutoCloseable {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18}) ([0-9a-f]{64})\n\\s*");
    private static final int SIZE = 100;

    private final FileChannel channel;

    private HeadFile(FileChannel channel) {
        this.channel = channel;
    }

    static HeadFile open(Path file) throws IOException {
        return new HeadFile(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
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
        }
    }
}
