package dev.headroom.share.man;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/** Plain text from what the command line says of itself. */
public final class Texts {
    private static final Pattern SENTENCE = Pattern.compile("^(.+?)\\.(?:\\s|$)", Pattern.DOTALL);

    private Texts() {}

    /** The lines of a description as one text: {@code %n} is a line break in it, a line's end is none. */
    public static String description(String[] lines) {
        return String.format(String.join(" ", lines)).strip();
    }

    /** The first sentence, with its full stop. */
    public static String firstSentence(String text) {
        Matcher first = SENTENCE.matcher(text);
        return first.find() ? first.group(1) + "." : text;
    }

    /** For the line NAME: no capital, no full stop. */
    static String summary(CommandSpec command) {
        String first = firstSentence(description(command.usageMessage().description()));
        String bare = first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
        boolean proper = bare.length() > 1 && Character.isUpperCase(bare.charAt(1));
        return proper ? bare : bare.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + bare.substring(1);
    }
}
