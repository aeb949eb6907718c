package dev.headroom.console.status;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ServiceId;
import java.util.List;
import java.util.Optional;

/** Finds the destinations of a container in the directors' tables. Pure. */
public final class Destinations {
    private Destinations() {}

    /** The destinations in the tables of the directors that are read, one for each director that has it. */
    public static List<Destination> of(ClusterSnapshot snapshot, Container container) {
        Optional<ServiceId> service = container.role().serving();
        Optional<Endpoint> endpoint = container.role().servingAt();
        if (service.isEmpty() || endpoint.isEmpty()) {
            return List.of();
        }
        return snapshot.directors().stream()
                .filter(director -> director.table().fresh().isPresent())
                .flatMap(director -> snapshot.destination(director.id(), service.get(), endpoint.get()).stream())
                .toList();
    }
}
