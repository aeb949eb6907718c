package dev.headroom.backend.parse;

import dev.headroom.ma2scf.model.Endpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * One line of a tool's output, with its place for error sentences.
 *
 * @param tool the command that printed it
 * @param number from 1
 */
public record Line(String tool, int number, String text) {
    /** The exception for a line that holds something else than {@code expected}. */
    public ParseException surprise(String expected) {
        return new ParseException(tool, number, text, expected);
    }

    /** The words of the line, separated by spaces. */
    public List<String> words() {
        // By hand, as the numbers and addresses below: patterns took a third of the time that a frame costs.
        String stripped = text.strip();
        List<String> words = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i <= stripped.length(); i++) {
            if (i == stripped.length() || isBlank(stripped.charAt(i))) {
                if (i > begin) {
                    words.add(stripped.substring(begin, i));
                }
                begin = i + 1;
            }
        }
        return Collections.unmodifiableList(words);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    /**
     * A counter: a whole number of at least 0, with at most 18 digits.
     *
     * @throws ParseException if {@code word} is none
     */
    public long count(String word) {
        if (!consistsOfDigits(word, 18)) {
            throw surprise("a number instead of '" + word + "'");
        }
        return Long.parseLong(word);
    }

    private static boolean consistsOfDigits(String word, int most) {
        return !word.isEmpty() && word.length() <= most && consistsOf(word, "0123456789");
    }

    private static boolean consistsOf(String word, String characters) {
        for (int i = 0; i < word.length(); i++) {
            if (characters.indexOf(word.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
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
        int colon = word.lastIndexOf(':');
        String host = colon < 0 ? "" : word.substring(0, colon);
        boolean bracketed = host.length() > 2 && host.startsWith("[") && host.endsWith("]");
        String address = bracketed ? host.substring(1, host.length() - 1) : host;
        String port = word.substring(colon + 1);
        if (address.isEmpty()
                || !consistsOf(address, bracketed ? "0123456789ABCDEFabcdef:." : "0123456789.")
                || !consistsOfDigits(port, 5)) {
            throw surprise("an address and a port instead of '" + word + "'");
        }
        return checked(() -> new Endpoint(address, number(port)));
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
