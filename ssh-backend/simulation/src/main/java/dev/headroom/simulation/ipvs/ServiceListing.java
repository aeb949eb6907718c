package dev.headroom.simulation.ipvs;

import dev.headroom.ma2scf.model.ConnectionCounts;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.VirtualAddress;
import java.util.List;
import java.util.Optional;

/**
 * One virtual service as {@code ipvsadm} lists it.
 *
 * @param persistence seconds; 0 for none
 * @param netmask the part of a client's address that persistence compares; empty for all of it
 * @param rows in order of endpoint
 */
record ServiceListing(
        VirtualAddress address,
        Scheduler scheduler,
        int persistence,
        Optional<String> netmask,
        boolean onePacket,
        Traffic traffic,
        List<Row> rows) {

    ServiceListing {
        rows = List.copyOf(rows);
    }

    /** One destination. */
    record Row(DestinationSpec spec, ConnectionCounts counts, Traffic traffic) {}

    /** Connections, packets and bytes since the entry was made or its counters were set to 0. */
    record Traffic(long connections, long inPackets, long outPackets, long inBytes, long outBytes) {
        static final Traffic NONE = new Traffic(0, 0, 0, 0, 0);

        Traffic plus(Traffic other) {
            return new Traffic(
                    connections + other.connections,
                    inPackets + other.inPackets,
                    outPackets + other.outPackets,
                    inBytes + other.inBytes,
                    outBytes + other.outBytes);
        }
    }
}
