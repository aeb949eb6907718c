package dev.headroom.console.topology;

import dev.headroom.backend.control.ControlState;
import dev.headroom.console.fx.Badge;
import dev.headroom.console.fx.NaturalOrder;
import dev.headroom.console.fx.NumberText;
import dev.headroom.console.fx.TimeText;
import dev.headroom.console.fx.Tone;
import dev.headroom.console.status.Marks;
import dev.headroom.console.status.ServerFigures;
import dev.headroom.console.status.ServiceFigures;
import dev.headroom.console.status.StateIndex;
import dev.headroom.console.status.WallTime;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.model.ZoneId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Projects a state to the picture of the overview. Pure. */
final class TopologyProjection {
    private final StateIndex index;
    private final ClusterSnapshot snapshot;
    private final double reserve;
    private final Instant now;

    private TopologyProjection(ControlState state, double reserve, Instant now) {
        this.index = StateIndex.of(state);
        this.snapshot = state.snapshot();
        this.reserve = reserve;
        this.now = now;
    }

    static Picture of(ControlState state, double reserve, Instant now) {
        return new TopologyProjection(state, reserve, now).picture();
    }

    private Picture picture() {
        Flows flows = new Flows(index);
        Marks marks = new Marks(index.state());
        int count = snapshot.servers().size();
        List<ServerTile> servers = snapshot.servers().stream()
                .sorted(order(count))
                .map(server -> server(server, marks))
                .toList();
        return new Picture(
                snapshot.directors().stream()
                        .sorted(Comparator.comparing(director -> director.id().name(), NaturalOrder.NAMES))
                        .map(d -> director(d, flows.rate(d)))
                        .toList(),
                snapshot.services().stream()
                        .sorted(Comparator.comparingInt(VirtualService::priority)
                                .thenComparing(service -> service.id().name(), NaturalOrder.NAMES))
                        .map(this::service)
                        .toList(),
                servers,
                Density.groups(count) ? zones(servers) : List.of(),
                Density.groups(count) ? flows.byZone() : flows.all(),
                reserve,
                !index.state().observation().hosts().isEmpty());
    }

    private static Comparator<RealServer> order(int count) {
        Comparator<RealServer> byName =
                Comparator.comparing(server -> server.id().name(), NaturalOrder.NAMES);
        Comparator<RealServer> byZone =
                Comparator.comparing(server -> server.zone().name(), NaturalOrder.NAMES);
        return Density.groups(count) ? byZone.thenComparing(byName) : byName;
    }

    private static List<ZoneTile> zones(List<ServerTile> servers) {
        Map<ZoneId, List<ServerTile>> byZone = new LinkedHashMap<>();
        servers.forEach(server ->
                byZone.computeIfAbsent(server.zone(), _ -> new ArrayList<>()).add(server));
        return byZone.entrySet().stream()
                .map(zone -> ZoneTile.of(zone.getKey(), zone.getValue()))
                .toList();
    }

    private DirectorTile director(Director director, double rate) {
        boolean read = director.table().fresh().isPresent();
        Badge badge = switch (director.table()) {
            case Reading.Fresh<DirectorTable> _ ->
                rate > 0 ? new Badge("Active", Tone.SUCCESS) : new Badge("Idle", Tone.NEUTRAL);
            case Reading.Stale<DirectorTable>(var _, Instant at, var _) ->
                new Badge("Stale " + TimeText.length(Duration.between(at, now)), Tone.MUTED);
            case Reading.Missing<DirectorTable> _ -> new Badge("Never read", Tone.MUTED);
        };
        return new DirectorTile(
                director.id(),
                badge,
                read ? NumberText.rate(rate) : "Not known",
                age(director.table()),
                exact(director.table()));
    }

    private ServiceTile service(VirtualService service) {
        ServiceFigures figures = ServiceFigures.of(index, service);
        return new ServiceTile(
                service.id(),
                service.priority(),
                figures,
                figures.demand().isEmpty() && figures.serving().isEmpty()
                        ? "Demand and serving not known"
                        : "%s · %s serving".formatted(figures.demandText(), figures.servingText()),
                service.address().toString());
    }

    private ServerTile server(RealServer server, Marks marks) {
        ServerFigures figures = ServerFigures.of(index, server, now);
        return new ServerTile(
                server.id(),
                server.zone(),
                figures,
                marks.of(server, index.hasFailed(server.id())),
                age(server.load()),
                exact(server.load()));
    }

    private String age(Reading<?> reading) {
        return reading.age(now).map(age -> TimeText.length(age) + " ago").orElse("never read");
    }

    private static String exact(Reading<?> reading) {
        return switch (reading) {
            case Reading.Fresh<?>(var _, Instant at) -> "Read at " + WallTime.exact(at);
            case Reading.Stale<?>(var _, Instant at, String reason) -> "Read at " + WallTime.exact(at) + ". " + reason;
            case Reading.Missing<?>(String reason) -> reason;
        };
    }
}
