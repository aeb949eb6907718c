package dev.headroom.backend.agent;

import dev.headroom.backend.agent.HostReport.DirectorReport;
import dev.headroom.backend.agent.HostReport.ServerReport;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.parse.HostFacts;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Demand;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.VirtualAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A snapshot, and what {@link SnapshotAssembler} must remember to make the next one. Immutable.
 *
 * @param directors the report of each director from which the next rates are counted
 * @param latest the newest report of each director
 * @param servers the report of each real server from which the next rates are counted
 * @param newest the newest report of each real server
 * @param demands the demand that each director last measured for each virtual service
 * @param failures why the last attempt to read a host failed; only hosts whose last attempt failed
 * @param delays how long the last report of each host took, from question to answer
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

    /** The statuses with what is known of each host that seldom changes. */
    List<HostStatus> withFacts(List<HostStatus> statuses) {
        return statuses.stream()
                .map(status -> switch (status.host()) {
                    case DirectorId id ->
                        Optional.ofNullable(latest.get(id))
                                .map(report -> facts(status, report.at(), report.facts()))
                                .orElse(status);
                    case ServerId id ->
                        Optional.ofNullable(newest.get(id))
                                .map(report -> facts(
                                        status, report.at(), report.signs().facts()))
                                .orElse(status);
                })
                .toList();
    }

    private static HostStatus facts(HostStatus status, Instant at, HostFacts facts) {
        return facts.values().isEmpty()
                ? status
                : status.with(new HostStatus.Facts(at.minus(facts.age()), facts.values()));
    }

    /** One virtual service on one director. */
    record DemandKey(DirectorId director, VirtualAddress service) {}

    /**
     * The demand for a virtual service that one director measured.
     *
     * @param copies whether its active connections may be copies of another director's
     */
    record DemandSample(Demand demand, boolean copies, Instant at) {
        /** This sample with a newer count of active connections; the rate of new connections stays. */
        DemandSample with(long activeConnections, Instant newer) {
            return new DemandSample(new Demand(demand.connectionsPerSecond(), activeConnections), copies, newer);
        }
    }
}
