package dev.headroom.backend.journal;

import dev.headroom.backend.control.JournalEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a journal with all its files while a master may write it. Never writes. Stateless; safe for several threads at
 * once.
 *
 * @param file the one that is written, or was last
 */
public record JournalReader(Path file) {
    /** A master may put a file away while they are read: then they are read again. Each time needs another such file. */
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
        Set<Path> done = new HashSet<>();
        Optional<Path> next = next(done);
        while (next.isPresent()) {
            done.add(next.get());
            try (ByteLines lines = JournalFiles.open(next.get())) {
                for (Optional<ByteLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                    read(line.get(), wanted, taker);
                }
            }
            next = next.get().equals(file) ? Optional.empty() : next(done);
        }
    }

    /** Asked anew after each file: a master may put one away meanwhile. */
    private Optional<Path> next(Set<Path> done) throws IOException {
        return files().stream().filter(f -> !done.contains(f)).findFirst();
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
        List<Path> all = files.all();
        all.forEach(check::read);
        return check.result(all);
    }
}
