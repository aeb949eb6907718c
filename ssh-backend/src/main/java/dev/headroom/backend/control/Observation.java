package dev.headroom.backend.control;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.HostId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the observer hands to the control loop: all readings, and how each host is connected.
 *
 * @param listsReadAt for hosts whose lists that change seldom (thresholds, how a tunnel is made, containers) are not read for each
 *     reading: nothing in their reading is older than this
 */
public record Observation(ClusterSnapshot snapshot, List<HostStatus> hosts, Map<HostId, Instant> listsReadAt) {
    public Observation {
        hosts = List.copyOf(hosts);
        listsReadAt = Map.copyOf(listsReadAt);
    }

    /** Of hosts that are read whole for each reading. */
    public Observation(ClusterSnapshot snapshot, List<HostStatus> hosts) {
        this(snapshot, hosts, Map.of());
    }

    /**
     * The time that nothing in the newest reading of {@code host} is older than; empty while it has no fresh reading. See decision
     * 0013.
     */
    public Optional<Instant> wholeSince(HostId host) {
        return snapshot.readAt(host).map(at -> earlier(at, listsReadAt.getOrDefault(host, at)));
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
