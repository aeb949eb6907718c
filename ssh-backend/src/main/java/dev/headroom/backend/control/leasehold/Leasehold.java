package dev.headroom.backend.control.leasehold;

import java.util.Optional;

/**
 * Where a master stands with the right to change the hosts. Immutable.
 *
 * @param barred why it can change nothing, one sentence; empty while it can
 * @param rival the master that holds the lease of the hosts in its place, from which it can be taken over; empty where none
 *     is known
 */
public record Leasehold(Optional<String> barred, Optional<Rival> rival) {
    /** Of a master that nothing bars. */
    public static final Leasehold FREE = new Leasehold(Optional.empty(), Optional.empty());

    public Leasehold barred(Optional<String> why) {
        return new Leasehold(why, rival);
    }

    public Leasehold facing(Optional<Rival> other) {
        return new Leasehold(barred, other);
    }
}
