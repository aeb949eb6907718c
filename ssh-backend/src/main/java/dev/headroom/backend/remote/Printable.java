package dev.headroom.backend.remote;

/**
 * Makes the text of a host safe to show on a terminal or in a window. The host controls what it prints: escape
 * sequences could rewrite the screen, and marks that turn the direction of writing could make a command look like
 * another. What an operator gives is held to the same. Pure.
 */
public final class Printable {
    private Printable() {}

    /**
     * {@code text} with every character that controls a terminal or the direction of writing spelled out, such as
     * {@code \\x1b}; tabs and ends of lines stay. Returns {@code text} itself if it has no such character.
     */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (steers(text, i)) {
                return spelled(text, i);
            }
        }
        return text;
    }

    /** The same as one line: tabs and ends of lines are spelled out, too. */
    public static String line(String text) {
        StringBuilder result = new StringBuilder(text.length());
        String known = of(text);
        for (int i = 0; i < known.length(); i++) {
            char c = known.charAt(i);
            result.append(c < ' ' ? "\\x%02x".formatted((int) c) : String.valueOf(c));
        }
        return result.toString();
    }

    /** Whether {@code text} is one line without a character that controls a terminal or the direction of writing. */
    public static boolean isOneLine(String text) {
        return line(text).equals(text);
    }

    private static String spelled(String text, int first) {
        StringBuilder result = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!steers(text, i)) {
                result.append(c);
            } else if (c < 0x80) {
                result.append("\\x%02x".formatted((int) c));
            } else {
                result.append("\\u%04x".formatted((int) c));
            }
        }
        return result.toString();
    }

    private static boolean steers(String text, int at) {
        char c = text.charAt(at);
        if (c >= ' ' && c < 0x7f) {
            return false;
        }
        boolean endsLine = c == '\n' || (c == '\r' && (at + 1 == text.length() || text.charAt(at + 1) == '\n'));
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c != '\t' && !endsLine;
            case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
