package dev.headroom.simulation.ipvs;

import dev.headroom.backend.parse.IpvsTable;
import dev.headroom.backend.parse.IpvsTable.Packets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A simulated table as the parser of {@code ipvsadm}'s lists would give it. */
public final class Rows {
    private Rows() {}

    public static IpvsTable of(SimulatedTable table) {
        return new IpvsTable(table.listings().stream().map(Rows::service).toList());
    }

    private static IpvsTable.Service service(ServiceListing listing) {
        List<IpvsTable.Destination> rows = listing.rows().stream()
                .map(row -> new IpvsTable.Destination(
                        row.spec(),
                        row.counts(),
                        Optional.of(new Packets(
                                row.traffic().inPackets(), row.traffic().outPackets()))))
                .toList();
        return new IpvsTable.Service(
                listing.address(),
                listing.scheduler(),
                Duration.ofSeconds(listing.persistence()),
                listing.traffic().connections(),
                rows);
    }
}
