package dev.headroom.backend.control;

import dev.headroom.backend.control.HostStatus.Look;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which hosts gave a first reading or a first failure since the master began or the computer woke up. Before all did,
 * the sums over a cluster are sums over a part of it. Immutable. See decision 0069.
 *
 * @param done the hosts that were looked at, or are waited for no longer
 * @param awaited the other hosts, in order of name
 * @param waited how long the host that is awaited longest is awaited
 */
public record FirstLook(Set<HostId> done, List<HostId> awaited, Duration waited) {
    /** Of a master that knows no host yet. */
    public static final FirstLook NOTHING = new FirstLook(Set.of(), List.of(), Duration.ZERO);

    /** How long a host is waited for that gives neither a report nor a failure; every try ends by itself before. */
    private static final Duration LOOK_LIMIT = Duration.ofMinutes(5);

    /** How long a host that is connected may take until a reading counts: a load takes two reports. */
    private static final Duration SECOND_REPORT = Duration.ofSeconds(30);

    /** A start of this length is usual and needs no words. */
    private static final Duration USUAL = Duration.ofSeconds(10);

    public FirstLook {
        done = Set.copyOf(done);
        awaited = List.copyOf(awaited);
    }

    /** This look after {@code newest}. A host that is connecting anew, as after a sleep, is looked at anew. */
    public FirstLook after(Observation newest) {
        Instant now = newest.snapshot().takenAt();
        Set<HostId> looked = new HashSet<>();
        List<HostStatus> open = new ArrayList<>();
        for (HostStatus status : newest.hosts()) {
            boolean before = done.contains(status.host()) && status.look() != Look.NOT_YET;
            if (before || isOver(status, newest, now)) {
                looked.add(status.host());
            } else {
                open.add(status);
            }
        }
        return new FirstLook(
                looked,
                open.stream()
                        .map(HostStatus::host)
                        .sorted(Comparator.comparing(HostId::name))
                        .toList(),
                open.stream()
                        .map(status -> Duration.between(status.since(), now))
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO));
    }

    private static boolean isOver(HostStatus status, Observation newest, Instant now) {
        Duration since = Duration.between(status.since(), now);
        return switch (status.look()) {
            case FAILED -> true;
            case READ -> isMeasured(status.host(), newest.snapshot()) || since.compareTo(SECOND_REPORT) >= 0;
            case NOT_YET -> since.compareTo(LOOK_LIMIT) >= 0;
        };
    }

    private static boolean isMeasured(HostId host, ClusterSnapshot snapshot) {
        return switch (host) {
            case DirectorId id -> snapshot.readAt(id).isPresent();
            case ServerId id ->
                snapshot.server(id).filter(RealServer::isMeasured).isPresent();
        };
    }

    /** Whether every host was looked at. */
    public boolean isDone() {
        return awaited.isEmpty();
    }

    /** What the master waits for, one sentence; empty when every host was looked at. */
    public Optional<String> sentence() {
        if (isDone()) {
            return Optional.empty();
        }
        String names = NameList.of(awaited.stream().map(HostId::name).toList());
        return Optional.of(
                "Waits for the first reading of %s (%d of %d hosts) before it proposes anything or acts by itself."
                        .formatted(names, awaited.size(), awaited.size() + done.size()));
    }

    /** The sentence once the wait is longer than a usual start. */
    public Optional<String> notable() {
        return waited.compareTo(USUAL) >= 0 ? sentence() : Optional.empty();
    }
}
