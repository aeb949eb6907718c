package dev.headroom.simulation.schedule;

import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.simulation.ClusterDescription.ServiceDescription;
import dev.headroom.simulation.SimulatedCluster;
import dev.headroom.simulation.Truth;
import dev.headroom.simulation.Truth.Place;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** A health checker or an operator who changes tables of directors, and puts back what was changed. One thread. */
final class OtherProgram {
    private final SimulatedCluster cluster;

    OtherProgram(SimulatedCluster cluster) {
        this.cluster = cluster;
    }

    /** The destination whose weight is this program's now; empty where it set none. */
    Optional<Endpoint> change(DirectorId director, Trouble.Change change, int pick) {
        List<Place> homes = homes(director);
        if (!cluster.reachable(director) || homes.isEmpty()) {
            return Optional.empty();
        }
        Place place = homes.get(pick % homes.size());
        switch (change) {
            case SETS_WEIGHT -> run(director, "-e", place, " -g -w " + pick % 3 * 20);
            case REMOVES -> run(director, "-d", place, "");
            case CLEARS -> run(director, "ipvsadm -C");
        }
        // The weight that it has already says nothing of who set it.
        return change == Trouble.Change.SETS_WEIGHT && place.weight() != pick % 3 * 20
                ? Optional.of(place.endpoint())
                : Optional.empty();
    }

    /** The home destinations of a director are as configured again; loans are not this program's. */
    void putBack(DirectorId director) {
        if (!cluster.reachable(director)) {
            return;
        }
        cluster.description()
                .services()
                .forEach(s -> run(
                        director,
                        "ipvsadm -A -t %s -s %s"
                                .formatted(s.address().endpoint(), s.scheduler().name())));
        cluster.description()
                .servers()
                .forEach(server -> server.containers().stream()
                        .filter(c -> c.home())
                        .forEach(c -> {
                            Optional<Place> there = Truth.places(cluster).stream()
                                    .filter(p -> p.director().equals(director)
                                            && p.endpoint().equals(c.endpoint()))
                                    .findFirst();
                            String verb = there.isPresent() ? "-e" : "-a";
                            ServiceDescription service = cluster.description().services().stream()
                                    .filter(s -> s.id().equals(c.service()))
                                    .findFirst()
                                    .orElseThrow();
                            run(
                                    director,
                                    "ipvsadm %s -t %s -r %s -g -w 100"
                                            .formatted(verb, service.address().endpoint(), c.endpoint()));
                        }));
    }

    private List<Place> homes(DirectorId director) {
        return Truth.places(cluster).stream()
                .filter(p -> p.director().equals(director) && p.home())
                .toList();
    }

    private void run(DirectorId director, String verb, Place place, String rest) {
        ServiceDescription service = cluster.description().services().stream()
                .filter(s -> s.id().equals(place.service()))
                .findFirst()
                .orElseThrow();
        run(
                director,
                "ipvsadm %s -t %s -r %s%s".formatted(verb, service.address().endpoint(), place.endpoint(), rest));
    }

    private void run(DirectorId director, String command) {
        try {
            cluster.host(director)
                    .run(
                            command,
                            new ByteArrayInputStream(new byte[0]),
                            new ByteArrayOutputStream(),
                            new ByteArrayOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
