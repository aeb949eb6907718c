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
 * Servers whose containers were never read: each may carry any destination of which no container is known, so what a service has left
 * when a server dies is unknown too.
 */
record Unread(Set<ServerId> servers) {
    Unread {
        servers = Set.copyOf(servers);
    }

    static Unread of(ClusterSnapshot snapshot) {
        return new Unread(snapshot.servers().stream()
                .filter(RealServer::wasNeverRead)
                .map(RealServer::id)
                .collect(Collectors.toSet()));
    }

    boolean isAmong(Set<ServerId> dying) {
        return dying.stream().anyMatch(servers::contains);
    }

    /** Why it is unknown where {@code view} is served, one sentence; empty where each of its destinations is accounted for. */
    Optional<String> reason(ServiceView view) {
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
