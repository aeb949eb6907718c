package dev.headroom.bench.finder;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of a problem.
 *
 * @param servers at least 1
 * @param services at least 1
 */
public record Scale(int servers, int services) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})[xX×](\\d{1,6})");
    private static final int MOST = 100_000;

    /** The sizes of the benchmark, from one rack to one data centre. */
    public static final List<Scale> ALL = List.of(
            new Scale(100, 4),
            new Scale(1_000, 8),
            new Scale(1_000, 100),
            new Scale(10_000, 100),
            new Scale(10_000, 1_000),
            new Scale(10_000, 5_000));

    public Scale {
        if (servers < 1 || services < 1 || servers > MOST || services > MOST) {
            throw new IllegalArgumentException(
                    "A scale (%dx%d) must have 1..%d servers and services.".formatted(servers, services, MOST));
        }
    }

    /**
     * Reads {@code 1000x100}.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static Scale parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'%s' must be written as SERVERSxSERVICES, such as 1000x100.".formatted(text));
        }
        return new Scale(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    @Override
    public String toString() {
        return servers + "x" + services;
    }
}
