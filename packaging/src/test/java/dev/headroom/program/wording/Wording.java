package dev.headroom.program.wording;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells by its looks what a string constant is. The rule, in this order:
 *
 * <ol>
 *   <li>Without a letter, in {@link #NAMES}, or a regular expression (a backslash, <code>(?</code> or a bound in braces): protocol.
 *   <li>No space in it, and not one word with a capital ({@code loan-card}, {@code maxWeight}, {@code FAILED}): protocol.
 *   <li>A capital or a hole first, and a full stop at the end or before a space: a sentence, for people.
 *   <li>In a package that {@linkplain #SPELLERS spells commands or reads formats}: not decided.
 *   <li>One word with a capital ({@code Failed}), or nothing but words, spaces and the punctuation of prose: for people.
 *   <li>All else: not decided.
 * </ol>
 *
 * <p>What is not decided stays as it is, and is listed.
 */
final class Wording {
    /** What is done with a constant. */
    enum Kind {
        FOR_PEOPLE,
        PROTOCOL,
        UNDECIDED
    }

    /** Words with a capital that a program reads: JavaFX's name of its headless platform. */
    private static final Set<String> NAMES = Set.of("Headless");

    /** Here words with spaces may be a command, or a line of somebody else's format. */
    private static final Pattern SPELLERS =
            Pattern.compile("dev/headroom/backend/(command|agent|runtime|parse|json|remote/config|remote/trust)/.*");

    /** What is put into a text at run time: of a concatenation, of {@code formatted}, of the logger. */
    static final Pattern HOLE = Pattern.compile("[\\x01\\x02]|%(?:\\d+\\$)?[-#+ 0,(]*\\d*(?:\\.\\d+)?[a-zA-Z%]|\\{}");

    private static final Pattern LETTER = Pattern.compile("\\p{L}");
    private static final Pattern EXPRESSION = Pattern.compile("\\\\|\\(\\?|\\{\\d+,");
    private static final Pattern ONE_WORD = Pattern.compile("\\p{Lu}\\p{Ll}+");
    private static final Pattern SPACE = Pattern.compile("[ \\xa0]");
    private static final Pattern OPTION = Pattern.compile("(^|\\s)-{1,2}\\p{L}");
    private static final Pattern PROSE =
            Pattern.compile("(?:[\\p{L}\\p{N}\\s\\xa0.,:;'’\"()?!%…·→≥≤±×–—−+&-]|(?<=\\p{L})/)*");
    private static final Pattern SENTENCE = Pattern.compile("\\p{Lu}.*[.?!](?: .*)?", Pattern.DOTALL);

    private Wording() {}

    static Kind of(String className, String text) {
        if (!LETTER.matcher(HOLE.matcher(text).replaceAll("")).find()
                || NAMES.contains(text)
                || EXPRESSION.matcher(text).find()) {
            return Kind.PROTOCOL;
        }
        String prose = HOLE.matcher(text).replaceAll("X");
        boolean word = ONE_WORD.matcher(text).matches();
        if (!word && !SPACE.matcher(prose).find()) {
            return Kind.PROTOCOL;
        }
        if (SENTENCE.matcher(prose.strip()).matches()) {
            return Kind.FOR_PEOPLE;
        }
        boolean plain = PROSE.matcher(prose).matches() && !OPTION.matcher(prose).find();
        return (word || plain) && !SPELLERS.matcher(className).matches() ? Kind.FOR_PEOPLE : Kind.UNDECIDED;
    }
}
