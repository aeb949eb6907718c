package dev.headroom.ma2scf.sharing.memory;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerRole;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.Spot;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Where home containers were read last: a master that begins while a server is dead learns from it which destinations that
 * server carries, and so may take clients from them when the directors get no answer there. It says nothing of how they are.
 * Immutable.
 *
 * @param places of the home containers that an operator agreed to
 * @param since when this master took them over from an earlier one
 */
public record Homes(SortedMap<ContainerId, Spot> places, Instant since) {
    /** No home container was read. */
    public static final Homes NONE = new Homes(new TreeMap<>(), Instant.EPOCH);

    public Homes {
        places = Collections.unmodifiableSortedMap(new TreeMap<>(places));
    }

    /**
     * These with those of each server of which {@code snapshot} has a fresh reading, without servers that it does not have.
     *
     * @param agreed whether an operator agreed to a home container
     */
    public Homes seen(ClusterSnapshot snapshot, Predicate<Container> agreed) {
        SortedMap<ContainerId, Spot> next = new TreeMap<>();
        places.forEach((home, spot) -> snapshot.server(home.server())
                .filter(server -> server.containers().fresh().isEmpty())
                .ifPresent(_ -> next.put(home, spot)));
        snapshot.servers().stream()
                .flatMap(server -> server.containers().fresh().stream())
                .flatMap(List::stream)
                .forEach(container -> {
                    if (container.role() instanceof ContainerRole.Home(var service, var endpoint)
                            && agreed.test(container)) {
                        next.put(container.id(), new Spot(service, endpoint));
                    }
                });
        return new Homes(next, since);
    }

    /** {@code snapshot}, in which each server that was never read has those of these that are on it, in an unknown state. */
    public ClusterSnapshot remembered(ClusterSnapshot snapshot) {
        return places.isEmpty() || snapshot.servers().stream().noneMatch(RealServer::wasNeverRead)
                ? snapshot
                : new ClusterSnapshot(
                        snapshot.revision(),
                        snapshot.takenAt(),
                        snapshot.directors(),
                        snapshot.servers().stream()
                                .map(server -> remembered(server, snapshot))
                                .toList(),
                        snapshot.services());
    }

    /** The places on servers of which {@code snapshot} knows nothing but what {@link #remembered} has added. */
    public List<Spot> unread(ClusterSnapshot snapshot) {
        return places.entrySet().stream()
                .filter(home -> snapshot.server(home.getKey().server())
                        .filter(server ->
                                server.containers() instanceof Reading.Stale<List<Container>>(var _, Instant at, var _)
                                        && at.equals(since))
                        .isPresent())
                .map(Map.Entry::getValue)
                .toList();
    }

    /** What has moved to a server that is read is not remembered. */
    private RealServer remembered(RealServer server, ClusterSnapshot snapshot) {
        List<Container> homes = places.entrySet().stream()
                .filter(place -> place.getKey().server().equals(server.id()))
                .filter(place -> snapshot.containerAt(
                                place.getValue().service(), place.getValue().endpoint())
                        .isEmpty())
                .map(place -> new Container(
                        place.getKey(),
                        new ContainerRole.Home(
                                place.getValue().service(), place.getValue().endpoint()),
                        ContainerState.UNKNOWN,
                        Resources.NONE,
                        false))
                .toList();
        return !homes.isEmpty() && server.containers() instanceof Reading.Missing<List<Container>>(String reason)
                ? server.with(server.load(), new Reading.Stale<>(homes, since, reason))
                : server;
    }
}
