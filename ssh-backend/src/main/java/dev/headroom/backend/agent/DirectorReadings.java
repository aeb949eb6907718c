package dev.headroom.backend.agent;

import dev.headroom.backend.agent.Assembly.DemandKey;
import dev.headroom.backend.agent.Assembly.DemandSample;
import dev.headroom.backend.agent.HostReport.DirectorReport;
import dev.headroom.backend.parse.IpvsTable;
import dev.headroom.ma2scf.model.ConnectionCounts;
import dev.headroom.ma2scf.model.Demand;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.Traffic;
import dev.headroom.ma2scf.model.VirtualAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;

/**
 * A director's report with rates, counted since an earlier report of the same director.
 *
 * @param base the report from which rates are counted; empty if none can be used
 * @param previous the report just before this one, which may be too near to count rates from
 * @param known the destinations of the director's table in the snapshot before
 */
record DirectorReadings(
        DirectorReport report,
        Optional<DirectorReport> base,
        Optional<DirectorReport> previous,
        Map<VirtualAddress, Map<Endpoint, Destination>> known) {

    /** @param known the director's table in the snapshot before */
    static DirectorReadings of(
            DirectorReport report,
            Optional<DirectorReport> base,
            Optional<DirectorReport> previous,
            Optional<DirectorTable> known) {
        Map<VirtualAddress, Map<Endpoint, Destination>> destinations = new HashMap<>();
        known.ifPresent(table -> table.entries()
                .forEach(entry -> entry.destinations()
                        .forEach(d -> destinations
                                .computeIfAbsent(entry.address(), _ -> new HashMap<>())
                                .putIfAbsent(d.endpoint(), d))));
        return new DirectorReadings(report, base, previous, destinations);
    }

    DirectorTable table() {
        return new DirectorTable(
                report.table().services().stream().map(this::entry).toList(),
                report.table().unread(),
                report.probes(),
                report.udpTimeout());
    }

    private TableEntry entry(IpvsTable.Service service) {
        return new TableEntry(
                service.address(),
                service.scheduler(),
                service.persistence(),
                service.destinations().stream()
                        .map(d -> new Destination(d.spec(), d.counts(), rate(service, d), traffic(service, d)))
                        .toList());
    }

    /** The destination's new connections per second; where this report gives no rate, the last known one. */
    private double rate(IpvsTable.Service service, IpvsTable.Destination destination) {
        OptionalDouble rate = OptionalDouble.empty();
        if (base.filter(earlier -> !earlier.table().isUnread(service.address())).isPresent()
                && destination.counts().known()) {
            ConnectionCounts before = base.get()
                    .table()
                    .service(service.address())
                    .flatMap(s -> s.destination(destination.spec().endpoint()))
                    // A destination without an earlier count was added since: its counter began at 0.
                    .map(IpvsTable.Destination::counts)
                    .orElse(ConnectionCounts.NONE);
            rate = before.known()
                    ? elapsed(base.get())
                            .rate(before.total(), destination.counts().total())
                    : OptionalDouble.empty();
        }
        return rate.orElseGet(() -> before(service, destination)
                .map(Destination::connectionsPerSecond)
                .orElse(0.0));
    }

    private Optional<Destination> before(IpvsTable.Service service, IpvsTable.Destination destination) {
        return Optional.ofNullable(known.getOrDefault(service.address(), Map.of())
                .get(destination.spec().endpoint()));
    }

    /**
     * The packets of a destination; empty until this report and the one before can be compared, both made since the
     * host booted.
     */
    private Optional<Traffic> traffic(IpvsTable.Service service, IpvsTable.Destination destination) {
        Optional<DirectorReport> earlier = previous.filter(p -> p.uptime().compareTo(report.uptime()) < 0);
        Optional<IpvsTable.Destination> then = earlier.flatMap(p -> in(p, service, destination));
        if (then.isEmpty()
                || destination.packets().isEmpty()
                || then.get().packets().isEmpty()) {
            return Optional.empty();
        }
        Duration passed = report.uptime().minus(earlier.get().uptime());
        Optional<Traffic> known = before(service, destination).flatMap(Destination::traffic);
        boolean moved = !destination.packets().equals(then.get().packets());
        Duration quiet = moved
                ? Duration.ZERO
                : known.map(Traffic::quiet).orElse(Duration.ZERO).plus(passed);
        Optional<Duration> rose = someoneAnswered(service, then.get().counts(), destination.counts())
                ? Optional.of(Duration.ZERO)
                : known.flatMap(Traffic::rose).map(ago -> ago.plus(passed));
        return Optional.of(new Traffic(
                packets(service, destination, IpvsTable.Packets::in)
                        .orElseGet(() -> known.map(Traffic::in).orElse(0.0)),
                packets(service, destination, IpvsTable.Packets::out)
                        .orElseGet(() -> known.map(Traffic::out).orElse(0.0)),
                quiet,
                rose));
    }

    /**
     * Whether connections that began since the report before have ended. The kernel counts a connection as active
     * from its first packet on, so the count of a dead destination rises with each client that tries; a connection
     * without an answer stays active for about a minute. TCP only: a flow of UDP packets is never active.
     */
    private static boolean someoneAnswered(IpvsTable.Service service, ConnectionCounts then, ConnectionCounts now) {
        return service.address() instanceof VirtualAddress.Socket(Protocol protocol, var _)
                && protocol == Protocol.TCP
                && then.known()
                && now.known()
                && now.total() - then.total() > now.active();
    }

    /** Packets per second; empty where the counters were reset, or cannot be compared yet. */
    private OptionalDouble packets(
            IpvsTable.Service service, IpvsTable.Destination destination, ToLongFunction<IpvsTable.Packets> direction) {
        Optional<IpvsTable.Packets> then =
                base.flatMap(b -> in(b, service, destination)).flatMap(IpvsTable.Destination::packets);
        return base.isPresent() && then.isPresent() && destination.packets().isPresent()
                ? elapsed(base.get())
                        .rate(
                                direction.applyAsLong(then.get()),
                                direction.applyAsLong(destination.packets().get()))
                : OptionalDouble.empty();
    }

    private static Optional<IpvsTable.Destination> in(
            DirectorReport earlier, IpvsTable.Service service, IpvsTable.Destination destination) {
        return earlier.table()
                .service(service.address())
                .flatMap(s -> s.destination(destination.spec().endpoint()));
    }

    /** The demand measured for each virtual service; a service whose counters were reset is left out. */
    Map<DemandKey, DemandSample> demands() {
        Map<DemandKey, DemandSample> result = new HashMap<>();
        base.ifPresent(earlier -> report.table().services().forEach(service -> {
            if (earlier.table().isUnread(service.address())) {
                return;
            }
            long before = earlier.table()
                    .service(service.address())
                    .map(IpvsTable.Service::connections)
                    .orElse(0L);
            elapsed(earlier)
                    .rate(before, service.connections())
                    .ifPresent(rate -> result.put(
                            new DemandKey(report.host(), service.address()),
                            new DemandSample(
                                    new Demand(rate, active(service)),
                                    report.sync().mayHoldCopies(),
                                    report.at())));
        }));
        return result;
    }

    /**
     * The active connections of a service; a destination whose connections this report does not count keeps its last
     * count.
     */
    long active(IpvsTable.Service service) {
        return service.destinations().stream()
                .mapToLong(d -> d.counts().known()
                        ? d.counts().active()
                        : before(service, d)
                                .map(before -> before.counts().active())
                                .orElse(0L))
                .sum();
    }

    private Elapsed elapsed(DirectorReport earlier) {
        return Elapsed.between(earlier.uptime(), report.uptime());
    }
}
