package dev.headroom.backend.inventory;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/** The file that is read: it begins each error sentence. */
record Source(String file) {

    ClusterFileException mistake(YamlNode.Place place, String sentence) {
        return new ClusterFileException("%s:%d:%d: %s".formatted(file, place.line(), place.column(), sentence));
    }

    ClusterFileException mistake(String sentence) {
        return new ClusterFileException("%s: %s".formatted(file, sentence));
    }

    /** {@code ; did you mean 'x'?}, or the list of the known words. */
    static String hint(String found, Collection<String> known) {
        return nearest(found, known)
                .map(name -> "did you mean '%s'?".formatted(name))
                .orElseGet(() -> "expected one of " + known.stream().sorted().collect(Collectors.joining(", ")) + ".");
    }

    private static Optional<String> nearest(String found, Collection<String> known) {
        int tolerated = Math.max(1, found.length() / 3);
        return known.stream()
                .filter(name -> distance(found, name) <= tolerated)
                .min(Comparator.<String>comparingInt(name -> distance(found, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The edit distance (Levenshtein): letters to insert, remove or replace, without regard to capitals. */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + (same ? 0 : 1));
            }
            above = row;
        }
        return above[b.length()];
    }
}
