package dev.headroom.simulation.schedule;

import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Kept;
import dev.headroom.backend.journal.FileJournal;
import dev.headroom.backend.journal.JournalReader;
import dev.headroom.backend.journal.LedgerFile;
import dev.headroom.backend.journal.StateDisk;
import dev.headroom.backend.journal.Verification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A state folder in files, as the product writes and reads them. One thread. */
final class FileDisk implements StateDisk, AutoCloseable {
    private final Path file;
    private final LedgerFile ledger;
    private FileJournal journal;
    private int holder;

    FileDisk(Path folder) throws IOException {
        file = folder.resolve("journal.jsonl");
        ledger = new LedgerFile(folder);
        journal = FileJournal.open(file);
    }

    @Override
    public void full(boolean now) {
        throw new UnsupportedOperationException("The disk of this machine is not filled.");
    }

    @Override
    public void leaseTo(int epoch) {
        holder = epoch;
    }

    @Override
    public boolean leaseOf(int epoch) {
        return holder == epoch;
    }

    @Override
    public void append(JournalEntry entry) throws IOException {
        journal.append(entry);
    }

    /** Half a line, of whatever entry. */
    @Override
    public void tear(JournalEntry entry) {
        try {
            Files.writeString(file, "{\"seq\":", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void keep(Kept kept) throws IOException {
        ledger.keep(kept);
    }

    @Override
    public Kept kept() {
        try {
            return ledger.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The master before has ended: its journal is closed and opened anew. */
    @Override
    public List<JournalEntry> past() {
        try {
            journal.close();
            journal = FileJournal.open(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return journal.past();
    }

    Verification verify() throws IOException {
        return new JournalReader(file).verify();
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
