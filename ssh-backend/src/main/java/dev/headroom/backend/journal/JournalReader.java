package dev.headroom.backend.journal;

import dev.headroom.backend.control.JournalEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads a journal with all its files while a master may write it. Never writes. Stateless; safe for several threads at
 * once.
 *
 * @param file the one that is written, or was last
 */
public record JournalReader(Path file) {
    /** logrotate may rename the files while they are read: then they are read again. */
    private static final int ATTEMPTS = 100;

    /** The files that are there, oldest first. */
    public List<Path> files() throws IOException {
        return new JournalFiles(file).all();
    }

    /** Chooses entries before they are read in full, which costs far more. */
    @FunctionalInterface
    public interface Wanted {
        boolean wants(Instant at, String kind);
    }

    /** Takes entries. */
    @FunctionalInterface
    public interface Taker {
        /** Takes an entry, with its whole line as it is in the file. */
        void take(JournalEntry entry, String line);
    }

    /**
     * Reads the entries that are wanted, oldest first, each once: in the order in which they were written, also where the
     * clock was set back in between.
     *
     * @throws IOException if a file cannot be read
     */
    public void read(Wanted wanted, Taker taker) throws IOException {
        new JournalFiles(file).pass((_, source) -> {
            try (ByteLines lines = source.open()) {
                for (Optional<ByteLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                    read(line.get(), wanted, taker);
                }
            }
        });
    }

    private static void read(ByteLines.Line line, Wanted wanted, Taker taker) {
        Optional<Prelude> prelude = Prelude.of(line);
        if (prelude.filter(p -> wanted.wants(p.at(), p.kind())).isPresent()) {
            String text = line.text();
            JournalLines.read(text).ifPresent(entry -> taker.take(entry, text));
        }
    }

    /**
     * Follows the chain through all files.
     *
     * @throws IOException if the folder cannot be read; a file that cannot be read is a fault of the chain
     */
    public Verification verify() throws IOException {
        JournalFiles files = new JournalFiles(file);
        Verification result = verified(files);
        for (int i = 1;
                i < ATTEMPTS && result.fault().isPresent() && !result.files().equals(files.all());
                i++) {
            result = verified(files);
        }
        return result;
    }

    private static Verification verified(JournalFiles files) throws IOException {
        // first: the journal may grow meanwhile, and what is remembered is then behind it
        ChainCheck check = new ChainCheck(HeadFile.read(files.head()));
        return check.result(files.pass(check::read));
    }
}
