package dev.headroom.ma2scf.model;

/**
 * Connections of one destination as the director counts them. In direct routing and tunneling the inactive count is inferred
 * by the kernel, because it sees only one direction.
 *
 * @param active established now
 * @param inactive in any other state now
 * @param persistent persistence templates alive now
 * @param total connections scheduled since the entry was made or zeroed
 */
public record ConnectionCounts(long active, long inactive, long persistent, long total) {
    public static final ConnectionCounts NONE = new ConnectionCounts(0, 0, 0, 0);

    public ConnectionCounts {
        if (active < 0 || inactive < 0 || persistent < 0 || total < 0) {
            throw new IllegalArgumentException("The connection counts (%d, %d, %d, %d) must not be negative."
                    .formatted(active, inactive, persistent, total));
        }
    }
}
