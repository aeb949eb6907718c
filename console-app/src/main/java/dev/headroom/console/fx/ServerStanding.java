package dev.headroom.console.fx;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ProbeResult;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.ServerCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a real server is, in one word with its tone.
 *
 * @param sentence what that means and what to do; empty while all is well
 * @param age how old its readings are; empty if never read
 */
public record ServerStanding(Kind kind, Badge badge, String sentence, Optional<Duration> age) {
    /** What it is, for who counts or draws by it; the badge is for the eye. */
    public enum Kind {
        FAILED,
        CUT_OFF,
        NOT_READ,
        OVERLOADED,
        WARM,
        CALM
    }

    /** What it means that a server failed. */
    public static final String FAILED =
            "It sends no readings, and no director reaches its services. Look at the machine.";

    private static final String CUT_OFF =
            "It sends readings, but no director reaches its services. Look at the network between them, and at its"
                    + " services.";

    /** Reads it from a snapshot: failed before stale, stale before loaded. */
    public static ServerStanding of(ClusterSnapshot snapshot, RealServer server, SharingPolicy policy, Instant now) {
        Optional<Duration> age = server.load().age(now);
        if (hasFailed(snapshot, server)) {
            return new ServerStanding(Kind.FAILED, new Badge("Failed", Tone.DANGER), FAILED, age);
        }
        if (silent(snapshot, server)) {
            return new ServerStanding(Kind.CUT_OFF, new Badge("Cut off", Tone.DANGER), CUT_OFF, age);
        }
        return switch (server.load()) {
            case Reading.Missing<ServerLoad>(String reason) ->
                new ServerStanding(Kind.NOT_READ, new Badge("Never read", Tone.MUTED), reason, age);
            case Reading.Stale<ServerLoad>(var _, Instant at, String reason) ->
                new ServerStanding(
                        Kind.NOT_READ,
                        new Badge("Stale " + TimeText.length(Duration.between(at, now)), Tone.MUTED),
                        reason,
                        age);
            case Reading.Fresh<ServerLoad>(ServerLoad load, var _) -> loaded(ServerCondition.of(load, policy), age);
        };
    }

    private static ServerStanding loaded(ServerCondition condition, Optional<Duration> age) {
        Kind kind = switch (condition) {
            case CALM -> Kind.CALM;
            case WARM -> Kind.WARM;
            case OVERLOADED -> Kind.OVERLOADED;
        };
        return new ServerStanding(kind, Standings.of(condition), "", age);
    }

    /** Whether it sends nothing and no director reaches its services. */
    public static boolean hasFailed(ClusterSnapshot snapshot, RealServer server) {
        return !server.isMeasured() && silent(snapshot, server);
    }

    /** Whether directors probed its running containers and none answered anywhere. */
    private static boolean silent(ClusterSnapshot snapshot, RealServer server) {
        List<ProbeResult> probes = server.knownContainers().stream()
                .filter(Container::isRunning)
                .flatMap(container -> target(snapshot, container).stream())
                .flatMap(target -> probes(snapshot, target))
                .toList();
        return !probes.isEmpty() && probes.stream().allMatch(ProbeResult.SILENT::equals);
    }

    private static Optional<ProbeTarget> target(ClusterSnapshot snapshot, Container container) {
        return container
                .role()
                .serving()
                .flatMap(snapshot::service)
                .flatMap(service -> container.role().servingAt().flatMap(service::probeOf));
    }

    private static Stream<ProbeResult> probes(ClusterSnapshot snapshot, ProbeTarget target) {
        return snapshot.directors().stream()
                .flatMap(director -> director.table().fresh().stream())
                .map(table -> table.probes().get(target))
                .filter(Objects::nonNull);
    }

    /** What the directors that are read have for a container: one entry for each that knows it. */
    public static List<Destination> destinations(ClusterSnapshot snapshot, Container container) {
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
