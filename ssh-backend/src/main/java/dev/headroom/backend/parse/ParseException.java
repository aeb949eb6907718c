package dev.headroom.backend.parse;

import java.util.Objects;

/**
 * A host's tool printed something that is not understood. A guess could become a wrong command, so the reader that
 * catches this leaves out the entry concerned. It never leaves this package, {@code runtime} and {@code agent}. See
 * decision 0014.
 */
public final class ParseException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int EXCERPT = 120;
    /** What was expected may quote a word of the text, and so is cut off too. */
    private static final int EXPECTED = 300;

    /**
     * @param tool the command that printed it
     * @param line from 1; 0 if the error is not about one line
     * @param found the text
     * @param expected what should have stood there
     */
    public ParseException(String tool, int line, String found, String expected) {
        super("%s: %s'%s' is not understood; expected was %s."
                .formatted(
                        excerpt(tool, EXPECTED),
                        line > 0 ? "line " + line + " " : "",
                        excerpt(found, EXCERPT),
                        excerpt(expected, EXPECTED)));
    }

    /** The sentence for the operator: the tool, the line, and what should have stood there. */
    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }

    private static String excerpt(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
