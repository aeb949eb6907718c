package dev.headroom.share.man;

import java.util.List;
import java.util.Locale;

/** Text of a manual page in the macros of man(7). */
final class Roff {
    /** Of a line, in characters: readers of manual pages call longer ones bad style. */
    private static final int WIDTH = 79;

    private final StringBuilder text = new StringBuilder();

    /** The first line. Its day is not escaped: its readers parse it. */
    Roff title(String page, ManPage.Common common) {
        text.append(".TH %s %d %s \"Headroom %s\" \"Headroom\"\n"
                .formatted(escaped(page.toUpperCase(Locale.ROOT)), common.section(), common.date(), common.version()));
        return this;
    }

    /** A macro with its arguments, each quoted. */
    Roff macro(String name, String... arguments) {
        text.append('.').append(name);
        for (String argument : arguments) {
            text.append(" \"").append(escaped(argument).replace("\"", "\\(dq")).append('"');
        }
        text.append('\n');
        return this;
    }

    /** A line of what {@link #escaped}, {@link #bold} and {@link #italic} made, broken where it is long. */
    Roff line(String made) {
        int width = 0;
        for (String word : List.of(made.split(" ", -1))) {
            if (width > 0 && width + 1 + word.length() > WIDTH) {
                text.append('\n');
                width = 0;
            } else if (width > 0) {
                text.append(' ');
                width++;
            }
            boolean control = width == 0 && (word.startsWith(".") || word.startsWith("'"));
            text.append(control ? "\\&" : "").append(word);
            width += word.length();
        }
        text.append('\n');
        return this;
    }

    /** A paragraph; a line break in it begins another. */
    Roff paragraphs(String plain) {
        boolean first = true;
        for (String part : plain.strip().lines().filter(each -> !each.isBlank()).toList()) {
            if (!first) {
                macro("PP");
            }
            line(escaped(part.strip()));
            first = false;
        }
        return this;
    }

    static String bold(String plain) {
        return "\\fB" + escaped(plain) + "\\fR";
    }

    static String italic(String plain) {
        return "\\fI" + escaped(plain) + "\\fR";
    }

    /** Hyphens stay as typed, so that an option can be copied; quotes and carets too. */
    static String escaped(String plain) {
        StringBuilder escaped = new StringBuilder();
        plain.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> escaped.append("\\e");
                case '-' -> escaped.append("\\-");
                case '\'' -> escaped.append("\\(aq");
                case '`' -> escaped.append("\\(ga");
                case '^' -> escaped.append("\\(ha");
                case '~' -> escaped.append("\\(ti");
                case '–' -> escaped.append("\\(en");
                case '≥' -> escaped.append("\\(>=");
                case '×' -> escaped.append("\\(mu");
                default -> {
                    if (c > 126) {
                        escaped.append("\\[u%04X]".formatted(c));
                    } else {
                        escaped.appendCodePoint(c);
                    }
                }
            }
        });
        return escaped.toString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
