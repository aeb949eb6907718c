package dev.headroom.backend.remote.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers and times as OpenSSH reads them. */
final class Numbers {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");
    private static final Pattern TIME_PART = Pattern.compile("\\G([0-9]{1,10})([sSmMhHdDwW]?)");

    private Numbers() {}

    static boolean within(String text, long least, long most) {
        return DIGITS.matcher(text).matches() && Long.parseLong(text) >= least && Long.parseLong(text) <= most;
    }

    /** A time such as {@code 90}, {@code 2m} or {@code 1h30m}. */
    static Optional<Duration> seconds(String text) {
        Matcher part = TIME_PART.matcher(text);
        long total = 0;
        int end = 0;
        while (part.find()) {
            total += Long.parseLong(part.group(1)) * unit(part.group(2));
            end = part.end();
        }
        boolean whole = end == text.length() && !text.isEmpty();
        return whole && total <= Integer.MAX_VALUE ? Optional.of(Duration.ofSeconds(total)) : Optional.empty();
    }

    private static int unit(String letter) {
        return switch (letter) {
            case "m", "M" -> 60;
            case "h", "H" -> 3_600;
            case "d", "D" -> 86_400;
            case "w", "W" -> 604_800;
            default -> 1;
        };
    }
}
