package dev.headroom.backend.control.sight;

import dev.headroom.backend.control.JournalEntry.Sight;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ConnectionCounts;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Starter;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.TableAction;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What a snapshot says of the one destination or container that an action changes, in one line. Pure. */
public final class Sights {
    private Sights() {}

    public static Sight of(Action action, ClusterSnapshot snapshot) {
        return switch (action) {
            case ContainerAction on -> container(on.container(), snapshot);
            case TableAction on -> destination(on.director(), on.service(), on.endpoint(), snapshot);
        };
    }

    /** As last read, with the time of that reading. */
    private static Sight destination(
            DirectorId director, ServiceId service, Endpoint endpoint, ClusterSnapshot snapshot) {
        Optional<Reading<DirectorTable>> read = snapshot.director(director).map(Director::table);
        String where = "%s in %s on %s: ".formatted(endpoint, service, director);
        if (read.flatMap(Reading::lastKnown).isEmpty()) {
            return new Sight(where + "not known, for the table was not read", Optional.empty());
        }
        String what = snapshot.destination(director, service, endpoint)
                .map(Sights::words)
                .orElseGet(() -> absent(director, service, snapshot));
        return new Sight(where + what, read.flatMap(Sights::at));
    }

    private static String absent(DirectorId director, ServiceId service, ClusterSnapshot snapshot) {
        if (!snapshot.unreadOf(director, service).isEmpty()) {
            return "not known, for the table has an entry of the service that is not understood";
        }
        return snapshot.entry(director, service).isPresent()
                ? "no such destination"
                : "no such destination, for the table has no such service";
    }

    private static String words(Destination destination) {
        ConnectionCounts counts = destination.counts();
        return words(destination.spec())
                + (counts.known()
                        ? "; %d active and %d inactive connections".formatted(counts.active(), counts.inactive())
                        : "; connections not counted");
    }

    /** All that {@code ipvsadm -e} would set, as {@code weight 1, Route}. */
    static String words(DestinationSpec spec) {
        Thresholds thresholds = spec.thresholds();
        return "weight %s, %s%s"
                .formatted(
                        spec.weight(),
                        words(spec.method()),
                        thresholds.equals(Thresholds.NONE)
                                ? ""
                                : ", thresholds %d and %d".formatted(thresholds.upper(), thresholds.lower()));
    }

    private static String words(ForwardingMethod method) {
        return switch (method) {
            case ForwardingMethod.DirectRouting() -> "Route";
            case ForwardingMethod.Masquerading() -> "Masq";
            case ForwardingMethod.Local() -> "Local";
            case ForwardingMethod.Tunneling(var type, int port, var checksum) ->
                "Tunnel (%s%s, checksum %s)".formatted(lower(type), port == 0 ? "" : " port " + port, lower(checksum));
        };
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Sight container(ContainerId id, ClusterSnapshot snapshot) {
        Optional<Container> found = snapshot.container(id);
        Optional<Instant> at =
                snapshot.server(id.server()).map(RealServer::containers).flatMap(Sights::at);
        String what = found.map(Sights::words)
                .orElse(at.isPresent() ? "no such container" : "not known, for the server was not read");
        return new Sight("%s on %s: %s".formatted(id.name(), id.server(), what), at);
    }

    static String words(Container container) {
        String state = lower(container.state());
        return switch (container.evidence().starter()) {
            case Starter.Us() -> state + ", started by this installation" + listens(container);
            case Starter.Another(String installation) ->
                "%s, started by the installation %s%s".formatted(state, installation, listens(container));
            case Starter.Somebody() -> state + listens(container);
        };
    }

    private static String listens(Container container) {
        return !container.isRunning() ? "" : container.listening() ? ", answers" : ", does not answer";
    }

    private static Optional<Instant> at(Reading<?> reading) {
        return switch (reading) {
            case Reading.Fresh<?>(var _, Instant at) -> Optional.of(at);
            case Reading.Stale<?>(var _, Instant at, var _) -> Optional.of(at);
            case Reading.Missing<?> _ -> Optional.empty();
        };
    }
}
