package dev.headroom.ma2scf.sharing.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Since when something has held without a break, for each of several subjects. Immutable.
 *
 * @param since in order of subject
 * @param <K> what is timed
 */
public record Timers<K extends Comparable<K>>(SortedMap<K, Instant> since) {
    public Timers {
        since = Collections.unmodifiableSortedMap(new TreeMap<>(since));
    }

    public static <K extends Comparable<K>> Timers<K> none() {
        return new Timers<K>(new TreeMap<K, Instant>());
    }

    public Optional<Instant> since(K subject) {
        return Optional.ofNullable(since.get(subject));
    }

    /** How long it has held at {@code now}; zero where it does not hold. */
    public Duration heldFor(K subject, Instant now) {
        return since(subject).map(start -> Duration.between(start, now)).orElse(Duration.ZERO);
    }

    /** Whether it has held for at least {@code hold}. */
    public boolean held(K subject, Duration hold, Instant now) {
        return since(subject)
                .filter(start -> Duration.between(start, now).compareTo(hold) >= 0)
                .isPresent();
    }

    /** These timers after one more look: a subject that holds keeps its start or starts at {@code now}, any other is forgotten. */
    public Timers<K> seen(K subject, boolean holds, Instant now) {
        SortedMap<K, Instant> next = new TreeMap<>(since);
        if (holds) {
            next.putIfAbsent(subject, now);
        } else {
            next.remove(subject);
        }
        return new Timers<>(next);
    }

    public Timers<K> without(K subject) {
        return seen(subject, false, Instant.EPOCH);
    }
}
