package dev.headroom.ma2scf.sharing.memory;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was measured of each of several subjects of late. A look at all of them changes a copy of {@link #all} and makes one of these of
 * it: one for each change would copy all subjects for each. Immutable.
 *
 * @param all in order of subject; none is empty
 * @param <K> what is measured
 */
public record Samples<K extends Comparable<K>>(SortedMap<K, Series> all) {
    public Samples {
        SortedMap<K, Series> copy = new TreeMap<>(all);
        copy.values().removeIf(Series.NONE::equals);
        all = Collections.unmodifiableSortedMap(copy);
    }

    public static <K extends Comparable<K>> Samples<K> none() {
        return new Samples<K>(new TreeMap<K, Series>());
    }

    public Series of(K subject) {
        return all.getOrDefault(subject, Series.NONE);
    }

    public Samples<K> without(K subject) {
        SortedMap<K, Series> next = new TreeMap<>(all);
        next.remove(subject);
        return new Samples<>(next);
    }
}
