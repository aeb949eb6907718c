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
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * A director's whole IPVS table in one frame.
 *
 * @param services the services that are understood, managed or not, in order of address
 * @param unread the entries that are not understood, one line for each
 * @param torn whether the table changed while the agent read it: the next frame may be whole
 * @param unreadServices the services that {@code unread} names
 */
public record IpvsTable(
        List<Service> services, List<NotUnderstood> unread, boolean torn, Set<VirtualAddress> unreadServices) {
    public IpvsTable {
        unread = List.copyOf(unread);
        unreadServices = Set.copyOf(unreadServices);
        services = services.stream()
                .sorted(Comparator.comparing(s -> s.address().toString()))
                .toList();
    }

    /** A table whose entries that are not understood name the services that they are of. */
    public IpvsTable(List<Service> services, List<NotUnderstood> unread, boolean torn) {
        this(
                services,
                unread,
                torn,
                unread.stream().flatMap(line -> line.service().stream()).collect(Collectors.toSet()));
    }

    /** A table whose every line is understood. */
    public IpvsTable(List<Service> services) {
        this(services, List.of(), false);
    }

    public Optional<Service> service(VirtualAddress address) {
        String wanted = address.toString();
        return found(services, s -> s.address().toString().compareTo(wanted));
    }

    /**
     * Whether a line about the service was not understood: its counters may then be missing here although it is not
     * new.
     */
    public boolean isUnread(VirtualAddress address) {
        return unreadServices.contains(address);
    }

    /** Searches a sorted list by halves: a host decides how long its table is, and each entry is looked up. */
    private static <T> Optional<T> found(List<T> sorted, ToIntFunction<T> comparedWithWanted) {
        int low = 0;
        int high = sorted.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int compared = comparedWithWanted.applyAsInt(sorted.get(middle));
            if (compared == 0) {
                return Optional.of(sorted.get(middle));
            }
            low = compared < 0 ? middle + 1 : low;
            high = compared < 0 ? high : middle - 1;
        }
        return Optional.empty();
    }

    /** The connection counter of each service, in the order of the services. */
    public List<Long> connections() {
        return services.stream().map(Service::connections).toList();
    }

    /**
     * One virtual service.
     *
     * @param connections connections scheduled since the service was made or its counters were set to 0
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
            return found(destinations, d -> d.spec().endpoint().compareTo(endpoint));
        }
    }

    /**
     * One destination.
     *
     * @param packets counted since the entry was made or its counters were set to 0; empty if the director did not
     * say
     */
    public record Destination(DestinationSpec spec, ConnectionCounts counts, Optional<Packets> packets) {
        /** A destination whose packets the director did not count. */
        public Destination(DestinationSpec spec, ConnectionCounts counts) {
            this(spec, counts, Optional.empty());
        }
    }

    /** Packets from clients to a destination, and from it to clients as far as they pass the director. */
    public record Packets(long in, long out) {}
}
