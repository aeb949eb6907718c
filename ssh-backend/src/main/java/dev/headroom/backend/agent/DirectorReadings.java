package dev.headroom.backend.agent;

import dev.headroom.backend.agent.Assembly.DemandKey;
import dev.headroom.backend.agent.Assembly.DemandSample;
import dev.headroom.backend.agent.HostReport.DirectorReport;
import dev.headroom.backend.parse.IpvsTable;
import dev.headroom.ma2scf.model.ConnectionCounts;
import dev.headroom.ma2scf.model.Demand;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.TableEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a director's report says, with rates since an earlier report of it.
 *
 * @param base the report that rates are counted from; empty if there is none that can be used
 * @param known the table as it was known before
 */
record DirectorReadings(DirectorReport report, Optional<DirectorReport> base, Optional<DirectorTable> known) {

    DirectorTable table() {
        return new DirectorTable(
                report.table().services().stream().map(this::entry).toList(),
                report.table().unread(),
                report.probes(),
                DirectorTable.USUAL_UDP_TIMEOUT);
    }

    private TableEntry entry(IpvsTable.Service service) {
        return new TableEntry(
                service.address(),
                service.scheduler(),
                service.persistence(),
                service.destinations().stream()
                        .map(d -> new Destination(d.spec(), d.counts(), rate(service, d)))
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
        return rate.orElseGet(() -> known.flatMap(t -> t.entry(service.address()))
                .flatMap(e -> e.destination(destination.spec().endpoint()))
                .map(Destination::connectionsPerSecond)
                .orElse(0.0));
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
