package dev.headroom.backend.journal;

import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.driver.Journal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The journal as a file of JSON lines, one entry a line, forced to disk before {@link #append} returns. Not
 * thread-safe. A half line at the end, left by a crash or a full disk, is closed with a line break and stays in the
 * file. See decision 0051.
 *
 * <p>The operating system appends each line at the end of the file, so that a second master that only watches cannot
 * overwrite a line of the first.
 */
public final class FileJournal implements Journal {
    private final Path file;
    private final FileChannel channel;
    private final FileIdentity identity;

    private FileJournal(Path file, FileChannel channel, FileIdentity identity) {
        this.file = file;
        this.channel = channel;
        this.identity = identity;
    }

    /**
     * Opens or creates the journal, and its folder.
     *
     * @throws IOException if it cannot be opened or created
     */
    public static FileJournal open(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            StateFolder.make(folder);
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        try {
            return new FileJournal(file, channel, FileIdentity.of(file));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * The entries that earlier masters have written, oldest first; empty where there is no journal yet. A line that
     * cannot be read, such as one that a crash cut off, is left out.
     *
     * @throws IOException if the file is there and cannot be read
     */
    public static List<JournalEntry> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        // InputStreamReader replaces bytes that are no character: a half line may end in half a character.
        try (Stream<String> lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)).lines()) {
            return lines.map(JournalLines::read).flatMap(Optional::stream).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void append(JournalEntry entry) throws IOException {
        if (!identity.isStillThere()) {
            throw new IOException("%s was moved, removed or replaced".formatted(file));
        }
        String begin = endsInTheMiddleOfALine() ? "\n" : "";
        write(begin + JournalLines.write(entry) + "\n");
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void write(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * Whether the file ends without a line break. Asked before each entry, for a full disk may have cut off the entry
     * before.
     */
    private boolean endsInTheMiddleOfALine() throws IOException {
        long size = channel.size();
        if (size == 0) {
            return false;
        }
        try (FileChannel reader = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return reader.read(last, size - 1) == 1 && last.get(0) != '\n';
        }
    }
}
