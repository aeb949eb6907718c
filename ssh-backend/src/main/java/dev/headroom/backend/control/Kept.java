package dev.headroom.backend.control;

import dev.headroom.ma2scf.sharing.memory.SharingMemory;

/**
 * The state that must outlive a master because no reading shows it.
 *
 * @param adoption without the division that was found, with the places of home containers
 * @param memory what this installation started and quiesced, see {@link SharingMemory#lasting}
 */
public record Kept(Adoption adoption, SharingMemory memory) {
    /** The state of an installation that never drove this cluster. */
    public static final Kept NOTHING = new Kept(Adoption.UNANSWERED, SharingMemory.EMPTY);

    /** The part of {@code state} that must outlive the master. */
    public static Kept of(ControlState state) {
        return new Kept(state.adoption().kept(), state.memory().lasting());
    }
}
