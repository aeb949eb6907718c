package dev.headroom.backend.agent;

import dev.headroom.backend.agent.HostReport.DirectorReport;
import dev.headroom.backend.agent.HostReport.ServerReport;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Demand;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.VirtualAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A snapshot and what {@link SnapshotAssembler} must remember to make the next one. Immutable.
 *
 * @param directors each one's report that the next rates are counted from
 * @param latest each one's newest report
 * @param servers likewise
 * @param newest each server's newest report
 * @param demands what each director last measured of each service
 * @param failures why the last try failed, of hosts whose last try did
 * @param delays how long each host's last report took
 */
record Assembly(
        ClusterSnapshot snapshot,
        Map<DirectorId, DirectorReport> directors,
        Map<DirectorId, DirectorReport> latest,
        Map<ServerId, ServerReport> servers,
        Map<ServerId, ServerReport> newest,
        Map<DemandKey, DemandSample> demands,
        Map<HostId, String> failures,
        Map<HostId, Duration> delays) {
    Assembly {
        directors = Map.copyOf(directors);
        latest = Map.copyOf(latest);
        servers = Map.copyOf(servers);
        newest = Map.copyOf(newest);
        demands = Map.copyOf(demands);
        failures = Map.copyOf(failures);
        delays = Map.copyOf(delays);
    }

    /** One service on one director. */
    record DemandKey(DirectorId director, VirtualAddress service) {}

    /**
     * What a director measured of a service.
     *
     * @param copies whether its active connections may be copies of another director's
     */
    record DemandSample(Demand demand, boolean copies, Instant at) {
        /** The rate still holds, the connections are new. */
        DemandSample with(long activeConnections, Instant newer) {
            return new DemandSample(new Demand(demand.connectionsPerSecond(), activeConnections), copies, newer);
        }
    }
}
