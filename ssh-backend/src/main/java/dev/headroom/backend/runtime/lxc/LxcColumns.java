package dev.headroom.backend.runtime.lxc;

import dev.headroom.backend.parse.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a row of {@code lxc-ls -f} into cells. A row with one word for each title is split into words: lxc-ls pads by
 * bytes, so a name that is not ASCII moves the cells after it. Any other row is cut below the titles, because a name
 * may hold spaces.
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

    /** The cell below each title; empty where the line is no row of the table. */
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

    /** The words of a line; addresses are separated by a comma and a space, and stay together. */
    private static List<String> words(Line line) {
        List<String> words = new ArrayList<>();
        StringJoiner together = new StringJoiner(" ");
        for (String word : line.words()) {
            together.add(word);
            if (!word.endsWith(",")) {
                words.add(together.toString());
                together = new StringJoiner(" ");
            }
        }
        if (together.length() > 0) {
            words.add(together.toString());
        }
        return words;
    }

    /** The cells below the titles; empty where a cut would divide a word. */
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
