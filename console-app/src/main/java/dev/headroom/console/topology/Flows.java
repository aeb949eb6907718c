package dev.headroom.console.topology;

import dev.headroom.console.fx.ServerStanding;
import dev.headroom.console.fx.Tone;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.VirtualService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the flows of new connections from the directors' tables. */
final class Flows {
    private final ClusterSnapshot snapshot;
    private final Map<ServerId, ServerStanding> standings;
    private final double total;

    Flows(ClusterSnapshot snapshot, Map<ServerId, ServerStanding> standings) {
        this.snapshot = snapshot;
        this.standings = standings;
        this.total = snapshot.directors().stream().mapToDouble(this::rate).sum();
    }

    /** New connections a second that a director schedules for the services of the cluster file. */
    double rate(Director director) {
        return snapshot.services().stream()
                .mapToDouble(service -> rate(director.entry(service.address())))
                .sum();
    }

    List<Flow> all() {
        List<Flow> flows = new ArrayList<>();
        for (Director director : snapshot.directors()) {
            for (VirtualService service : snapshot.services()) {
                Optional<TableEntry> entry = director.entry(service.address());
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

    private void addServers(VirtualService service, List<Flow> flows) {
        for (RealServer server : snapshot.servers()) {
            List<Container> carriers = server.knownContainers().stream()
                    .filter(container -> container
                            .role()
                            .serving()
                            .filter(service.id()::equals)
                            .isPresent())
                    .filter(container ->
                            !ServerStanding.destinations(snapshot, container).isEmpty())
                    .toList();
            if (!carriers.isEmpty()) {
                List<Destination> destinations = carriers.stream()
                        .flatMap(container -> ServerStanding.destinations(snapshot, container).stream())
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
        ServerStanding standing = standings.get(server.id());
        if (standing != null && standing.badge().tone() == Tone.DANGER && !server.isMeasured()) {
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
