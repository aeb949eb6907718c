package dev.headroom.console.fx;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The names that an operator may have meant by one that does not exist. Pure. */
public final class NearestNames {
    /** So many are named. */
    private static final int MOST = 6;

    private NearestNames() {}

    /** The names, the nearest first, the end of a sentence. */
    public static String of(String wanted, Collection<String> known) {
        List<String> names =
                known.stream().distinct().sorted(NaturalOrder.NAMES).toList();
        if (names.size() <= MOST) {
            return "it has " + String.join(", ", names);
        }
        String small = wanted.toLowerCase(Locale.ROOT);
        return "of its %d names the nearest are %s"
                .formatted(
                        names.size(),
                        names.stream()
                                .sorted(Comparator.comparingInt(name -> distance(small, name.toLowerCase(Locale.ROOT))))
                                .limit(MOST)
                                .collect(Collectors.joining(", ")));
    }

    /** The number of letters to insert, to leave out or to change (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int before = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = before + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                before = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
