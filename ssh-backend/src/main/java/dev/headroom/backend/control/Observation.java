package dev.headroom.backend.control;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.HostId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All readings at one moment and the connection of each host: the observer gives it to the control loop. Immutable.
 *
 * @param listsReadAt hosts whose slow lists (thresholds, tunnels, containers) are not read for each reading, with the
 * time that
 *     nothing in their reading is older than
 */
public record Observation(ClusterSnapshot snapshot, List<HostStatus> hosts, Map<HostId, Instant> listsReadAt) {
    public Observation {
        hosts = List.copyOf(hosts);
        listsReadAt = Map.copyOf(listsReadAt);
    }

    /** An observation of hosts that read every list for each reading. */
    public Observation(ClusterSnapshot snapshot, List<HostStatus> hosts) {
        this(snapshot, hosts, Map.of());
    }

    /**
     * The time that nothing in the newest reading of {@code host} is older than; empty while it has no fresh reading.
     * See decision 0013.
     */
    public Optional<Instant> wholeSince(HostId host) {
        return snapshot.readAt(host).map(at -> earlier(at, listsReadAt.getOrDefault(host, at)));
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
