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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints a snapshot for a terminal. Stateless. */
final class SnapshotText {
    private static final double MEGA = 1e6;

    /** The age in seconds from which a value is shown with it; a host is read about once a second. */
    private static final long WORTH_TELLING = 3;

    private SnapshotText() {}

    /** Prints one of many snapshots: how often hosts are asked, and why one is not read, belongs to it. */
    static void print(Observation observation, PrintWriter out) {
        printReadings(observation, out);
        observation
                .hosts()
                .forEach(host -> Optional.ofNullable(observation.paces().get(host.host()))
                        .ifPresent(pace -> out.println("  asked " + host.host().name() + ": " + pace.sentence())));
        remarks(observation)
                .forEach(h -> out.println("  ! " + h.host().name() + " " + word(h) + ": "
                        + h.sentence().orElse("no answer yet from " + h.address())));
        late(observation).forEach(sentence -> out.println("  ! " + sentence));
    }

    /** Prints the only snapshot: the command says at its end, on standard error, why a host is not read. */
    static void printOnce(Observation observation, PrintWriter out) {
        printReadings(observation, out);
        remarks(observation)
                .forEach(h -> out.println("  ! "
                        + (h.state() == HostStatus.State.CONNECTED
                                ? h.sentence().orElse("")
                                : h.host().name() + " was not read")));
        late(observation).forEach(sentence -> out.println("  ! " + sentence));
    }

    /** The hosts of whose connection there is something to say. */
    private static Stream<HostStatus> remarks(Observation observation) {
        return observation.hosts().stream()
                .filter(h ->
                        h.state() != HostStatus.State.CONNECTED || h.sentence().isPresent());
    }

    private static void printReadings(Observation observation, PrintWriter out) {
        ClusterSnapshot snapshot = observation.snapshot();
        out.println("cluster at " + snapshot.takenAt());
        snapshot.services().forEach(service -> print(snapshot, service, out));
        snapshot.servers().stream()
                .sorted(Comparator.comparing(server -> server.id().name(), NaturalOrder.NAMES))
                .forEach(server -> print(server, snapshot.takenAt(), out));
        observation
                .hosts()
                .forEach(host -> host.facts()
                        .ifPresent(facts ->
                                print(host, facts, seconds(Duration.between(facts.at(), snapshot.takenAt())), out)));
        OtherMasters.in(snapshot).forEach(sentence -> out.println("  ! " + sentence));
        observation.hosts().stream().flatMap(h -> h.notes().stream()).forEach(note -> out.println("  ! " + note));
    }

    /** "Refused" is said of a login; of a host that answers, and gives no reading, that it is not read. */
    private static String word(HostStatus host) {
        return host.answered() ? "not read" : host.state().name().toLowerCase(Locale.ROOT);
    }

    /** What is shown of hosts whose connection still stands is old, and no sentence of theirs says so yet. */
    private static Stream<String> late(Observation observation) {
        Set<String> told = remarks(observation).map(h -> h.host().name()).collect(Collectors.toSet());
        ClusterSnapshot snapshot = observation.snapshot();
        return Stream.concat(
                        snapshot.directors().stream()
                                .filter(d -> !told.contains(d.id().name()))
                                .map(Director::table),
                        snapshot.servers().stream()
                                .filter(s -> !told.contains(s.id().name()))
                                .map(RealServer::containers))
                .flatMap(reading -> reading instanceof Reading.Stale<?>(var _, var _, String reason)
                        ? Stream.of(reason)
                        : Stream.of())
                .distinct();
    }

    /** In one line, for settings of IPVS are many. */
    private static void print(HostStatus host, HostStatus.Facts facts, long age, PrintWriter out) {
        out.println("  host " + host.host().name() + ": "
                + facts.values().entrySet().stream()
                        .map(fact -> fact.getKey() + " = " + Printable.of(fact.getValue()))
                        .collect(Collectors.joining(", "))
                + "; read %d s before".formatted(age));
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
                "    on %s%s: %s weight %s, %s (%s)",
                director.id(),
                ago(director.table(), snapshot.takenAt()),
                d.endpoint(),
                d.spec().weight(),
                d.counts().known()
                        ? String.format(
                                Locale.ROOT,
                                "%d active, %d inactive, %.1f/s",
                                d.counts().active(),
                                d.counts().inactive(),
                                d.connectionsPerSecond())
                        : "connections unknown",
                container));
    }

    private static void print(RealServer server, Instant takenAt, PrintWriter out) {
        String figures = switch (server.load()) {
            case Reading.Fresh<ServerLoad>(ServerLoad load, var _) -> figures(load);
            case Reading.Stale<ServerLoad>(ServerLoad load, var _, var _) ->
                "not measured now;%s %s".formatted(ago(server.load(), takenAt), figures(load));
            case Reading.Missing<ServerLoad> _ -> "not measured";
        };
        out.println("  server " + server.id() + " in " + server.zone() + ": " + figures);
        server.load()
                .lastKnown()
                .ifPresent(known -> out.println("    read %d s before, from %s"
                        .formatted(seconds(server.load().age(takenAt).orElse(Duration.ZERO)), sources(known))));
        Shortages.of(server).forEach(sentence -> out.println("    " + sentence));
        for (Container c : server.knownContainers()) {
            out.println(String.format(
                    Locale.ROOT,
                    "    %s %s%s%s, %.2f cores%s",
                    c.id().name(),
                    c.state().name().toLowerCase(Locale.ROOT),
                    ago(server.containers(), takenAt),
                    c.isStandBy() ? " (stand-by)" : "",
                    c.used().cpu(),
                    after(Shortages.figures(c.strain()))));
        }
    }

    /** How old a value is; empty where it is as new as it can be. */
    private static String ago(Reading<?> reading, Instant takenAt) {
        return reading.age(takenAt)
                .map(SnapshotText::seconds)
                .filter(age -> age >= WORTH_TELLING || reading instanceof Reading.Stale<?>)
                .map(" %d s ago"::formatted)
                .orElse("");
    }

    private static long seconds(Duration age) {
        return Math.max(0, age.toSeconds());
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
                + after(
                        load.used().network() > 0
                                ? String.format(
                                        Locale.ROOT, "%.1f MB/s", load.used().network() / MEGA)
                                : "network 0 or not measured")
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
