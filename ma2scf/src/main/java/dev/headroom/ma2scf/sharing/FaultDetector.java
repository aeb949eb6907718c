package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ProbeResult;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.VirtualService;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells a dead server from one that merely cannot be reached by SSH: the directors must see it dead too, because they are the
 * ones whose clients suffer. Pure and stateless.
 */
public final class FaultDetector {
    private FaultDetector() {}

    /**
     * The servers that have failed: neither load nor containers are read any more, and every director whose table is fresh
     * has probed each of the server's destinations in that table, at least one, and none was open.
     */
    public static Set<ServerId> failedServers(ClusterSnapshot snapshot) {
        Set<ServerId> failed = snapshot.servers().stream()
                .filter(server -> hasFailed(snapshot, server))
                .map(RealServer::id)
                .collect(Collectors.toCollection(TreeSet::new));
        return Collections.unmodifiableSet(failed);
    }

    private static boolean hasFailed(ClusterSnapshot snapshot, RealServer server) {
        if (server.load().fresh().isPresent() || server.containers().fresh().isPresent()) {
            return false;
        }
        Set<Endpoint> endpoints = endpoints(server);
        List<Optional<ProbeResult>> probes = snapshot.services().stream()
                .flatMap(service -> freshTables(snapshot)
                        .flatMap(table -> destinations(table, service)
                                .map(Destination::endpoint)
                                .filter(endpoints::contains)
                                .map(endpoint -> service.probeOf(endpoint)
                                        .flatMap(target -> Optional.ofNullable(
                                                table.probes().get(target))))))
                .toList();
        return !probes.isEmpty() && probes.stream().allMatch(p -> p.isPresent() && p.get() != ProbeResult.OPEN);
    }

    /**
     * What the directors should try to reach before the next snapshot: destinations on servers that are not measured,
     * destinations that are quiesced, and destinations whose container does not seem to serve, as far as they can be tried.
     *
     * @return in order of target
     */
    public static Set<ProbeTarget> wantedProbes(ClusterSnapshot snapshot) {
        Set<Endpoint> suspect = new TreeSet<>();
        for (RealServer server : snapshot.servers()) {
            server.knownContainers().stream()
                    .filter(container -> !server.isMeasured() || !serves(container))
                    .flatMap(container -> container.role().servingAt().stream())
                    .forEach(suspect::add);
        }
        Set<ProbeTarget> wanted = snapshot.services().stream()
                .flatMap(service -> freshTables(snapshot)
                        .flatMap(table -> destinations(table, service))
                        .filter(d -> d.spec().weight().isQuiesced() || suspect.contains(d.endpoint()))
                        .flatMap(d -> service.probeOf(d.endpoint()).stream()))
                .collect(Collectors.toCollection(TreeSet::new));
        return Collections.unmodifiableSet(wanted);
    }

    /** Whether any director whose table is fresh could connect to the destination at {@code spot}. */
    static boolean seenOpen(ClusterSnapshot snapshot, Spot spot) {
        return snapshot.service(spot.service())
                .flatMap(service -> service.probeOf(spot.endpoint()))
                .filter(target ->
                        freshTables(snapshot).anyMatch(table -> table.probes().get(target) == ProbeResult.OPEN))
                .isPresent();
    }

    static boolean serves(Container container) {
        return container.isRunning() && container.listening();
    }

    private static Set<Endpoint> endpoints(RealServer server) {
        return server.knownContainers().stream()
                .flatMap(container -> container.role().servingAt().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<DirectorTable> freshTables(ClusterSnapshot snapshot) {
        return snapshot.directors().stream().flatMap(d -> d.table().fresh().stream());
    }

    private static Stream<Destination> destinations(DirectorTable table, VirtualService service) {
        return table.entry(service.address()).stream()
                .map(TableEntry::destinations)
                .flatMap(List::stream);
    }
}
