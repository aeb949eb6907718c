package dev.headroom.backend.journal;

import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Kept;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A state folder in memory, in the formats of {@link FileJournal} and {@link LedgerFile}. It outlives the masters that use
 * it. Not thread-safe.
 */
public final class SimulatedDisk implements StateDisk {
    private final StringBuilder journal = new StringBuilder();
    private String ledger = "";
    private boolean full;
    private int holder;

    /** Whether a write fails from now on. */
    @Override
    public void full(boolean now) {
        full = now;
    }

    /** Whose lease it is from now on. */
    @Override
    public void leaseTo(int epoch) {
        holder = epoch;
    }

    @Override
    public boolean leaseOf(int epoch) {
        return holder == epoch;
    }

    /** Appends an entry as {@link FileJournal} does; a full disk takes the first half of the line. */
    @Override
    public void append(JournalEntry entry) throws IOException {
        String line = JournalLines.write(entry);
        String begin = journal.isEmpty() || journal.charAt(journal.length() - 1) == '\n' ? "" : "\n";
        if (full) {
            journal.append(begin).append(line, 0, line.length() / 2);
            throw new IOException("No space left on device");
        }
        journal.append(begin).append(line).append('\n');
    }

    /** Appends half of an entry: the machine stopped while it was written. */
    @Override
    public void tear(JournalEntry entry) {
        String line = JournalLines.write(entry);
        journal.append(line, 0, line.length() / 2);
    }

    /** Replaces the ledger as a whole. */
    @Override
    public void keep(Kept kept) throws IOException {
        if (full) {
            throw new IOException("No space left on device");
        }
        ledger = LedgerText.write(kept);
    }

    /** The ledger, as {@link LedgerFile#read} gives it. */
    @Override
    public Kept kept() {
        return ledger.isEmpty() ? Kept.NOTHING : LedgerText.read(ledger);
    }

    /** The journal, as {@link FileJournal#read} gives it. */
    @Override
    public List<JournalEntry> past() {
        List<JournalEntry> past = new ArrayList<>();
        journal.toString()
                .lines()
                .map(JournalLines::read)
                .flatMap(Optional::stream)
                .forEach(past::add);
        return past;
    }
}
