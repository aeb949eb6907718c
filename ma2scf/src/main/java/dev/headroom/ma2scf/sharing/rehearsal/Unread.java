package dev.headroom.ma2scf.sharing.rehearsal;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Site;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is not read, so that it is unknown what a service has left when a server dies.
 *
 * @param servers whose containers were never read: each may carry any destination of which no container is known
 * @param tables whether no director's table is known now: then any server may serve anything
 */
record Unread(Set<ServerId> servers, boolean tables) {
    Unread {
        servers = Set.copyOf(servers);
    }

    static Unread of(ClusterSnapshot snapshot) {
        return new Unread(
                snapshot.servers().stream()
                        .filter(RealServer::wasNeverRead)
                        .map(RealServer::id)
                        .collect(Collectors.toSet()),
                snapshot.directors().stream()
                        .noneMatch(director -> director.table().fresh().isPresent()));
    }

    /** Whether what is unknown may be on one of {@code dying}. */
    boolean isAmong(Set<ServerId> dying) {
        return tables || dying.stream().anyMatch(servers::contains);
    }

    /** Why it is unknown where {@code view} is served, one sentence; empty where each of its destinations is accounted for. */
    Optional<String> reason(ServiceView view) {
        if (tables) {
            return Optional.of("No director's table is read now, so nobody knows where it is served.");
        }
        List<Endpoint> unknown = view.in(Site.State.UNKNOWN).stream()
                .filter(site -> site.known().isEmpty())
                .map(site -> site.spot().endpoint())
                .toList();
        return servers.isEmpty() || unknown.isEmpty()
                ? Optional.empty()
                : Optional.of("Its destination %s is carried by no container that is known, and %s was not read."
                        .formatted(
                                unknown.getFirst(),
                                new TreeSet<>(servers).iterator().next()));
    }
}
