package dev.headroom.program.wording;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The character that rewords a text: put in front of it, and behind the first letter of each of its words, so that neither
 * {@code equals} nor {@code startsWith} nor {@code contains} finds what it looks for. Each place in the code has a mark of its own: two places
 * that say the same no longer say the same.
 */
final class Mark {
    private static final int FIRST = 0x4e00;
    private static final int COUNT = 20_000;
    private static final Pattern ANY = Pattern.compile("[\\x{4e00}-\\x{9c1f}]");
    private static final Pattern WORD = Pattern.compile(Wording.HOLE.pattern() + "|\\p{L}+");

    private Mark() {}

    /** The text with the mark of the nth constant of a class. */
    static String put(String text, String className, int nth) {
        String mark = Character.toString(FIRST + Math.floorMod(31 * className.hashCode() + nth, COUNT));
        return mark + WORD.matcher(text).replaceAll(word -> quoted(broken(word, mark)));
    }

    private static String broken(MatchResult word, String mark) {
        String text = word.group();
        return Character.isLetter(text.codePointAt(0)) ? text.charAt(0) + mark + text.substring(1) : text;
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("$", "\\$");
    }

    /** What it would say if nothing were reworded. */
    static String without(String text) {
        return ANY.matcher(text).replaceAll("");
    }
}
