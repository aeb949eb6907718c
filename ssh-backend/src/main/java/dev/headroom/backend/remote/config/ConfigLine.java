package dev.headroom.backend.remote.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line with a setting.
 *
 * @param number counted from 1
 * @param keyword in lower case
 * @param arguments without quotes
 * @param rest what follows the keyword, as it is written
 * @param text as it is written, without blanks around it
 * @param included the files of an {@code Include}; empty for every other keyword
 * @param mistake why ssh does not read the line whatever its keyword is, a sentence; empty if it may
 */
record ConfigLine(
        Path file,
        int number,
        String keyword,
        List<String> arguments,
        String rest,
        String text,
        List<ConfigFile> included,
        String mistake) {
    static final Set<String> WITHOUT_VALUE = Set.of("all", "canonical", "final");

    /** The byte order mark that some editors write before the first line; ssh takes it for a part of the keyword. */
    private static final String MARK = "\uFEFF";

    private static final String MARKED =
            "The file begins with a byte order mark, with which ssh does not read it: save it as UTF-8 without that mark.";

    private static final Pattern QUOTED_KEYWORD = Pattern.compile("\"([^\"]*)\"[ \t]*=?[ \t]*(.*)");

    ConfigLine {
        arguments = List.copyOf(arguments);
        included = List.copyOf(included);
    }

    /** Whether ssh does not read the file because of the line, also where its block does not count. */
    boolean spoilsTheFile() {
        return !mistake.isEmpty() && rest.isBlank() && !keyword.equals("#");
    }

    String place() {
        return file + ":" + number;
    }

    /** The criteria of a Match and their values in turn; an equals sign may join them in the file. */
    List<String> criteria() {
        List<String> words = new ArrayList<>();
        boolean value = false;
        for (String word : arguments) {
            if (value) {
                if (!word.equals("=")) {
                    words.add(word.startsWith("=") ? word.substring(1) : word);
                    value = false;
                }
                continue;
            }
            int equals = word.indexOf('=');
            String criterion = equals < 0 ? word : word.substring(0, equals);
            words.add(criterion);
            value = !WITHOUT_VALUE.contains(criterion.toLowerCase(Locale.ROOT).replaceFirst("^!", ""));
            if (equals >= 0 && equals + 1 < word.length()) {
                words.add(word.substring(equals + 1));
                value = false;
            }
        }
        return words;
    }

    /** @param own whether the block of the line names the host that is looked up */
    Said said(Keyword known, boolean own) {
        return new Said(known, arguments, rest, text, place(), own);
    }

    ConfigLine including(List<ConfigFile> files) {
        return new ConfigLine(file, number, keyword, arguments, rest, text, files, mistake);
    }

    /** The setting; empty for a comment and an empty line. */
    static Optional<ConfigLine> parse(Path file, int number, String raw) {
        boolean marked = number == 1 && raw.startsWith(MARK);
        String text = (marked ? raw.substring(MARK.length()) : raw).strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return marked
                    ? Optional.of(new ConfigLine(file, number, "#", List.of(), "", text, List.of(), MARKED))
                    : Optional.empty();
        }
        // ssh drops quotes around a keyword.
        Matcher quoted = QUOTED_KEYWORD.matcher(text);
        String[] parts = quoted.matches()
                ? new String[] {quoted.group(1), quoted.group(2)}
                : text.split("[ \t]*=[ \t]*|[ \t]+", 2);
        String rest = parts.length < 2 ? "" : parts[1];
        ConfigWords.Read read = ConfigWords.of(rest);
        String mistake = marked
                ? MARKED
                : rest.isBlank()
                        ? "There is no value: ssh reads no file with such a line, in whichever block it stands. Give it one, or drop the line."
                        : read.closed() ? "" : "A quote has no end there: ssh does not read such a line.";
        return Optional.of(new ConfigLine(
                file, number, parts[0].toLowerCase(Locale.ROOT), read.words(), rest, text, List.of(), mistake));
    }
}
