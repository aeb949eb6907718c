package dev.headroom.backend.control.core;

import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Observation;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.TableAction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Which host a step lacks a reading of, and how old the last one is. Pure. */
final class LastRead {
    private LastRead() {}

    /** The first host without a fresh reading that {@code action} needs, where there is one. */
    static Optional<HostId> missingFor(Action action, ClusterSnapshot snapshot) {
        return switch (action) {
            case ContainerAction.StopContainer(ContainerId container) ->
                unmeasured(container, snapshot).or(() -> unread(snapshot));
            case ContainerAction change -> unmeasured(change.container(), snapshot);
            case TableAction.RemoveDestination remove -> unread(remove.director(), snapshot);
            case TableAction.AwaitDrained await -> unread(await.director(), snapshot);
            case TableAction change ->
                unread(change.director(), snapshot)
                        .or(() -> snapshot.containerAt(change.service(), change.endpoint())
                                .flatMap(carrier -> unmeasured(carrier.id(), snapshot)));
        };
    }

    /** Whether the newest try to read {@code host} failed, whatever its last reading says. */
    static boolean isLost(HostId host, Observation observation) {
        return observation.hosts().stream()
                .anyMatch(status -> status.host().equals(host) && status.look() == HostStatus.Look.FAILED);
    }

    /** How old the last reading of {@code host} is: a sentence without its full stop. */
    static String sentence(HostId host, ClusterSnapshot snapshot, Instant now) {
        Optional<Duration> age = switch (host) {
            case DirectorId id -> snapshot.director(id).flatMap(d -> d.table().age(now));
            case ServerId id -> snapshot.server(id).flatMap(s -> age(s, now));
        };
        return age.map(a -> "%s was last read %d s ago".formatted(host.name(), a.toSeconds()))
                .orElseGet(() -> host.name() + " has not been read since this master began");
    }

    /** The age of the older part: a load that is late counts like a host that is late. */
    private static Optional<Duration> age(RealServer server, Instant now) {
        return server.containers().age(now).flatMap(a -> server.load().age(now).map(b -> a.compareTo(b) < 0 ? b : a));
    }

    private static Optional<HostId> unread(ClusterSnapshot snapshot) {
        return snapshot.directors().stream()
                .map(Director::id)
                .flatMap(id -> unread(id, snapshot).stream())
                .findFirst();
    }

    private static Optional<HostId> unread(DirectorId director, ClusterSnapshot snapshot) {
        return snapshot.director(director)
                        .filter(d -> d.table().fresh().isPresent())
                        .isPresent()
                ? Optional.empty()
                : Optional.of(director);
    }

    private static Optional<HostId> unmeasured(ContainerId container, ClusterSnapshot snapshot) {
        return snapshot.server(container.server())
                        .filter(RealServer::isMeasured)
                        .isPresent()
                ? Optional.empty()
                : Optional.of(container.server());
    }
}
