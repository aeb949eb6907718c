package dev.headroom.backend.agent;

import dev.headroom.backend.agent.Assembly.DemandKey;
import dev.headroom.backend.agent.Assembly.DemandSample;
import dev.headroom.backend.agent.HostReport.DirectorReport;
import dev.headroom.backend.parse.IpvsTable;
import dev.headroom.ma2scf.model.ConnectionCounts;
import dev.headroom.ma2scf.model.Demand;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DirectorTable;
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
 * What a director's report says, with rates since an earlier report of it.
 *
 * @param base the report that rates are counted from; empty if there is none that can be used
 * @param previous the report just before this one, which may be too near to count rates from
 * @param known the table as it was known before
 */
record DirectorReadings(
        DirectorReport report,
        Optional<DirectorReport> base,
        Optional<DirectorReport> previous,
        Optional<DirectorTable> known) {

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

    /** Without a rate of its own a destination keeps the one it had. */
    private double rate(IpvsTable.Service service, IpvsTable.Destination destination) {
        OptionalDouble rate = OptionalDouble.empty();
        if (base.filter(earlier -> !earlier.table().isUnread(service.address())).isPresent()
                && destination.counts().known()) {
            ConnectionCounts before = base.get()
                    .table()
                    .service(service.address())
                    .flatMap(s -> s.destination(destination.spec().endpoint()))
                    // Added since: it counts from 0.
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
        return known.flatMap(t -> t.entry(service.address()))
                .flatMap(e -> e.destination(destination.spec().endpoint()));
    }

    /** Empty until its packets can be compared with those of the report before, made since the host was started. */
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
     * Whether connections that began since the reading before have ended. The kernel counts one as active from its first packet on,
     * so that a dead destination's rise with each client that tries; but what nobody answers stays active for a minute. Only of TCP:
     * a flow of UDP is never active.
     */
    private static boolean someoneAnswered(IpvsTable.Service service, ConnectionCounts then, ConnectionCounts now) {
        return service.address() instanceof VirtualAddress.Socket(Protocol protocol, var _)
                && protocol == Protocol.TCP
                && then.known()
                && now.known()
                && now.total() - then.total() > now.active();
    }

    /** A second; empty where the counters were reset, or cannot be compared yet. */
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

    /** What was measured of each service; a service whose counters were reset is left out. */
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

    /** A destination whose connections nobody counted this time has as many as it had. */
    long active(IpvsTable.Service service) {
        return service.destinations().stream()
                .mapToLong(d -> d.counts().known()
                        ? d.counts().active()
                        : known.flatMap(t -> t.entry(service.address()))
                                .flatMap(e -> e.destination(d.spec().endpoint()))
                                .map(before -> before.counts().active())
                                .orElse(0L))
                .sum();
    }

    private Elapsed elapsed(DirectorReport earlier) {
        return Elapsed.between(earlier.uptime(), report.uptime());
    }
}
