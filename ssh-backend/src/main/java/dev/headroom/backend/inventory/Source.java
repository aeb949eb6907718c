package dev.headroom.backend.inventory;

import dev.headroom.backend.inventory.YamlNode.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The file that is read: it begins each error sentence and each remark. Used by one thread. */
final class Source {
    private final String file;
    private final List<String> remarks = new ArrayList<>();

    Source(String file) {
        this.file = file;
    }

    ClusterFileException mistake(Place place, String sentence) {
        return new ClusterFileException(at(place) + ": " + sentence);
    }

    /** The line of a place, as {@code cluster.yaml:5}, for a sentence about something else than the file. */
    String line(Place place) {
        return "%s:%d".formatted(Path.of(file).getFileName(), place.line());
    }

    /** A place as {@code cluster.yaml:5:7}. */
    String at(Place place) {
        return "%s:%d:%d".formatted(file, place.line(), place.column());
    }

    /** Keeps a sentence about what the file says in vain, which is no mistake. */
    void remark(Place place, String sentence) {
        remarks.add(at(place) + ": " + sentence);
    }

    /** The remarks so far. */
    List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** Refuses a key that was seen before, with the line of the first. */
    <K> void unique(Map<K, Place> seen, K key, Place place, String rule) throws ClusterFileException {
        Place before = seen.putIfAbsent(key, place);
        if (before != null) {
            throw mistake(place, "'%s' is taken since line %d; %s.".formatted(key, before.line(), rule));
        }
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
