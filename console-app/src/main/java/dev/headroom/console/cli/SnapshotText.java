package dev.headroom.console.cli;

import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.OtherMasters;
import dev.headroom.console.fx.NaturalOrder;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Demand;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.NotUnderstood;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.VirtualService;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Prints a snapshot for a terminal. Stateless. */
final class SnapshotText {
    private SnapshotText() {}

    static void print(Observation observation, PrintWriter out) {
        ClusterSnapshot snapshot = observation.snapshot();
        out.println("snapshot " + snapshot.revision() + " of " + snapshot.takenAt());
        snapshot.services().forEach(service -> print(snapshot, service, out));
        snapshot.servers().stream()
                .sorted(Comparator.comparing(server -> server.id().name(), NaturalOrder.NAMES))
                .forEach(server -> print(server, out));
        OtherMasters.in(snapshot).forEach(sentence -> out.println("  ! " + sentence));
        observation.hosts().stream().flatMap(h -> h.notes().stream()).forEach(note -> out.println("  ! " + note));
        observation.hosts().stream()
                .filter(h ->
                        h.state() != HostStatus.State.CONNECTED || h.sentence().isPresent())
                .forEach(h -> out.println(
                        "  ! " + h.host().name() + " " + h.state().name().toLowerCase(Locale.ROOT) + ": "
                                + h.sentence().orElse("")));
    }

    private static void print(ClusterSnapshot snapshot, VirtualService service, PrintWriter out) {
        String asked = switch (service.demand()) {
            case Reading.Fresh<Demand>(Demand d, var _) ->
                String.format(
                        Locale.ROOT,
                        "%s%.1f connections/s, %d active",
                        snapshot.countsEveryDirector() ? "" : "at least ",
                        d.connectionsPerSecond(),
                        d.activeConnections());
            case Reading.Stale<Demand>(var _, var _, String reason) -> "demand unknown. " + reason;
            case Reading.Missing<Demand>(String reason) -> "demand unknown. " + reason;
        };
        out.println("  service " + service.id() + " (" + service.address() + "): " + asked);
        for (Director director : snapshot.directors()) {
            Optional<TableEntry> entry = director.entry(service.address());
            List<NotUnderstood> unread = director.unreadOf(service.address());
            unread.forEach(line -> out.println("    on " + director.id() + ": " + line + ". " + line.why()));
            if (entry.isEmpty() && unread.isEmpty()) {
                out.println("    on " + director.id() + ": "
                        + (director.table().fresh().isPresent()
                                ? "no such virtual service in its table"
                                : "its table is not known"));
            }
            entry.ifPresent(e -> e.destinations().forEach(d -> print(snapshot, service, director, d, out)));
        }
    }

    /** Whether a server that was never read may have the container of a destination that no known container carries. */
    private static boolean mayBeCarriedUnseen(ClusterSnapshot snapshot) {
        return snapshot.servers().stream().anyMatch(RealServer::wasNeverRead);
    }

    private static void print(
            ClusterSnapshot snapshot, VirtualService service, Director director, Destination d, PrintWriter out) {
        String container = snapshot.containerAt(service.id(), d.endpoint())
                .map(c -> c.id().toString())
                .orElseGet(() -> mayBeCarriedUnseen(snapshot) ? "container unknown" : "unmanaged");
        out.println(String.format(
                Locale.ROOT,
                "    on %s: %s weight %s, %s, %.1f/s (%s)",
                director.id(),
                d.endpoint(),
                d.spec().weight(),
                d.counts().known()
                        ? d.counts().active() + " active, " + d.counts().inactive() + " inactive"
                        : "connections unknown",
                d.connectionsPerSecond(),
                container));
    }

    private static void print(RealServer server, PrintWriter out) {
        String load = server.load()
                .fresh()
                .map(l -> String.format(
                        Locale.ROOT,
                        "%.2f of %.0f cores (%s), %d of %d MiB",
                        l.used().cpu(),
                        l.capacity().cpu(),
                        l.cpu(),
                        l.used().memory() >> 20,
                        l.capacity().memory() >> 20))
                .orElse("not measured");
        out.println("  server " + server.id() + " in " + server.zone() + ": " + load);
        for (Container c : server.knownContainers()) {
            out.println(String.format(
                    Locale.ROOT,
                    "    %s %s%s, %.2f cores",
                    c.id().name(),
                    c.state().name().toLowerCase(Locale.ROOT),
                    c.isStandBy() ? " (stand-by)" : "",
                    c.used().cpu()));
        }
    }
}
