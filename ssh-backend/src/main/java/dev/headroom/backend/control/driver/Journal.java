package dev.headroom.backend.control.driver;

import dev.headroom.backend.control.JournalEntry;
import java.io.IOException;

/** Port: append-only record of decisions and effects. */
public interface Journal extends AutoCloseable {

    /** Returns when the entry is safe. If it throws, the change it announces must not be made. */
    void append(JournalEntry entry) throws IOException;

    @Override
    void close() throws IOException;
}
