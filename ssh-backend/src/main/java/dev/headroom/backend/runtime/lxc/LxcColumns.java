package dev.headroom.backend.runtime.lxc;

import dev.headroom.backend.parse.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the cells of {@code lxc-ls -f} are. A row is read by its words, as long as it has one for each title: lxc-ls pads by bytes, so a
 * name that is not ASCII moves what follows. Else it is cut below the titles, because a name may hold spaces.
 */
final class LxcColumns {
    private static final Pattern WORD = Pattern.compile("\\S+");

    private final List<String> titles = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();

    LxcColumns(Line title) {
        Matcher matcher = WORD.matcher(title.text());
        while (matcher.find()) {
            titles.add(matcher.group());
            starts.add(matcher.start());
        }
        for (String wanted : List.of("NAME", "STATE", "AUTOSTART", "IPV4")) {
            if (!titles.contains(wanted)) {
                throw title.surprise("a title line with " + wanted);
            }
        }
    }

    static boolean isTitle(Line line) {
        return line.words().contains("NAME") && line.words().contains("STATE");
    }

    /** What stands below each title; empty where the line is no row of the table. */
    Optional<Map<String, String>> cells(Line line) {
        List<String> words = words(line);
        List<String> cells = words.size() == titles.size() ? words : cut(line.text());
        if (cells.size() != titles.size() || cells.stream().anyMatch(String::isEmpty)) {
            return Optional.empty();
        }
        Map<String, String> result = new LinkedHashMap<>();
        for (int i = 0; i < titles.size(); i++) {
            result.put(titles.get(i), cells.get(i));
        }
        return Optional.of(result);
    }

    /** Addresses are separated by a comma and a space. */
    private static List<String> words(Line line) {
        List<String> words = new ArrayList<>();
        for (String word : line.words()) {
            if (!words.isEmpty() && words.getLast().endsWith(",")) {
                words.add(words.removeLast() + " " + word);
            } else {
                words.add(word);
            }
        }
        return words;
    }

    /** No cells where one would be cut in the middle of a word. */
    private List<String> cut(String text) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            int start = starts.get(i);
            int end = i + 1 < starts.size() ? starts.get(i + 1) : text.length();
            if (start >= end || text.length() < end || (start > 0 && text.charAt(start - 1) != ' ')) {
                return List.of();
            }
            cells.add(text.substring(start, end).strip());
        }
        return cells;
    }
}
