package dev.headroom.backend.lease;

/**
 * Decides which of several masters may take the lease of the hosts, where a shop has a service for that. Safe for several
 * threads at once; no method waits, but {@link #close}. See decision 0127.
 */
public interface Election extends AutoCloseable {
    /** Says whether this master wants to be elected. */
    void want(boolean wanted);

    /** Wants to be elected also in place of another master that is. */
    void takeOver();

    /** Wants a number greater than {@code number}: hosts know that one, from another way of keeping the lease. */
    void raise(long number);

    /** Where this master stands at this moment: an election ends by itself where its service does not answer. */
    Standing now();

    /**
     * Tells {@code listener} when the standing may have changed.
     *
     * @param listener called from any thread
     */
    void whenChanged(Runnable listener);

    /** Gives the election back, as far as the service answers. */
    @Override
    void close();

    /** Where a master stands. */
    sealed interface Standing {
        /**
         * It is elected.
         *
         * @param number greater than that of any master elected before
         */
        record Elected(long number) implements Standing {}

        /**
         * It is not elected.
         *
         * @param sentence why
         * @param contested whether another master is
         */
        record Waits(String sentence, boolean contested) implements Standing {}
    }
}
