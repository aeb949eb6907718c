package dev.headroom.console.fx;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats times for the operator. Pure. */
public final class TimeText {
    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss z", Locale.ROOT);

    private TimeText() {}

    /** {@code 12 s}, {@code 4 min}, {@code 3 h}, {@code 2 d}; never below 0. */
    public static String length(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7_200) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800 ? seconds / 3_600 + " h" : seconds / 86_400 + " d";
    }

    /** {@code 12 s ago}. */
    public static String ago(Instant at, Instant now) {
        return length(Duration.between(at, now)) + " ago";
    }

    /** To the second, with the time zone. */
    public static String exact(Instant at) {
        return EXACT.format(at.atZone(ZoneId.systemDefault()));
    }
}
