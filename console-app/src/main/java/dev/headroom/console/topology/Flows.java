package dev.headroom.console.topology;

import dev.headroom.console.status.StateIndex;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.VirtualService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the flows of new connections from the directors' tables. Pure. */
final class Flows {
    private final StateIndex index;
    private final ClusterSnapshot snapshot;
    private final double total;

    Flows(StateIndex index) {
        this.index = index;
        this.snapshot = index.snapshot();
        this.total = snapshot.directors().stream().mapToDouble(this::rate).sum();
    }

    /** New connections a second that a director schedules for the services of the cluster file. */
    double rate(Director director) {
        return snapshot.services().stream()
                .mapToDouble(service -> rate(entry(director, service)))
                .sum();
    }

    /** The entry of a current reading; an old one shows no flow. */
    private static Optional<TableEntry> entry(Director director, VirtualService service) {
        return director.table().fresh().flatMap(table -> table.entry(service.address()));
    }

    List<Flow> all() {
        List<Flow> flows = new ArrayList<>();
        for (Director director : snapshot.directors()) {
            for (VirtualService service : snapshot.services()) {
                Optional<TableEntry> entry = entry(director, service);
                if (entry.isPresent()) {
                    double rate = rate(entry);
                    Flow.Kind kind = rate > 0 ? Flow.Kind.NORMAL : Flow.Kind.IDLE;
                    flows.add(new Flow(
                            Flow.Hop.DIRECTOR_TO_SERVICE,
                            director.id().name(),
                            service.id().name(),
                            share(rate),
                            kind));
                }
            }
        }
        snapshot.services().forEach(service -> addServers(service, flows));
        return flows;
    }

    /** These flows, with those to the servers of a zone joined. */
    List<Flow> byZone() {
        Map<String, String> zones = new HashMap<>();
        snapshot.servers()
                .forEach(server -> zones.put(server.id().name(), server.zone().name()));
        Map<String, Flow> merged = new LinkedHashMap<>();
        for (Flow flow : all()) {
            Flow drawn = flow.hop() == Flow.Hop.DIRECTOR_TO_SERVICE
                    ? flow
                    : new Flow(
                            flow.hop(),
                            flow.from(),
                            zones.getOrDefault(flow.to(), flow.to()),
                            flow.share(),
                            flow.kind());
            merged.merge(drawn.hop() + " " + drawn.from() + " " + drawn.to(), drawn, Flows::together);
        }
        return List.copyOf(merged.values());
    }

    private static Flow together(Flow left, Flow right) {
        Flow.Kind kind = left.kind() == right.kind() || right.share() <= 0
                ? left.kind()
                : left.share() <= 0 ? right.kind() : Flow.Kind.NORMAL;
        return new Flow(left.hop(), left.from(), left.to(), left.share() + right.share(), kind);
    }

    private void addServers(VirtualService service, List<Flow> flows) {
        for (RealServer server : snapshot.servers()) {
            List<Container> carriers = server.knownContainers().stream()
                    .filter(container -> container
                            .role()
                            .serving()
                            .filter(service.id()::equals)
                            .isPresent())
                    .filter(container -> !index.destinations(container).isEmpty())
                    .toList();
            if (!carriers.isEmpty()) {
                List<Destination> destinations = carriers.stream()
                        .flatMap(container -> index.destinations(container).stream())
                        .toList();
                double rate = destinations.stream()
                        .mapToDouble(Destination::connectionsPerSecond)
                        .sum();
                boolean loan = carriers.stream().allMatch(Container::isStandBy);
                flows.add(new Flow(
                        Flow.Hop.SERVICE_TO_SERVER,
                        service.id().name(),
                        server.id().name(),
                        share(rate),
                        kind(server, rate, loan)));
            }
        }
    }

    private Flow.Kind kind(RealServer server, double rate, boolean loan) {
        if (index.hasFailed(server.id())) {
            return Flow.Kind.BROKEN;
        }
        if (rate <= 0) {
            return Flow.Kind.IDLE;
        }
        return loan ? Flow.Kind.LOAN : Flow.Kind.NORMAL;
    }

    private double share(double rate) {
        return total > 0 ? rate / total : 0;
    }

    private static double rate(Optional<TableEntry> entry) {
        return entry.stream()
                .flatMap(e -> e.destinations().stream())
                .mapToDouble(Destination::connectionsPerSecond)
                .sum();
    }
}
