package dev.headroom.backend.control;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.RealServer;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The readings that count: ones that are too old for decisions do not. Every window and terminal tells the age of the oldest. Pure. */
public final class CountingReadings {
    private CountingReadings() {}

    /** All hosts of {@code snapshot}. */
    public static List<HostId> all(ClusterSnapshot snapshot) {
        return Stream.<HostId>concat(
                        snapshot.directors().stream().map(Director::id),
                        snapshot.servers().stream().map(RealServer::id))
                .toList();
    }

    /** The hosts whose readings count. */
    public static List<HostId> hosts(ClusterSnapshot snapshot) {
        return Stream.<HostId>concat(
                        snapshot.directors().stream()
                                .filter(director -> director.table().fresh().isPresent())
                                .map(Director::id),
                        snapshot.servers().stream()
                                .filter(RealServer::isMeasured)
                                .map(RealServer::id))
                .toList();
    }

    /** When the oldest of them was read; empty where none counts. */
    public static Optional<Instant> oldest(ClusterSnapshot snapshot) {
        return hosts(snapshot).stream()
                .flatMap(host -> snapshot.readAt(host).stream())
                .min(Comparator.naturalOrder());
    }
}
