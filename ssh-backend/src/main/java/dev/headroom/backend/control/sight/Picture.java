package dev.headroom.backend.control.sight;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.VirtualService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How the services of a cluster were last seen in each table, and their containers on each server. A host that is not
 * read stays as it was, and so does a service whose entry is not understood. Immutable.
 *
 * @param services what each director has of each service; no value for one that was never read
 * @param containers the containers of each server that serve a service
 * @param readAt when each host was read
 */
record Picture(
        Map<ServiceAt, Optional<Entry>> services,
        Map<ServerId, SortedMap<ContainerId, Container>> containers,
        Map<HostId, Instant> readAt) {
    private static final Comparator<ServiceAt> ORDER =
            Comparator.comparing(ServiceAt::director).thenComparing(ServiceAt::service);

    static final Picture NOTHING = new Picture(Map.of(), Map.of(), Map.of());

    /** A service in the table of one director. */
    record ServiceAt(DirectorId director, ServiceId service) {}

    /** What a table has of a service, without what it counts. */
    record Entry(String scheduler, Duration persistence, Map<Endpoint, DestinationSpec> destinations) {
        private static Entry of(TableEntry entry) {
            Map<Endpoint, DestinationSpec> destinations = new TreeMap<>();
            entry.destinations().stream()
                    .map(Destination::spec)
                    .forEach(spec -> destinations.put(spec.endpoint(), spec));
            return new Entry(
                    Picture.scheduler(entry.scheduler()),
                    entry.persistence(),
                    Collections.unmodifiableMap(destinations));
        }
    }

    private static String scheduler(Scheduler scheduler) {
        return scheduler.name()
                + (scheduler.flags().isEmpty() ? "" : " (%s)".formatted(String.join(", ", scheduler.flags())));
    }

    /** One thing that two pictures show differently; both times are of the readings. */
    sealed interface Difference {
        HostId host();

        Instant before();

        Instant after();

        /** A destination; empty where it was absent, or is. */
        record OfDestination(
                ServiceAt at,
                Endpoint endpoint,
                Optional<DestinationSpec> was,
                Optional<DestinationSpec> is,
                Instant before,
                Instant after)
                implements Difference {
            @Override
            public HostId host() {
                return at.director();
            }

            /** Whether it got clients, and gets none now. */
            boolean isOut() {
                return getsClients(was) && !getsClients(is);
            }

            /** Whether it got none, and gets clients now. */
            boolean isIn() {
                return !getsClients(was) && getsClients(is);
            }

            private static boolean getsClients(Optional<DestinationSpec> spec) {
                return spec.filter(s -> !s.weight().isQuiesced()).isPresent();
            }
        }

        /** A whole service, or its scheduler or persistence; empty where it was absent, or is. */
        record OfService(ServiceAt at, Optional<Entry> was, Optional<Entry> is, Instant before, Instant after)
                implements Difference {
            @Override
            public HostId host() {
                return at.director();
            }
        }

        /** A container; empty where there was none, or is none. */
        record OfContainer(
                ContainerId id, Optional<Container> was, Optional<Container> is, Instant before, Instant after)
                implements Difference {
            @Override
            public HostId host() {
                return id.server();
            }
        }
    }

    /** This picture with what {@code snapshot} shows of the hosts that were read since. */
    Picture seeing(ClusterSnapshot snapshot) {
        Map<HostId, Instant> read = new HashMap<>(readAt);
        Map<ServiceAt, Optional<Entry>> seen = new HashMap<>(services);
        Map<ServerId, SortedMap<ContainerId, Container>> running = new HashMap<>(containers);
        boolean any = false;
        for (Director director : snapshot.directors()) {
            if (director.table() instanceof Reading.Fresh<DirectorTable>(DirectorTable table, Instant at)
                    && isNew(director.id(), at)) {
                any = true;
                read.put(director.id(), at);
                entries(snapshot, director.id(), table, seen);
            }
        }
        for (RealServer server : snapshot.servers()) {
            if (server.containers() instanceof Reading.Fresh<List<Container>>(List<Container> list, Instant at)
                    && isNew(server.id(), at)) {
                any = true;
                read.put(server.id(), at);
                SortedMap<ContainerId, Container> before = containersOf(server.id());
                SortedMap<ContainerId, Container> serving = new TreeMap<>();
                list.stream()
                        .filter(container -> container.role().serving().isPresent())
                        .forEach(container -> serving.put(container.id(), settled(container, before)));
                running.put(server.id(), serving);
            }
        }
        return any ? new Picture(Map.copyOf(seen), Map.copyOf(running), Map.copyOf(read)) : this;
    }

    /** On its way from one state to another it is still as it was. */
    private static Container settled(Container container, SortedMap<ContainerId, Container> before) {
        return switch (container.state()) {
            case STARTING, STOPPING, UNKNOWN -> before.getOrDefault(container.id(), container);
            case STOPPED, RUNNING, FROZEN, FAILED -> container;
        };
    }

    private SortedMap<ContainerId, Container> containersOf(ServerId server) {
        return containers.getOrDefault(server, Collections.emptySortedMap());
    }

    private boolean isNew(HostId host, Instant at) {
        return !Optional.ofNullable(readAt.get(host)).filter(at::equals).isPresent();
    }

    private static void entries(
            ClusterSnapshot snapshot, DirectorId director, DirectorTable table, Map<ServiceAt, Optional<Entry>> seen) {
        Map<VirtualAddress, TableEntry> entries = table.entries().stream()
                .collect(Collectors.toMap(TableEntry::address, Function.identity(), (first, _) -> first));
        for (VirtualService service : snapshot.services()) {
            if (table.unread().isEmpty() || table.unreadOf(service.address()).isEmpty()) {
                seen.put(
                        new ServiceAt(director, service.id()),
                        Optional.ofNullable(entries.get(service.address())).map(Entry::of));
            }
        }
    }

    /** What {@code next} shows otherwise, of what both know; in order. */
    List<Difference> differences(Picture next) {
        List<Difference> found = new ArrayList<>();
        if (next.readAt().equals(readAt)) {
            return found;
        }
        TreeMap<ServiceAt, Optional<Entry>> both = new TreeMap<>(ORDER);
        both.putAll(services);
        both.keySet().retainAll(next.services.keySet());
        both.forEach((at, was) -> {
            Optional<Entry> is = next.services.getOrDefault(at, Optional.empty());
            if (!was.equals(is)) {
                compare(at, was, is, next, found);
            }
        });
        next.containers.keySet().stream()
                .filter(server -> readAt.containsKey(server))
                .filter(server ->
                        !next.readAt().getOrDefault(server, Instant.MIN).equals(readAt.get(server)))
                .sorted()
                .forEach(server -> {
                    SortedMap<ContainerId, Container> all = new TreeMap<>(containersOf(server));
                    all.putAll(next.containersOf(server));
                    all.keySet().forEach(id -> compare(id, next, found));
                });
        return found;
    }

    private void compare(ServiceAt at, Optional<Entry> was, Optional<Entry> is, Picture next, List<Difference> found) {
        Instant before = readAt.getOrDefault(at.director(), Instant.EPOCH);
        Instant after = next.readAt.getOrDefault(at.director(), before);
        if (was.isEmpty()
                || is.isEmpty()
                || !was.get().scheduler().equals(is.get().scheduler())
                || !was.get().persistence().equals(is.get().persistence())) {
            found.add(new Difference.OfService(at, was, is, before, after));
        }
        if (was.isPresent() && is.isPresent()) {
            TreeMap<Endpoint, DestinationSpec> all = new TreeMap<>(was.get().destinations());
            all.putAll(is.get().destinations());
            for (Endpoint endpoint : all.keySet()) {
                Optional<DestinationSpec> old =
                        Optional.ofNullable(was.get().destinations().get(endpoint));
                Optional<DestinationSpec> now =
                        Optional.ofNullable(is.get().destinations().get(endpoint));
                if (!old.equals(now)) {
                    found.add(new Difference.OfDestination(at, endpoint, old, now, before, after));
                }
            }
        }
    }

    private void compare(ContainerId id, Picture next, List<Difference> found) {
        Optional<Container> was = Optional.ofNullable(containersOf(id.server()).get(id));
        Optional<Container> is =
                Optional.ofNullable(next.containersOf(id.server()).get(id));
        if (!was.map(Container::state).equals(is.map(Container::state))) {
            Instant before = readAt.getOrDefault(id.server(), Instant.EPOCH);
            found.add(new Difference.OfContainer(id, was, is, before, next.readAt.getOrDefault(id.server(), before)));
        }
    }
}
