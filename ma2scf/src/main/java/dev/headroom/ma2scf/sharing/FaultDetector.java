package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ProbeResult;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.TableEntry;
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
        List<Optional<ProbeResult>> probes = freshTables(snapshot)
                .flatMap(table -> destinations(table)
                        .map(Destination::endpoint)
                        .filter(endpoints::contains)
                        .map(endpoint -> Optional.ofNullable(table.probes().get(endpoint))))
                .toList();
        return !probes.isEmpty() && probes.stream().allMatch(p -> p.isPresent() && p.get() != ProbeResult.OPEN);
    }

    /**
     * The endpoints that the directors should try to reach before the next snapshot: destinations on servers that are not
     * measured, destinations that are quiesced, and destinations whose container does not seem to serve.
     *
     * @return in order of endpoint
     */
    public static Set<Endpoint> wantedProbes(ClusterSnapshot snapshot) {
        Set<Endpoint> suspect = new TreeSet<>();
        for (RealServer server : snapshot.servers()) {
            server.knownContainers().stream()
                    .filter(container -> !server.isMeasured() || !serves(container))
                    .flatMap(container -> container.role().servingAt().stream())
                    .forEach(suspect::add);
        }
        Set<Endpoint> wanted = freshTables(snapshot)
                .flatMap(FaultDetector::destinations)
                .filter(d -> d.spec().weight().isQuiesced() || suspect.contains(d.endpoint()))
                .map(Destination::endpoint)
                .collect(Collectors.toCollection(TreeSet::new));
        return Collections.unmodifiableSet(wanted);
    }

    /** Whether any director whose table is fresh could connect to {@code endpoint}. */
    static boolean seenOpen(ClusterSnapshot snapshot, Endpoint endpoint) {
        return freshTables(snapshot).anyMatch(table -> table.probes().get(endpoint) == ProbeResult.OPEN);
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

    private static Stream<Destination> destinations(DirectorTable table) {
        return table.entries().stream().map(TableEntry::destinations).flatMap(List::stream);
    }
}
