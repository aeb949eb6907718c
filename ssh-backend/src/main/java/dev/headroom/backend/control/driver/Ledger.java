package dev.headroom.backend.control.driver;

import dev.headroom.backend.control.Kept;
import java.io.IOException;

/** Port: keeps the state that must outlive a master because no reading shows it. One owner thread. */
@FunctionalInterface
public interface Ledger {
    /** Keeps nothing: for a master without a successor. */
    Ledger FORGETFUL = _ -> {};

    /** Keeps the state and returns when it is on the disk. If it throws, no effect that depends on it may follow. */
    void keep(Kept kept) throws IOException;
}
