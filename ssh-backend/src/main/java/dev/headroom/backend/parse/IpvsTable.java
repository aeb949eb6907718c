package dev.headroom.backend.parse;

import dev.headroom.ma2scf.model.ConnectionCounts;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.NotUnderstood;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.VirtualAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A director's whole IPVS table as it stood in one frame.
 *
 * @param services every one that is understood, managed or not, in order of address
 * @param unread what else is in the table, at most one line for an entry
 * @param torn whether the table was seen to change while it was read: asked again it may be whole
 */
public record IpvsTable(List<Service> services, List<NotUnderstood> unread, boolean torn) {
    public IpvsTable {
        unread = List.copyOf(unread);
        services = services.stream()
                .sorted(Comparator.comparing(s -> s.address().toString()))
                .toList();
    }

    /** One that is understood whole. */
    public IpvsTable(List<Service> services) {
        this(services, List.of(), false);
    }

    public Optional<Service> service(VirtualAddress address) {
        return services.stream().filter(s -> s.address().equals(address)).findFirst();
    }

    /** Whether something of it was not understood, so that its counters may be missing here and not be new next time. */
    public boolean isUnread(VirtualAddress address) {
        return unread.stream().anyMatch(line -> line.isOf(address));
    }

    /** What the counters of connections say, of each service in order. */
    public List<Long> connections() {
        return services.stream().map(Service::connections).toList();
    }

    /**
     * One virtual service.
     *
     * @param connections scheduled since the service was made or its counters zeroed
     * @param destinations in order of endpoint
     */
    public record Service(
            VirtualAddress address,
            Scheduler scheduler,
            Duration persistence,
            long connections,
            List<Destination> destinations) {
        public Service {
            destinations = destinations.stream()
                    .sorted(Comparator.comparing(d -> d.spec().endpoint()))
                    .toList();
        }

        public Optional<Destination> destination(Endpoint endpoint) {
            return destinations.stream()
                    .filter(d -> d.spec().endpoint().equals(endpoint))
                    .findFirst();
        }
    }

    /**
     * One destination, whole.
     *
     * @param packets counted since the entry was made or zeroed; empty if the director did not say
     */
    public record Destination(DestinationSpec spec, ConnectionCounts counts, Optional<Packets> packets) {
        /** One whose packets were not counted. */
        public Destination(DestinationSpec spec, ConnectionCounts counts) {
            this(spec, counts, Optional.empty());
        }
    }

    /** Packets from clients to a destination, and from it to clients as far as they pass the director. */
    public record Packets(long in, long out) {}
}
