package dev.headroom.backend.remote.config;

import java.util.List;

/**
 * One setting that counts for a host.
 *
 * @param words the values, without quotes
 * @param rest the rest of the line as it is written, with quotes and comments, for a keyword that takes a command
 * @param text the line
 * @param place file and line
 * @param own whether the line counts by the name of this host, and not by a pattern or for all hosts
 */
public record Said(Keyword keyword, List<String> words, String rest, String text, String place, boolean own) {
    public Said {
        words = List.copyOf(words);
    }

    /** The first value; empty if the line has none. */
    public String word() {
        return words.isEmpty() ? "" : words.getFirst();
    }

    /** Whether another line says the same. */
    boolean isSame(Said other) {
        return keyword == other.keyword
                && (keyword.form() == Form.COMMAND
                        ? rest.strip().equals(other.rest.strip())
                        : words.equals(other.words));
    }

    boolean isNone() {
        return words.size() == 1 && word().equalsIgnoreCase("none");
    }

    /** Whether the rest of the line is {@code none}: of a keyword that takes a command. */
    boolean isNoCommand() {
        return rest.strip().equalsIgnoreCase("none");
    }
}
