package dev.headroom.backend.control.driver;

import dev.headroom.backend.control.Kept;
import java.io.IOException;

/** Port: what must outlive a master because no reading tells it. */
@FunctionalInterface
public interface Ledger {
    /** Keeps nothing: for masters that nobody will follow. */
    Ledger FORGETFUL = _ -> {};

    /** Returns when it is safe. If it throws, nothing that builds on it may be done. */
    void keep(Kept kept) throws IOException;
}
