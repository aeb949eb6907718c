package dev.headroom.backend.agent;

import dev.headroom.backend.agent.ClusterDefinition.ServicesByName;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.VirtualService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Merges reports of hosts into snapshots of the cluster. Pure: state goes in and comes out as an {@link Assembly}.
 *
 * <p>A rate is the difference of a counter over the time that passed by the host's own clock; a counter that went
 * down was reset and gives no rate. A reading that is not renewed turns from fresh to stale and keeps its value; a
 * value that was never read is missing.
 */
final class SnapshotAssembler {
    private final ClusterDefinition definition;
    private final ServicesByName services;
    private final Duration freshFor;

    /**
     * @param interval the time between two observations. A reading is fresh for three of them; on a host with slow
     * reports for three
     *     times as long as its last report took, and then for 45 s at most
     */
    SnapshotAssembler(ClusterDefinition definition, Duration interval) {
        this.definition = definition;
        this.services = new ServicesByName(definition.services());
        this.freshFor = interval.multipliedBy(3);
    }

    /** The services by the names of containers. */
    ServicesByName services() {
        return services;
    }

    /** How long a reading of a host with fast reports is fresh that is asked at each interval. */
    Duration freshFor() {
        return freshFor;
    }

    /** The first assembly, before any report: all readings are missing, the revision is 0. */
    Assembly first(Instant now) {
        String reason = "Not read yet.";
        List<Director> directors = definition.directors().stream()
                .map(id -> new Director(id, new Reading.Missing<>(reason)))
                .toList();
        List<RealServer> servers = definition.servers().stream()
                .map(s -> new RealServer(
                        s.id(), s.zone(), s.lends(), new Reading.Missing<>(reason), new Reading.Missing<>(reason)))
                .toList();
        List<VirtualService> services = definition.services().stream()
                .map(s -> new VirtualService(s.spec(), new Reading.Missing<>(reason)))
                .toList();
        return new Assembly(
                new ClusterSnapshot(0, now, directors, servers, services),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of());
    }

    /**
     * The next snapshot, with a revision one higher.
     *
     * @param reports the reports since the last call; from some hosts or from none
     */
    Assembly next(Assembly previous, List<HostReport> reports, Instant now) {
        return next(previous, reports, Map.of(), now);
    }

    /**
     * As {@link #next(Assembly, List, Instant)}, where some hosts are asked less often than at each interval.
     *
     * @param pauses how much longer the last reading of each of them counts as fresh
     */
    Assembly next(Assembly previous, List<HostReport> reports, Map<HostId, Duration> pauses, Instant now) {
        Merge merge = new Merge(definition, services, freshFor, pauses, previous, now);
        reports.forEach(merge::take);
        return merge.result();
    }

    /**
     * The next snapshot after this computer may have slept. The age of the readings is then unknown, so none is fresh
     * until its host is read again.
     */
    Assembly woken(Assembly previous, Instant now) {
        ClusterSnapshot before = previous.snapshot();
        return new Assembly(
                new ClusterSnapshot(
                        before.revision() + 1,
                        now,
                        before.directors().stream()
                                .map(d -> d.with(doubted(d.table())))
                                .toList(),
                        before.servers().stream()
                                .map(s -> s.with(doubted(s.load()), doubted(s.containers())))
                                .toList(),
                        before.services().stream()
                                .map(s -> s.withDemand(doubted(s.demand())))
                                .toList()),
                previous.directors(),
                previous.latest(),
                previous.servers(),
                previous.newest(),
                Map.of(),
                previous.failures(),
                previous.delays());
    }

    private static <T> Reading<T> doubted(Reading<T> reading) {
        return reading instanceof Reading.Fresh<T>(T value, Instant at)
                ? new Reading.Stale<>(
                        value,
                        at,
                        "This computer may have slept, or its clock was set: the age of this reading is unknown.")
                : reading;
    }
}
