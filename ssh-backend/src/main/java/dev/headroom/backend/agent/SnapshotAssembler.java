package dev.headroom.backend.agent;

import dev.headroom.backend.agent.Assembly.DemandKey;
import dev.headroom.backend.agent.Assembly.DemandSample;
import dev.headroom.backend.agent.ClusterDefinition.ServiceDefinition;
import dev.headroom.backend.agent.HostReport.DirectorReport;
import dev.headroom.backend.agent.HostReport.Failed;
import dev.headroom.backend.agent.HostReport.ServerReport;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Demand;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.VirtualService;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Merges reports of hosts into snapshots of the cluster. Pure: state goes in and comes out as an {@link Assembly}.
 *
 * <p>A rate is the difference of a counter over the time that passed by the host's own clock; a counter that went
 * down was reset and gives no rate. A reading that is not renewed turns from fresh to stale and keeps its value; a
 * value that was never read is missing.
 */
final class SnapshotAssembler {
    private final ClusterDefinition definition;
    private final Duration freshFor;

    /**
     * @param interval the time between two observations. A reading is fresh for three of them; on a host with slow
     * reports for three
     *     times as long as its last report took, and then for 45 s at most
     */
    SnapshotAssembler(ClusterDefinition definition, Duration interval) {
        this.definition = definition;
        this.freshFor = interval.multipliedBy(3);
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
        Merge merge = new Merge(previous, now);
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
                                .map(d -> new Director(d.id(), doubted(d.table())))
                                .toList(),
                        before.servers().stream()
                                .map(s -> new RealServer(
                                        s.id(), s.zone(), s.lends(), doubted(s.load()), doubted(s.containers())))
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

    /** One call of {@link #next}; mutable inside, never seen outside. */
    private final class Merge {
        private final Assembly previous;
        private final Instant now;
        private final Map<DirectorId, Director> directors = new HashMap<>();
        private final Map<ServerId, RealServer> servers = new HashMap<>();
        private final Map<DirectorId, DirectorReport> directorBases;
        private final Map<DirectorId, DirectorReport> latest;
        private final Map<ServerId, ServerReport> serverBases;
        private final Map<ServerId, ServerReport> newest;
        private final Map<DemandKey, DemandSample> demands;
        private final Map<HostId, String> failures;
        private final Map<HostId, Duration> delays;
        private final Aging aging;

        Merge(Assembly previous, Instant now) {
            this.previous = previous;
            this.now = now;
            previous.snapshot().directors().forEach(d -> directors.put(d.id(), d));
            previous.snapshot().servers().forEach(s -> servers.put(s.id(), s));
            directorBases = new HashMap<>(previous.directors());
            latest = new HashMap<>(previous.latest());
            serverBases = new HashMap<>(previous.servers());
            newest = new HashMap<>(previous.newest());
            demands = new HashMap<>(previous.demands());
            failures = new HashMap<>(previous.failures());
            delays = new HashMap<>(previous.delays());
            aging = new Aging(freshFor, now, failures, delays);
        }

        void take(HostReport report) {
            switch (report) {
                case Failed failed -> failures.put(failed.host(), failed.sentence());
                case DirectorReport director -> take(director);
                case ServerReport server -> take(server);
            }
        }

        private void take(DirectorReport report) {
            Director known = directors.get(report.host());
            if (known == null) {
                return;
            }
            failures.remove(report.host());
            delays.put(report.host(), Duration.between(report.at(), now));
            Optional<DirectorReport> last = Optional.ofNullable(directorBases.get(report.host()));
            Optional<DirectorReport> previous = Optional.ofNullable(latest.put(report.host(), report));
            boolean counted = previous.filter(
                            l -> l.table().connections().equals(report.table().connections()))
                    .isEmpty();
            boolean measured =
                    demands.keySet().stream().anyMatch(key -> key.director().equals(report.host()));
            boolean tooShort = last.filter(l -> Elapsed.tooShort(l.uptime(), report.uptime())
                            || (measured && Elapsed.betweenSums(l.uptime(), report.uptime(), counted)))
                    .isPresent();
            // After a reboot the counters of the host begin at 0, so its old report is no base.
            Optional<DirectorReport> base =
                    last.filter(l -> !tooShort && report.uptime().compareTo(l.uptime()) > 0);
            DirectorReadings readings =
                    new DirectorReadings(report, base, previous, known.table().lastKnown());
            directors.put(
                    report.host(), new Director(report.host(), new Reading.Fresh<>(readings.table(), report.at())));
            if (tooShort) {
                report.table()
                        .services()
                        .forEach(service -> demands.computeIfPresent(
                                new DemandKey(report.host(), service.address()),
                                (_, sample) -> sample.with(readings.active(service), report.at())));
            } else {
                demands.putAll(readings.demands());
                directorBases.put(report.host(), report);
            }
        }

        private void take(ServerReport report) {
            RealServer known = servers.get(report.host());
            if (known == null) {
                return;
            }
            failures.remove(report.host());
            delays.put(report.host(), Duration.between(report.at(), now));
            Optional<ServerReport> last = Optional.ofNullable(serverBases.get(report.host()));
            boolean tooShort = last.filter(l -> Elapsed.tooShort(l.uptime(), report.uptime()))
                    .isPresent();
            Optional<ServerReport> base =
                    last.filter(l -> !tooShort && report.uptime().compareTo(l.uptime()) > 0);
            ServerReadings readings = new ServerReadings(definition.installation(), report, base, known);
            Reading<ServerLoad> load = readings.load()
                    .<Reading<ServerLoad>>map(value -> new Reading.Fresh<>(value, report.at()))
                    .orElse(known.load());
            Reading<List<Container>> containers = new Reading.Fresh<>(readings.containers(), report.at());
            servers.put(known.id(), new RealServer(known.id(), known.zone(), known.lends(), load, containers));
            newest.put(report.host(), report);
            if (!tooShort) {
                serverBases.put(report.host(), report);
            }
        }

        Assembly result() {
            List<Director> agedDirectors = directors.values().stream()
                    .map(d -> new Director(d.id(), aging.aged(d.id(), d.table())))
                    .toList();
            List<Container> all = servers.values().stream()
                    .flatMap(s -> s.knownContainers().stream())
                    .toList();
            Identification identification = new Identification(definition.services(), agedDirectors, all);
            List<RealServer> agedServers = servers.values().stream()
                    .map(s -> new RealServer(
                            s.id(),
                            s.zone(),
                            s.lends(),
                            aging.aged(s.id(), s.load()),
                            aging.aged(s.id(), s.containers()).map(list -> identified(list, identification))))
                    .toList();
            List<VirtualService> services = definition.services().stream()
                    .map(s -> new VirtualService(s.spec(), demand(s, agedDirectors)))
                    .toList();
            long revision = previous.snapshot().revision() + 1;
            ClusterSnapshot snapshot = new ClusterSnapshot(revision, now, agedDirectors, agedServers, services);
            return new Assembly(snapshot, directorBases, latest, serverBases, newest, demands, failures, delays);
        }

        /** The containers with their roles, found anew for each snapshot because every new table can change them. */
        private List<Container> identified(List<Container> containers, Identification identification) {
            return containers.stream()
                    .map(container -> Optional.ofNullable(
                                    newest.get(container.id().server()))
                            .flatMap(report -> report.container(container.id().name()))
                            .map(report -> identification.identified(container, report))
                            .orElse(container))
                    .toList();
        }

        /** Whether a value that directors measured is stale for all directors, the slowest included. */
        private boolean isOld(Instant at) {
            return directors.keySet().stream().allMatch(director -> aging.isOld(director, at));
        }

        /**
         * The demand for a service. New connections per second are the sum over the directors with a fresh table;
         * each of them that has the service must have measured it. Of active connections that may be copies of
         * another director's the largest count is taken, never the sum.
         */
        private Reading<Demand> demand(ServiceDefinition service, List<Director> all) {
            List<DirectorId> measuring = all.stream()
                    .filter(d -> d.table().fresh().isPresent()
                            && (d.entry(service.address()).isPresent()
                                    || !d.unreadOf(service.address()).isEmpty()))
                    .map(Director::id)
                    .toList();
            List<DemandSample> samples = measuring.stream()
                    .flatMap(id -> Optional.ofNullable(demands.get(new DemandKey(id, service.address())))
                            .filter(sample -> !aging.isOld(id, sample.at()))
                            .stream())
                    .toList();
            if (!measuring.isEmpty() && samples.size() == measuring.size()) {
                Demand sum = new Demand(
                        samples.stream()
                                .mapToDouble(s -> s.demand().connectionsPerSecond())
                                .sum(),
                        activeConnections(samples));
                Instant oldest = samples.stream()
                        .map(DemandSample::at)
                        .min(Instant::compareTo)
                        .orElse(now);
                return new Reading.Fresh<>(sum, oldest);
            }
            Reading<Demand> known = previous.snapshot()
                    .service(service.id())
                    .map(VirtualService::demand)
                    .orElseGet(() -> new Reading.Missing<>("Not read yet."));
            return unmeasured(known, measuring.isEmpty());
        }

        private static long activeConnections(List<DemandSample> samples) {
            long own = 0;
            long copied = 0;
            for (DemandSample sample : samples) {
                long active = sample.demand().activeConnections();
                own += sample.copies() ? 0 : active;
                copied = sample.copies() ? Math.max(copied, active) : copied;
            }
            return Math.max(own, copied);
        }

        private Reading<Demand> unmeasured(Reading<Demand> known, boolean nowhere) {
            String reason = nowhere
                    ? "No director that reports has this virtual service."
                    : "A rate needs two reports of each director.";
            return switch (known) {
                case Reading.Fresh<Demand>(Demand value, Instant at)
                when isOld(at) -> new Reading.Stale<>(value, at, reason);
                case Reading.Fresh<Demand> fresh -> fresh;
                case Reading.Stale<Demand>(Demand value, Instant at, var _) -> new Reading.Stale<>(value, at, reason);
                case Reading.Missing<Demand> _ -> new Reading.Missing<>(reason);
            };
        }
    }
}
