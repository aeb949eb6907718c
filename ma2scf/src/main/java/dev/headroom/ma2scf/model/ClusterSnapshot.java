package dev.headroom.ma2scf.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * All readings of a cluster at one moment. Immutable; safe to share between threads.
 *
 * @param revision grows by one with each snapshot of one console
 * @param takenAt when it was put together, by the console's clock
 * @param directors in order of id, as are the others
 */
public record ClusterSnapshot(
        long revision,
        Instant takenAt,
        List<Director> directors,
        List<RealServer> servers,
        List<VirtualService> services) {

    public ClusterSnapshot {
        directors = unique("director", directors.stream().sorted().toList(), Director::id);
        servers = unique("real server", servers.stream().sorted().toList(), RealServer::id);
        services = unique("service", services.stream().sorted().toList(), VirtualService::id);
    }

    private static <T> List<T> unique(String kind, List<T> sorted, java.util.function.Function<T, ?> id) {
        for (int i = 1; i < sorted.size(); i++) {
            Object name = id.apply(sorted.get(i));
            if (name.equals(id.apply(sorted.get(i - 1)))) {
                throw new IllegalArgumentException("The %s '%s' is there twice.".formatted(kind, name));
            }
        }
        return sorted;
    }

    /**
     * Whether what is added up over the directors is all there is. Clients may also come by way of a director whose table is
     * not read now: a sum is then what there is at least.
     */
    public boolean countsEveryDirector() {
        return directors.stream().allMatch(director -> director.table().fresh().isPresent());
    }

    /**
     * The directors on which a service can be changed now: their table is read, is understood, and has the service, and nothing is
     * known that forbids a command there.
     */
    public List<Director> changeable(VirtualService service) {
        return directors.stream()
                .filter(d -> d.table().fresh().isPresent())
                .filter(d -> d.unreadOf(service.address()).isEmpty())
                .filter(d -> d.entry(service.address()).isPresent())
                .filter(d -> d.whyUnchangeable(service.id()).isEmpty())
                .toList();
    }

    public Optional<Director> director(DirectorId id) {
        return directors.stream().filter(d -> d.id().equals(id)).findFirst();
    }

    public Optional<RealServer> server(ServerId id) {
        return servers.stream().filter(s -> s.id().equals(id)).findFirst();
    }

    public Optional<VirtualService> service(ServiceId id) {
        return services.stream().filter(s -> s.id().equals(id)).findFirst();
    }

    public Optional<Container> container(ContainerId id) {
        return server(id.server()).flatMap(s -> s.container(id));
    }

    /** Every known container of a service, in order of id, on servers measured or not. */
    public List<Container> containersOf(ServiceId service) {
        return containers()
                .filter(c -> c.role().serving().filter(service::equals).isPresent())
                .toList();
    }

    public Stream<Container> containers() {
        return servers.stream().flatMap(s -> s.knownContainers().stream());
    }

    /** The container that answers at {@code endpoint} for {@code service}; empty for an unmanaged destination. */
    public Optional<Container> containerAt(ServiceId service, Endpoint endpoint) {
        return containersOf(service).stream()
                .filter(c -> c.role().servingAt().filter(endpoint::equals).isPresent())
                .findFirst();
    }

    /** A destination of any virtual service in a director's table, named in the cluster file or not. */
    public record TableSpot(DirectorId director, VirtualAddress address, Endpoint endpoint) {
        /** As {@code 10.0.0.3:80 in TCP 192.0.2.1:80 on lb1}. */
        @Override
        public String toString() {
            return "%s in %s on %s".formatted(endpoint, address, director);
        }
    }

    /** Every destination, in the table of any director as last known, at any address of {@code container}, whatever the port. */
    public List<TableSpot> destinationsAt(Container container) {
        Set<String> addresses = container.evidence().addresses();
        Optional<Endpoint> own = container.role().servingAt();
        return directors.stream()
                .flatMap(director -> director.table().lastKnown().stream()
                        .flatMap(table -> table.entries().stream())
                        .flatMap(entry -> entry.destinations().stream()
                                .map(Destination::endpoint)
                                .filter(endpoint -> addresses.contains(endpoint.address())
                                        || own.filter(endpoint::equals).isPresent())
                                .map(endpoint -> new TableSpot(director.id(), entry.address(), endpoint))))
                .toList();
    }

    /** What one director has for a destination of a service; empty if unknown or absent. */
    public Optional<Destination> destination(DirectorId director, ServiceId service, Endpoint endpoint) {
        return entry(director, service).flatMap(e -> e.destination(endpoint));
    }

    /** What one director has of a service that is not understood. */
    public List<NotUnderstood> unreadOf(DirectorId director, ServiceId service) {
        return service(service)
                .flatMap(s -> director(director).map(d -> d.unreadOf(s.address())))
                .orElse(List.of());
    }

    public Optional<TableEntry> entry(DirectorId director, ServiceId service) {
        return service(service).flatMap(s -> director(director).flatMap(d -> d.entry(s.address())));
    }

    /** This snapshot with one director's entry of a service changed; the same where there is no such entry. */
    public ClusterSnapshot withEntry(DirectorId director, ServiceId service, UnaryOperator<TableEntry> change) {
        return entry(director, service)
                .map(entry -> new ClusterSnapshot(
                        revision,
                        takenAt,
                        directors.stream()
                                .map(d -> d.id().equals(director) ? d.with(change.apply(entry)) : d)
                                .toList(),
                        servers,
                        services))
                .orElse(this);
    }

    /** This snapshot with other directors in place of its own. */
    public ClusterSnapshot withDirectors(List<Director> others) {
        return new ClusterSnapshot(revision, takenAt, others, servers, services);
    }

    /** This snapshot with one container changed; the same where there is no such container. */
    public ClusterSnapshot withContainer(Container changed) {
        return new ClusterSnapshot(
                revision,
                takenAt,
                directors,
                servers.stream()
                        .map(s -> s.id().equals(changed.id().server()) ? s.with(changed) : s)
                        .toList(),
                services);
    }

    /** When the host was asked for its newest fresh reading; empty when that is missing or stale. */
    public Optional<Instant> readAt(HostId host) {
        return switch (host) {
            case DirectorId id -> director(id).flatMap(d -> freshAt(d.table()));
            case ServerId id -> server(id).flatMap(s -> freshAt(s.containers()));
        };
    }

    private static Optional<Instant> freshAt(Reading<?> reading) {
        return reading instanceof Reading.Fresh<?>(var _, Instant at) ? Optional.of(at) : Optional.empty();
    }

    /** Services that must not share a server with {@code service}, whichever of the two says so; in order. */
    public SortedSet<ServiceId> keptApartFrom(VirtualService service) {
        SortedSet<ServiceId> apart = new TreeSet<>(service.limits().apart());
        services.stream()
                .filter(other -> other.limits().apart().contains(service.id()))
                .forEach(other -> apart.add(other.id()));
        return apart;
    }
}
