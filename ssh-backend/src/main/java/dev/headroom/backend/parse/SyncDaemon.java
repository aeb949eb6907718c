package dev.headroom.backend.parse;

import java.util.Optional;

/**
 * Connection synchronization by {@code ipvsadm -Ln --daemon}: whether a director sends its connections to others, and
 * whether it keeps copies of theirs. See decision 0021.
 *
 * <p>IPVS counts a copy among the active connections of its destination ({@code ip_vs_proc_conn} in {@code
 * ip_vs_sync.c}), but not among its scheduled connections, which only {@code ip_vs_schedule} counts.
 */
public enum SyncDaemon {
    NONE,
    SENDS,
    RECEIVES,
    SENDS_AND_RECEIVES,
    /** The director does not say. */
    UNKNOWN;

    /** Reads the section; {@link #UNKNOWN} without one. */
    public static SyncDaemon parse(Optional<Section> section) {
        if (section.filter(Section::succeeded).isEmpty()) {
            return UNKNOWN;
        }
        boolean sends = false;
        boolean receives = false;
        for (Line line : section.get().read()) {
            if (line.text().startsWith("master sync daemon ")) {
                sends = true;
            } else if (line.text().startsWith("backup sync daemon ")) {
                receives = true;
            } else {
                return UNKNOWN;
            }
        }
        if (sends && receives) {
            return SENDS_AND_RECEIVES;
        }
        return sends ? SENDS : receives ? RECEIVES : NONE;
    }

    /** Whether the director's active connections may be copies of another director's. */
    public boolean mayHoldCopies() {
        return switch (this) {
            case NONE, SENDS -> false;
            case RECEIVES, SENDS_AND_RECEIVES, UNKNOWN -> true;
        };
    }
}
