package dev.headroom.backend.control;

import dev.headroom.ma2scf.sharing.memory.SharingMemory;

/**
 * What must outlive a master because no reading tells it.
 *
 * @param adoption without what is found now
 * @param memory what this installation started and quiesced, see {@link SharingMemory#lasting}
 */
public record Kept(Adoption adoption, SharingMemory memory) {
    /** Of an installation that never drove this cluster. */
    public static final Kept NOTHING = new Kept(Adoption.UNANSWERED, SharingMemory.EMPTY);

    public static Kept of(ControlState state) {
        return new Kept(
                new Adoption(state.adoption().standing(), state.adoption().agreed(), Division.NONE),
                state.memory().lasting());
    }
}
