package dev.headroom.backend.journal;

import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Kept;
import java.io.IOException;
import java.util.List;

/** A state folder that outlives the masters that use it, one after the other. Not thread-safe. */
public interface StateDisk {
    /** Whether a write fails from now on. */
    void full(boolean now);

    /** Whose lease it is from now on. */
    void leaseTo(int epoch);

    boolean leaseOf(int epoch);

    void append(JournalEntry entry) throws IOException;

    /** Appends half of an entry: the machine stopped while it was written. */
    void tear(JournalEntry entry);

    /** Replaces the ledger as a whole. */
    void keep(Kept kept) throws IOException;

    /** The ledger, as a new master reads it. */
    Kept kept();

    /** The journal, as a new master reads it. */
    List<JournalEntry> past();
}
