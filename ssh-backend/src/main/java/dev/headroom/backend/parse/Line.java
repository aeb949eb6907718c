package dev.headroom.backend.parse;

import dev.headroom.ma2scf.model.Endpoint;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a tool's output, with its place for error sentences.
 *
 * @param tool the command that printed it
 * @param number from 1
 */
public record Line(String tool, int number, String text) {
    private static final Pattern ENDPOINT = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([0-9.]+)):(\\d{1,5})");
    private static final Pattern COUNT = Pattern.compile("\\d{1,18}");

    /** The exception for a line that holds something else than {@code expected}. */
    public ParseException surprise(String expected) {
        return new ParseException(tool, number, text, expected);
    }

    /** The words of the line, separated by spaces. */
    public List<String> words() {
        String stripped = text.strip();
        return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+", -1));
    }

    /**
     * A counter: a whole number of at least 0, with at most 18 digits.
     *
     * @throws ParseException if {@code word} is none
     */
    public long count(String word) {
        if (!COUNT.matcher(word).matches()) {
            throw surprise("a number instead of '" + word + "'");
        }
        return Long.parseLong(word);
    }

    /**
     * A whole number of at least 0 that fits an {@code int}.
     *
     * @throws ParseException if {@code word} is none
     */
    public int number(String word) {
        long value = count(word);
        if (value > Integer.MAX_VALUE) {
            throw surprise("a smaller number than " + word);
        }
        return (int) value;
    }

    /**
     * A numeric address with a port, as ipvsadm prints it.
     *
     * @throws ParseException if {@code word} is none
     */
    public Endpoint endpoint(String word) {
        Matcher matcher = ENDPOINT.matcher(word);
        if (!matcher.matches()) {
            throw surprise("an address and a port instead of '" + word + "'");
        }
        String address = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return checked(() -> new Endpoint(address, number(matcher.group(3))));
    }

    /**
     * The value that {@code maker} makes of the text.
     *
     * @throws ParseException if the model refuses the value
     */
    public <T> T checked(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            ParseException surprise = surprise("something else: " + e.getMessage());
            surprise.initCause(e);
            throw surprise;
        }
    }
}
