package dev.headroom.backend.control;

import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.io.IOException;

/** Port: what must outlive a master because no reading tells it. */
@FunctionalInterface
public interface Ledger {
    /** Keeps nothing: for masters that nobody will follow. */
    Ledger FORGETFUL = _ -> {};

    /** Returns when it is safe. If it throws, nothing that builds on it may be done. */
    void keep(Kept kept) throws IOException;

    /**
     * All of it.
     *
     * @param adoption without what is found now
     * @param memory what this installation started and quiesced, see {@link SharingMemory#lasting}
     */
    record Kept(Adoption adoption, SharingMemory memory) {
        /** Of an installation that never drove this cluster. */
        public static final Kept NOTHING = new Kept(Adoption.UNANSWERED, SharingMemory.EMPTY);

        static Kept of(ControlState state) {
            return new Kept(
                    new Adoption(state.adoption().standing(), state.adoption().agreed(), Division.NONE),
                    state.memory().lasting());
        }
    }
}
