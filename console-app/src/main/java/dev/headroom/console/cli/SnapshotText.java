package dev.headroom.console.cli;

import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.OtherMasters;
import dev.headroom.backend.remote.Printable;
import dev.headroom.console.fx.NaturalOrder;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Demand;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.NotUnderstood;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.sharing.facts.Shortages;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints a snapshot for a terminal. Stateless. */
final class SnapshotText {
    private static final double MEGA = 1e6;

    private SnapshotText() {}

    static void print(Observation observation, PrintWriter out) {
        ClusterSnapshot snapshot = observation.snapshot();
        out.println("snapshot " + snapshot.revision() + " of " + snapshot.takenAt());
        snapshot.services().forEach(service -> print(snapshot, service, out));
        snapshot.servers().stream()
                .sorted(Comparator.comparing(server -> server.id().name(), NaturalOrder.NAMES))
                .forEach(server -> print(server, snapshot.takenAt(), out));
        observation.hosts().forEach(host -> host.facts().ifPresent(facts -> print(host, facts, out)));
        OtherMasters.in(snapshot).forEach(sentence -> out.println("  ! " + sentence));
        observation.hosts().stream().flatMap(h -> h.notes().stream()).forEach(note -> out.println("  ! " + note));
        observation.hosts().stream()
                .filter(h ->
                        h.state() != HostStatus.State.CONNECTED || h.sentence().isPresent())
                .forEach(h -> out.println(
                        "  ! " + h.host().name() + " " + h.state().name().toLowerCase(Locale.ROOT) + ": "
                                + h.sentence().orElse("")));
    }

    /** In one line, for settings of IPVS are many. */
    private static void print(HostStatus host, HostStatus.Facts facts, PrintWriter out) {
        out.println("  host " + host.host().name() + ": "
                + facts.values().entrySet().stream()
                        .map(fact -> fact.getKey() + " = " + Printable.of(fact.getValue()))
                        .collect(Collectors.joining(", ")));
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

    private static void print(RealServer server, Instant takenAt, PrintWriter out) {
        Optional<ServerLoad> load = server.load().fresh();
        out.println("  server " + server.id() + " in " + server.zone() + ": "
                + load.map(SnapshotText::figures).orElse("not measured"));
        long age = Math.max(0, server.load().age(takenAt).orElse(Duration.ZERO).toSeconds());
        load.ifPresent(known -> out.println("    read %d s before, from %s".formatted(age, sources(known))));
        Shortages.of(server).forEach(sentence -> out.println("    " + sentence));
        for (Container c : server.knownContainers()) {
            out.println(String.format(
                    Locale.ROOT,
                    "    %s %s%s, %.2f cores%s",
                    c.id().name(),
                    c.state().name().toLowerCase(Locale.ROOT),
                    c.isStandBy() ? " (stand-by)" : "",
                    c.used().cpu(),
                    after(Shortages.figures(c.strain()))));
        }
    }

    private static String figures(ServerLoad load) {
        return String.format(
                        Locale.ROOT,
                        "%.2f of %.0f cores (%s)%s, %d of %d MiB",
                        load.used().cpu(),
                        load.capacity().cpu(),
                        load.cpu(),
                        load.stolen()
                                .map(cores -> String.format(Locale.ROOT, ", %.2f of them stolen", cores))
                                .orElse(""),
                        load.used().memory() >> 20,
                        load.capacity().memory() >> 20)
                + after(String.format(Locale.ROOT, "%.1f MB/s", load.used().network() / MEGA))
                + load.uplink()
                        .map(speed -> String.format(Locale.ROOT, " (uplink %.1f MB/s each way)", speed / MEGA))
                        .orElse("")
                + after(Shortages.figures(load.strain()));
    }

    /** The files that a load was read from; those of what is lacking may be some seconds older. */
    private static String sources(ServerLoad load) {
        List<String> all = Stream.concat(load.sources().stream(), load.strain().sources().stream())
                .toList();
        return all.isEmpty() ? "files that are not known" : String.join(", ", all);
    }

    private static String after(String text) {
        return text.isEmpty() ? "" : ", " + text;
    }
}
