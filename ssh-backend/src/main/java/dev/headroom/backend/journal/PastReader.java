package dev.headroom.backend.journal;

import dev.headroom.backend.journal.ChainLink.Head;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads, once and in one pass, what the next master needs of a journal: its {@link Past}, and the end of its chain. Of
 * all files it reads the newest that begins with what was carried over from the one before, and what came after. One
 * thread. See decision 0111.
 */
final class PastReader {
    private final Past past;
    private final List<String> carried = new ArrayList<>();
    private int awaited;
    private byte[] last = {};
    private long lastNumber;
    private boolean closed = true;

    PastReader() {
        this(new Past());
    }

    /** @param past takes what is read */
    PastReader(Past past) {
        this.past = past;
    }

    /** The files of which the newest master needs nothing more than the last one. */
    void read(JournalFiles files) throws IOException {
        List<Path> all = files.all();
        int first = all.size() - 1;
        while (first > 0 && !beginsWhole(all.get(first))) {
            first--;
        }
        for (Path file : first < 0 ? List.<Path>of() : all.subList(first, all.size())) {
            awaited = 0;
            try (ByteLines lines = JournalFiles.open(file)) {
                read(lines);
            }
            closed |= !file.equals(files.current());
        }
    }

    /** Reads what was appended to {@code file} behind {@code from}. */
    void readFrom(Path file, long from) throws IOException {
        closed = true;
        InputStream in = Files.newInputStream(file);
        try (ByteLines lines = new ByteLines(in)) {
            in.skipNBytes(from);
            read(lines);
        }
    }

    private void read(ByteLines lines) throws IOException {
        closed = true;
        for (Optional<ByteLines.Line> next = lines.next(); next.isPresent(); next = lines.next()) {
            ByteLines.Line line = next.get();
            closed = line.closed();
            Gist.of(line).ifPresent(gist -> take(line, gist));
        }
    }

    private void take(ByteLines.Line line, Gist gist) {
        Optional<ChainLink> link = ChainLink.of(line);
        // After the chain has begun, a line without a place in it is another program's or an older version's.
        if (link.isPresent() || lastNumber == 0) {
            last = line.bytes();
            lastNumber = link.map(ChainLink::number).orElse(0L);
        }
        if (gist.rotates()) {
            awaited = gist.carries();
            carried.clear();
            replaceIfWhole();
        } else if (gist.carried()) {
            carry(line.text());
        } else {
            awaited = 0;
            past.take(gist, line.text());
        }
    }

    private void carry(String line) {
        if (awaited > 0) {
            carried.add(line);
            replaceIfWhole();
        }
    }

    /** What was carried over holds all that came before, so that is taken only once. */
    private void replaceIfWhole() {
        if (carried.size() == awaited) {
            past.clear();
            carried.forEach(line -> past.take(Gist.of(line), line));
            awaited = 0;
        }
    }

    /** Whether {@code file} begins with all that it carries over, or is the first of its journal. */
    static boolean beginsWhole(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (ByteLines lines = JournalFiles.open(file)) {
            Optional<ByteLines.Line> line = lines.next();
            while (line.isPresent() && Gist.of(line.get()).isEmpty()) {
                line = lines.next();
            }
            if (line.isEmpty()) {
                return false;
            }
            Gist first = Gist.of(line.get()).orElse(Gist.NOTHING);
            if (!first.rotates()) {
                return ChainLink.of(line.get()).map(link -> link.number() == 1).orElse(true);
            }
            int found = 0;
            boolean goesOn = true;
            while (found < first.carries() && goesOn) {
                goesOn = lines.next().flatMap(Gist::of).filter(Gist::carried).isPresent();
                found += goesOn ? 1 : 0;
            }
            return goesOn;
        }
    }

    Past past() {
        return past;
    }

    /** The last line that is whole. */
    Head head() {
        return last.length == 0 ? Head.NONE : new Head(lastNumber, ChainLink.hash(last, 0, last.length));
    }

    /** Whether a whole line was read at all. */
    boolean readAny() {
        return last.length > 0;
    }

    /** Whether the last file ends with a line break. */
    boolean endsClosed() {
        return closed;
    }
}
