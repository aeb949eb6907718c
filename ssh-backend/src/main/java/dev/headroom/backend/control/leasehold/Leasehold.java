package dev.headroom.backend.control.leasehold;

import java.util.Optional;

/**
 * Where a master stands with the right to change the hosts. Immutable.
 *
 * @param barred why it can change nothing, one sentence; empty while it can
 * @param number the number under which it holds the lease of the hosts; empty while it does not, and where the cluster has none
 * @param rival the master that holds the lease of the hosts in its place, from which it can be taken over; empty where none
 *     is known
 */
public record Leasehold(Optional<String> barred, Optional<Long> number, Optional<Rival> rival) {
    /** Of a master that nothing bars. */
    public static final Leasehold FREE = new Leasehold(Optional.empty(), Optional.empty(), Optional.empty());

    public Leasehold barred(String why) {
        return new Leasehold(Optional.of(why), Optional.empty(), rival);
    }

    /** Nothing bars the master: it holds the lease under {@code next}, or the cluster has none. */
    public Leasehold settled(Optional<Long> next) {
        return new Leasehold(Optional.empty(), next, rival);
    }

    public Leasehold facing(Optional<Rival> other) {
        return new Leasehold(barred, number, other);
    }
}
