package dev.headroom.ma2scf.sharing.facts;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.VirtualService;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells what has failed from what merely cannot be read: the directors must see it, too, because they are the ones whose clients
 * suffer. Each service of a server is judged apart, by what its own protocol lets a director know. Pure and stateless.
 */
public final class FaultDetector {
    private FaultDetector() {}

    /** Every destination that a known container carries, in each fresh table. */
    public static SortedMap<Spot, Diagnosis> diagnoses(ClusterSnapshot snapshot) {
        SortedMap<Spot, Diagnosis> diagnoses = new TreeMap<>();
        for (VirtualService service : snapshot.services()) {
            SortedSet<Endpoint> endpoints = readingDirectors(snapshot)
                    .flatMap(director -> destinations(director, service))
                    .map(Destination::endpoint)
                    .collect(Collectors.toCollection(TreeSet::new));
            for (Endpoint endpoint : endpoints) {
                Evidence evidence = new Evidence(snapshot, service, endpoint);
                snapshot.containerAt(service.id(), endpoint)
                        .flatMap(container -> snapshot.server(container.id().server())
                                .map(server -> evidence.diagnosis(server, container)))
                        .ifPresent(diagnosis -> diagnoses.put(new Spot(service.id(), endpoint), diagnosis));
            }
        }
        return Collections.unmodifiableSortedMap(diagnoses);
    }

    /** The servers that are not read and have failed for a service at least, with no service of them seen to serve; in order. */
    public static Set<ServerId> failedServers(ClusterSnapshot snapshot) {
        return failedServers(snapshot, diagnoses(snapshot));
    }

    public static Set<ServerId> failedServers(ClusterSnapshot snapshot, SortedMap<Spot, Diagnosis> diagnoses) {
        Set<ServerId> failed = new TreeSet<>();
        Set<ServerId> serving = new TreeSet<>();
        diagnoses.forEach((spot, diagnosis) -> snapshot.containerAt(spot.service(), spot.endpoint())
                .flatMap(container -> snapshot.server(container.id().server()))
                .filter(FaultDetector::isUnread)
                .map(RealServer::id)
                .ifPresent(server -> {
                    if (diagnosis.hasFailed()) {
                        failed.add(server);
                    } else if (diagnosis.state() == Diagnosis.State.SERVES) {
                        serving.add(server);
                    }
                }));
        failed.removeAll(serving);
        return Collections.unmodifiableSet(failed);
    }

    /** Whether nothing is known of it any more, neither its load nor its containers. */
    public static boolean isUnread(RealServer server) {
        return server.load().fresh().isEmpty() && server.containers().fresh().isEmpty();
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
                .flatMap(service -> readingDirectors(snapshot)
                        .flatMap(director -> destinations(director, service))
                        .filter(d -> d.spec().weight().isQuiesced() || suspect.contains(d.endpoint()))
                        .flatMap(d -> service.probeOf(d.endpoint()).stream()))
                .collect(Collectors.toCollection(TreeSet::new));
        return Collections.unmodifiableSet(wanted);
    }

    /** Whether a fresh reading shows that it serves. */
    public static boolean serves(Spot spot, ClusterSnapshot snapshot) {
        return Optional.ofNullable(diagnoses(snapshot).get(spot))
                .filter(diagnosis -> diagnosis.state() == Diagnosis.State.SERVES)
                .isPresent();
    }

    public static boolean serves(Container container) {
        return container.isRunning() && container.listening();
    }

    static Stream<Director> readingDirectors(ClusterSnapshot snapshot) {
        return snapshot.directors().stream()
                .filter(director -> director.table().fresh().isPresent());
    }

    private static Stream<Destination> destinations(Director director, VirtualService service) {
        return director.entry(service.address()).stream()
                .map(TableEntry::destinations)
                .flatMap(java.util.List::stream);
    }
}
