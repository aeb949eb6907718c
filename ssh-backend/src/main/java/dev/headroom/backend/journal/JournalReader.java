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

    /** Takes lines that were not read in full. */
    @FunctionalInterface
    public interface OutlineTaker {
        void take(Outline outline);
    }

    /**
     * A line of which only the beginning was read: of a million lines few are needed in full. Immutable.
     *
     * @param kind the word of an entry's kind
     * @param line the whole line as it is in the file
     */
    public record Outline(Instant at, String kind, String subject, String line) {
        /** The entry; empty for a line that cannot be read. */
        public Optional<JournalEntry> entry() {
            return JournalLines.read(line);
        }

        /**
         * The text of the first field of this name, at any depth, that stands behind another one; empty where there is none. In a
         * text such a name would have backslashes.
         */
        public String field(String name) {
            String begin = ",\"" + name + "\":\"";
            int from = line.indexOf(begin);
            int end = from < 0 ? -1 : line.indexOf('"', from + begin.length());
            return end < 0 ? "" : line.substring(from + begin.length(), end);
        }
    }

    /**
     * Reads the entries that are wanted, oldest first, each once: in the order in which they were written, also where the
     * clock was set back in between.
     *
     * @throws IOException if a file cannot be read
     */
    public void read(Wanted wanted, Taker taker) throws IOException {
        scan(wanted, outline -> outline.entry().ifPresent(entry -> taker.take(entry, outline.line())));
    }

    /** The same without reading them in full, which takes far longer. See decision 0138. */
    public void scan(Wanted wanted, OutlineTaker taker) throws IOException {
        boolean[] first = {true};
        new JournalFiles(file).pass((_, source) -> {
            boolean oldest = first[0];
            first[0] = false;
            try (ByteLines lines = source.open()) {
                for (Optional<ByteLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                    scan(line.get(), oldest, wanted, taker);
                }
            }
        });
    }

    /** @param oldest whether the line is in the oldest file: what that has carried over is in no other */
    private static void scan(ByteLines.Line line, boolean oldest, Wanted wanted, OutlineTaker taker) {
        Prelude.of(line, oldest)
                .filter(p -> wanted.wants(p.at(), p.kind()))
                .ifPresent(p -> taker.take(new Outline(p.at(), p.kind(), p.subject(), line.text())));
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
