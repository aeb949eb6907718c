package dev.headroom.backend.control.driver;

import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.RevertReport;
import dev.headroom.backend.control.leasehold.Rival;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Port: the lease that the hosts themselves keep. A master on another computer does not know of this one's state folder, but
 * the hosts know both. Safe for several threads at once; no method waits.
 */
public interface HostsLease {
    /** For hosts that no other master can reach, and where the cluster file wants no lease. */
    HostsLease NONE = new HostsLease() {
        @Override
        public void want(boolean wanted) {
            // It is always held.
        }

        @Override
        public void takeOver() {
            // It is always held.
        }

        @Override
        public Change now() {
            return new Change.Taken(0);
        }

        @Override
        public void whenChanged(Consumer<Change> listener) {
            // It never changes.
        }

        @Override
        public Optional<Rival> rival() {
            return Optional.empty();
        }

        @Override
        public HostsOrders orders() {
            return HostsOrders.NONE;
        }
    };

    /** Says whether this master wants to change hosts: in watch mode it does not, and leaves the lease to others. */
    void want(boolean wanted);

    /** Takes the lease also from a master that keeps it. */
    void takeOver();

    /** Where this master stands. */
    Change now();

    /**
     * Tells {@code listener} of each change.
     *
     * @param listener called from any thread; it must be short
     */
    void whenChanged(Consumer<Change> listener);

    /** The other master that keeps the lease renewed, as of the newest readings; empty while this one holds it. */
    Optional<Rival> rival();

    /** The orders of operators to the master that holds the lease. */
    HostsOrders orders();

    /** Says which plans directors take back by themselves if this master dies; they forget what they were told of others. */
    default void armed(Set<ProposalId> plans) {
        // Nothing is armed where no lease is kept.
    }

    /** What directors have taken back since this was asked last. */
    default List<RevertReport> reverted() {
        return List.of();
    }

    /** Where this master stands with the lease. */
    sealed interface Change {
        /** It does not want it. */
        record Unwanted() implements Change {}

        /**
         * It wants it and has it not.
         *
         * @param sentence why
         * @param contested whether another master holds it
         */
        record Awaited(String sentence, boolean contested) implements Change {}

        /**
         * It holds the lease.
         *
         * @param epoch the number under which it took it
         */
        record Taken(long epoch) implements Change {}

        /** Another master took it away: who, in one sentence. */
        record TakenAway(String sentence) implements Change {}

        /** Why no command may be sent now; empty while it may. */
        default Optional<String> refusal() {
            return switch (this) {
                case Unwanted() -> Optional.of("This master does not hold the lease of the cluster.");
                case Awaited(String sentence, var _) -> Optional.of(sentence);
                case TakenAway(String sentence) -> Optional.of(sentence);
                case Taken _ -> Optional.empty();
            };
        }
    }
}
