package dev.headroom.console.cli;

import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Observation;
import dev.headroom.ma2scf.model.HostId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Counts the readings of each host. Used by one thread. */
final class Answers {
    /** Two give every rate; the third allows for a counter that was reset between them. */
    private static final int ENOUGH = 3;
    /** Readings that are closer together give no rate. */
    private static final Duration APART = Duration.ofSeconds(1);

    private final Map<HostId, Count> counts = new HashMap<>();

    private record Count(int readings, Instant last) {}

    void seen(Observation observation) {
        observation.hosts().stream()
                .map(HostStatus::host)
                .forEach(host -> observation
                        .snapshot()
                        .readAt(host)
                        .ifPresent(at -> counts.merge(host, new Count(1, at), Answers::next)));
    }

    private static Count next(Count known, Count read) {
        return Duration.between(known.last(), read.last()).compareTo(APART) < 0
                ? known
                : new Count(known.readings() + 1, read.last());
    }

    /** Whether {@code host} was read often enough to tell all that it can tell. */
    boolean areAllOf(HostId host) {
        Count count = counts.get(host);
        return count != null && count.readings() >= ENOUGH;
    }
}
