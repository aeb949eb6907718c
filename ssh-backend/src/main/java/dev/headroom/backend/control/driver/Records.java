package dev.headroom.backend.control.driver;

import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Kept;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What a master writes before it acts: the journal, and the ledger of what this installation started and quiesced. A
 * failure is answered with its reason. Used by the master's thread; after its end by the one that closes it.
 */
final class Records {
    private static final Logger LOG = System.getLogger(Records.class.getName());

    /** More are not owed: the oldest are forgotten. */
    private static final int MOST_OWED = 10_000;

    private final Journal journal;
    private final Ledger ledger;
    /** Entries that could not be written, oldest first: what they tell has happened. */
    private final Deque<JournalEntry> owed = new ArrayDeque<>();

    private Kept kept;

    /** @param kept the content of the ledger */
    Records(Ports ports, Kept kept) {
        this.journal = ports.journal();
        this.ledger = ports.ledger();
        this.kept = kept;
    }

    boolean have(Kept now) {
        return kept.equals(now);
    }

    /** Writes the ledger, before any effect that depends on it. Empty if it is written, else why it is not. */
    Optional<String> keep(Kept now) {
        try {
            ledger.keep(now);
            kept = now;
            return Optional.empty();
        } catch (IOException e) {
            return failed("ledger", e);
        }
    }

    /**
     * Empty if the entry and all that are owed are written, else why they are not; they are owed then. The next master knows
     * this one by its journal only.
     */
    Optional<String> append(JournalEntry entry) {
        owe(entry);
        try {
            while (!owed.isEmpty()) {
                journal.append(owed.getFirst());
                owed.removeFirst();
            }
            return Optional.empty();
        } catch (IOException e) {
            return failed("journal", e);
        }
    }

    /** Writes the entry before the next one. */
    void owe(JournalEntry entry) {
        owed.add(entry);
        if (owed.size() > MOST_OWED) {
            owed.removeFirst();
        }
    }

    private static Optional<String> failed(String what, IOException e) {
        LOG.log(Level.ERROR, "The " + what + " cannot be written: " + e);
        return Optional.of(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }
}
