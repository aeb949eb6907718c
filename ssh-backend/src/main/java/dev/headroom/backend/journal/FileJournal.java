package dev.headroom.backend.journal;

import dev.headroom.backend.control.Journal;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.time.SteadyClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The journal as a file of JSON lines, one entry a line, forced to disk before {@link #append} returns. For one thread at a
 * time. A half line at the end, left by a crash or a full disk, is closed with a line break and stays for the reader to see.
 *
 * <p>The system appends each line at the end of the file, so that a second master that only watches cannot overwrite a line of
 * the first.
 */
public final class FileJournal implements Journal {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final FileChannel channel;

    private FileJournal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Opens or creates the journal; its folder is created too. */
    public static FileJournal open(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            StateFolder.make(folder);
        }
        return new FileJournal(file, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    @Override
    public void append(JournalEntry entry) throws IOException {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("at", SteadyClock.ofThisProcess().wallTime(entry.at()).toString());
        line.put("kind", entry.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        line.put("subject", entry.subject());
        line.put("by", entry.by());
        line.put("text", entry.text());
        String begin = endsInTheMiddleOfALine() ? "\n" : "";
        write(begin + JSON.writeValueAsString(line) + "\n");
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

    /** Looked up before each entry: the one before may have been cut off by a full disk. */
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
