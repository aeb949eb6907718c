package dev.headroom.console.fx;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Formats numbers for the operator: grouped by thousands, the unit after a space. Pure. */
public final class NumberText {
    public static final String RATE = "conn/s";
    /** In place of an unknown number. */
    public static final String UNKNOWN = "—";

    private static final Pattern UNIT = Pattern.compile(
            "(\\d) (%|conn/s|cores\\b|min\\b|[sh]\\b|serving|stand-by|on loan|changing|failed|not read|unrelated|steps?\\b)");

    private NumberText() {}

    /** {@code 1,240}. */
    public static String whole(double value) {
        return whole(Math.round(value));
    }

    /** {@code 1,240}. */
    public static String whole(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code ≥ 1,240} where more than the number is possible, else the number. */
    public static String atLeast(String number, boolean moreIsPossible) {
        return (moreIsPossible ? "≥ " : "") + number;
    }

    /** {@code 1,240 conn/s}. */
    public static String rate(double connectionsPerSecond) {
        return whole(connectionsPerSecond) + " " + RATE;
    }

    /** {@code 31 %} for 0.31: rounded as in the sentences of the rules. */
    public static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.0f %%", fraction * 100);
    }

    /** {@code 2.4 cores}. */
    public static String cores(double cores) {
        return String.format(Locale.ROOT, "%.1f cores", cores);
    }

    /** The text with no-break spaces between numbers and units. */
    public static String unbroken(String text) {
        return UNIT.matcher(text).replaceAll("$1\u00a0$2");
    }

    /** The text with every word longer than {@code most} characters cut in its middle: {@code produ…-web-12}. */
    public static String shortened(String text, int most) {
        return Arrays.stream(text.split(" ", -1))
                .map(word -> word.length() <= most
                        ? word
                        : word.substring(0, most / 2 - 1) + "…" + word.substring(word.length() - most / 2))
                .collect(Collectors.joining(" "));
    }

    /** {@code 1 loan}, {@code 2 loans}. */
    public static String count(long count, String one) {
        return whole(count) + " " + one + (count == 1 ? "" : "s");
    }
}
