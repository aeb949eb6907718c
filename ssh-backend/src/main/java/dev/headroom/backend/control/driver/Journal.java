package dev.headroom.backend.control.driver;

import dev.headroom.backend.control.JournalEntry;
import java.io.IOException;

/** Port: the append-only record of decisions and effects. One owner thread. */
public interface Journal extends AutoCloseable {

    /**
     * Appends an entry and returns when it is on the disk. If it throws, the change that the entry announces must not
     * be made.
     */
    void append(JournalEntry entry) throws IOException;

    @Override
    void close() throws IOException;
}
