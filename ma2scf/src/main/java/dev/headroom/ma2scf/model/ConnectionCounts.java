package dev.headroom.ma2scf.model;

/**
 * Connections of one destination as the director counts them. In direct routing and tunneling the inactive count is inferred
 * by the kernel, because it sees only one direction.
 *
 * @param active established now, or attempted: the kernel counts a connection from its first packet on, for 60 s if it gets no answer
 * @param inactive in any other state now
 * @param persistent persistence templates alive now
 * @param total connections scheduled since the entry was made or zeroed
 * @param known false where the director's listings did not say: then the others are 0 and mean nothing
 */
public record ConnectionCounts(long active, long inactive, long persistent, long total, boolean known) {
    public static final ConnectionCounts NONE = new ConnectionCounts(0, 0, 0, 0);
    public static final ConnectionCounts UNKNOWN = new ConnectionCounts(0, 0, 0, 0, false);

    public ConnectionCounts {
        if (active < 0 || inactive < 0 || persistent < 0 || total < 0) {
            throw new IllegalArgumentException("The connection counts (%d, %d, %d, %d) must not be negative."
                    .formatted(active, inactive, persistent, total));
        }
    }

    /** Counts that are known. */
    public ConnectionCounts(long active, long inactive, long persistent, long total) {
        this(active, inactive, persistent, total, true);
    }

    /**
     * Whether it is known that no connection is established and that no client is bound to the destination. See
     * decision 0063.
     */
    public boolean isDrained() {
        return known && active == 0 && persistent == 0;
    }
}
