package dev.headroom.backend.control;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.HostId;
import java.time.Duration;
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
 * @param freshFor how long a reading of a host with fast reports is fresh
 */
public record Observation(
        ClusterSnapshot snapshot, List<HostStatus> hosts, Map<HostId, Instant> listsReadAt, Duration freshFor) {
    private static final Duration USUAL = Duration.ofSeconds(6);

    public Observation {
        hosts = List.copyOf(hosts);
        listsReadAt = Map.copyOf(listsReadAt);
    }

    /** An observation of hosts that read every list for each reading. */
    public Observation(ClusterSnapshot snapshot, List<HostStatus> hosts) {
        this(snapshot, hosts, Map.of());
    }

    /** An observation every 2 s. */
    public Observation(ClusterSnapshot snapshot, List<HostStatus> hosts, Map<HostId, Instant> listsReadAt) {
        this(snapshot, hosts, listsReadAt, USUAL);
    }

    /**
     * Whether the snapshot still says at {@code now} which readings are fresh. It judged them when it was taken, a slow
     * host's by that host's own limit; without a newer one for as long as a reading is fresh, nobody has judged them
     * since.
     */
    public boolean holdsAt(Instant now) {
        return Duration.between(snapshot.takenAt(), now).compareTo(freshFor) <= 0;
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
