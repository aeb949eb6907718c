package dev.headroom.backend.parse;

/**
 * A host's tool printed something that is not understood. Nothing of that frame may be used: a guess could become a wrong command.
 */
public final class ParseException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int EXCERPT = 120;

    /**
     * @param tool the command that printed it
     * @param line from 1; 0 where it is not about one line
     * @param found the text
     * @param expected what should have stood there
     */
    public ParseException(String tool, int line, String found, String expected) {
        super("%s: %s'%s' is not understood; expected was %s."
                .formatted(tool, line > 0 ? "line " + line + " " : "", excerpt(found), expected));
    }

    private static String excerpt(String text) {
        return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…";
    }
}
