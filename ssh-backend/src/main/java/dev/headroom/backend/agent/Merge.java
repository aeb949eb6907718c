package dev.headroom.backend.agent;

import dev.headroom.backend.agent.Assembly.DemandKey;
import dev.headroom.backend.agent.Assembly.DemandSample;
import dev.headroom.backend.agent.ClusterDefinition.ServicesByName;
import dev.headroom.backend.agent.HostReport.DirectorReport;
import dev.headroom.backend.agent.HostReport.NotRead;
import dev.headroom.backend.agent.HostReport.ServerReport;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
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
 * One call of {@link SnapshotAssembler#next}: takes each report, then ages what was not renewed. Mutable inside, never
 * seen outside of that call.
 */
final class Merge {
    private final ClusterDefinition definition;
    private final ServicesByName services;
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

    /**
     * @param freshFor how long a reading of a host with fast reports is fresh that is asked at each interval
     * @param pauses how much longer those of other hosts are
     */
    Merge(
            ClusterDefinition definition,
            ServicesByName services,
            Duration freshFor,
            Map<HostId, Duration> pauses,
            Assembly previous,
            Instant now) {
        this.definition = definition;
        this.services = services;
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
        aging = new Aging(freshFor, now, failures, delays, pauses);
    }

    void take(HostReport report) {
        switch (report) {
            case NotRead failed -> failures.put(failed.host(), failed.sentence());
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
                DirectorReadings.of(report, base, previous, known.table().lastKnown());
        directors.put(report.host(), new Director(report.host(), new Reading.Fresh<>(readings.table(), report.at())));
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
        boolean tooShort =
                last.filter(l -> Elapsed.tooShort(l.uptime(), report.uptime())).isPresent();
        Optional<ServerReport> base =
                last.filter(l -> !tooShort && report.uptime().compareTo(l.uptime()) > 0);
        ServerReadings readings = new ServerReadings(definition.installation(), report, base, known);
        Reading<ServerLoad> load = readings.load()
                .<Reading<ServerLoad>>map(value -> new Reading.Fresh<>(value, report.at()))
                .orElse(known.load());
        Reading<List<Container>> containers = new Reading.Fresh<>(readings.containers(), report.at());
        servers.put(known.id(), known.with(load, containers).withUnchangeable(report.lacking()));
        newest.put(report.host(), report);
        if (!tooShort) {
            serverBases.put(report.host(), report);
        }
    }

    Assembly result() {
        List<Director> agedDirectors = directors.values().stream()
                .map(d -> d.with(aging.aged(d.id(), d.table())))
                .toList();
        List<Container> all = servers.values().stream()
                .flatMap(s -> s.knownContainers().stream())
                .toList();
        Identification identification = new Identification(services, agedDirectors, all);
        List<RealServer> agedServers = servers.values().stream()
                .map(s -> s.with(
                        aging.aged(s.id(), s.load()),
                        aging.aged(s.id(), s.containers()).map(list -> identified(list, identification))))
                .toList();
        ServiceDemand demand = ServiceDemand.of(previous.snapshot(), agedDirectors, demands, aging);
        List<VirtualService> demanded = definition.services().stream()
                .map(s -> new VirtualService(s.spec(), demand.of(s)))
                .toList();
        long revision = previous.snapshot().revision() + 1;
        ClusterSnapshot snapshot = new ClusterSnapshot(revision, now, agedDirectors, agedServers, demanded);
        return new Assembly(snapshot, directorBases, latest, serverBases, newest, demands, failures, delays);
    }

    /** The containers with their roles, found anew for each snapshot because every new table can change them. */
    private List<Container> identified(List<Container> containers, Identification identification) {
        return containers.stream()
                .map(container -> Optional.ofNullable(newest.get(container.id().server()))
                        .flatMap(report -> report.container(container.id().name()))
                        .map(report -> identification.identified(container, report))
                        .orElse(container))
                .toList();
    }
}
