package dev.headroom.backend.agent;

import dev.headroom.ma2scf.model.HostId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The hosts that were read once: rates need two reports, so each is asked again soon, and no other host with it. Not
 * thread-safe.
 */
final class SecondLooks {
    private final long pause;
    private final Map<HostId, Long> due = new HashMap<>();

    /** @param pause between the first report and the second question */
    SecondLooks(Duration pause) {
        this.pause = pause.toNanos();
    }

    /** @param now by {@link System#nanoTime}, as are the other times */
    void add(HostId host, long now) {
        due.put(host, now + pause);
    }

    /** The hosts whose second question is due; they are forgotten. */
    Set<HostId> take(long now) {
        Set<HostId> result = due.entrySet().stream()
                .filter(entry -> entry.getValue() - now <= 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
        due.keySet().removeAll(result);
        return result;
    }

    /** The earliest time at which a question is due, but not after {@code latest}. */
    long next(long latest) {
        return due.values().stream().reduce(latest, (a, b) -> a - b <= 0 ? a : b);
    }
}
