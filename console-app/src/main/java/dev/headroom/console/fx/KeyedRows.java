package dev.headroom.console.fx;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Changes a list into another by as few changes as its keys allow, so that selection and scroll position survive.
 * Pure but for that list.
 */
public final class KeyedRows {
    private KeyedRows() {}

    /**
     * Makes {@code shown} equal to {@code wanted}; rows that are equal already are not touched. Keys must be unique.
     */
    public static <K, R> void update(List<R> shown, List<R> wanted, Function<? super R, ? extends K> key) {
        Set<K> keep = wanted.stream().map(key).collect(Collectors.toSet());
        for (int i = shown.size() - 1; i >= 0; i--) {
            if (!keep.contains(key.apply(shown.get(i)))) {
                shown.remove(i);
            }
        }
        for (int i = 0; i < wanted.size(); i++) {
            place(shown, i, wanted.get(i), key);
        }
    }

    private static <K, R> void place(List<R> shown, int at, R row, Function<? super R, ? extends K> key) {
        K wanted = key.apply(row);
        int found = at;
        while (found < shown.size() && !wanted.equals(key.apply(shown.get(found)))) {
            found++;
        }
        if (found == shown.size()) {
            shown.add(at, row);
        } else if (found != at) {
            shown.remove(found);
            shown.add(at, row);
        } else if (!shown.get(at).equals(row)) {
            shown.set(at, row);
        }
    }
}
