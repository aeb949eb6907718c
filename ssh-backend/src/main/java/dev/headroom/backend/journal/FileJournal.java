package dev.headroom.backend.journal;

import dev.headroom.backend.control.Journal;
import dev.headroom.backend.control.JournalEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The journal as a file of JSON lines, one entry a line, forced to disk before {@link #append} returns. For one thread.
 * A half line at the end, left by a crash, is closed with a line break and stays for the reader to see.
 */
public final class FileJournal implements Journal {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final FileChannel channel;

    private FileJournal(FileChannel channel) {
        this.channel = channel;
    }

    /** Opens or creates the journal; its folder is created too. */
    public static FileJournal open(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        channel.position(channel.size());
        FileJournal journal = new FileJournal(channel);
        if (journal.endsInTheMiddleOfALine()) {
            journal.write("\n");
        }
        return journal;
    }

    @Override
    public void append(JournalEntry entry) throws IOException {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("at", entry.at().toString());
        line.put("kind", entry.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        line.put("subject", entry.subject());
        line.put("by", entry.by());
        line.put("text", entry.text());
        write(JSON.writeValueAsString(line) + "\n");
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

    private boolean endsInTheMiddleOfALine() throws IOException {
        if (channel.size() == 0) {
            return false;
        }
        ByteBuffer last = ByteBuffer.allocate(1);
        channel.read(last, channel.size() - 1);
        return last.get(0) != '\n';
    }
}
