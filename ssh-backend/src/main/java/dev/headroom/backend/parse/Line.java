package dev.headroom.backend.parse;

import dev.headroom.ma2scf.model.Endpoint;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of a tool's output, which knows where it stands so that its errors can say so. */
public record Line(String tool, int number, String text) {
    private static final Pattern ENDPOINT = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([0-9.]+)):(\\d{1,5})");
    private static final Pattern COUNT = Pattern.compile("\\d{1,18}");

    public ParseException surprise(String expected) {
        return new ParseException(tool, number, text, expected);
    }

    public List<String> words() {
        String stripped = text.strip();
        return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+", -1));
    }

    /** A whole number of at least 0. Beyond 18 digits no counter is believed. */
    public long count(String word) {
        if (!COUNT.matcher(word).matches()) {
            throw surprise("a number instead of '" + word + "'");
        }
        return Long.parseLong(word);
    }

    public int number(String word) {
        long value = count(word);
        if (value > Integer.MAX_VALUE) {
            throw surprise("a smaller number than " + word);
        }
        return (int) value;
    }

    public Endpoint endpoint(String word) {
        Matcher matcher = ENDPOINT.matcher(word);
        if (!matcher.matches()) {
            throw surprise("an address and a port instead of '" + word + "'");
        }
        String address = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return checked(() -> new Endpoint(address, number(matcher.group(3))));
    }

    /** What the model makes of the text; what the model refuses is not understood. */
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
