package dev.headroom.bench.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Requests in each minute of many days, as in the public World Cup 1998 trace: a gzip file of lines {@code 1998-06-10
 * 15:04:00,31415} under a heading {@code period,count}.
 *
 * @param days complete days only, in order
 */
public record RequestLog(SortedMap<LocalDate, DayCurve> days) {
    private static final int MINUTES = 24 * 60;
    /** A day that lacks more minutes is left out. */
    private static final int MOST_MISSING = 30;

    private static final Pattern LINE =
            Pattern.compile("(\\d{4}-[01]\\d-[0-3]\\d) ([0-2]\\d):([0-5]\\d):\\d\\d,(\\d{1,9})");

    public RequestLog {
        days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
    }

    /**
     * Reads a log.
     *
     * @throws IOException if the file cannot be read or a line is not of this form; its message names the line
     */
    public static RequestLog read(Path file) throws IOException {
        SortedMap<LocalDate, Double[]> counts = new TreeMap<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
            String line = reader.readLine();
            for (int number = 1; line != null; number++) {
                if (!line.isBlank() && !line.equals("period,count")) {
                    Matcher matcher = LINE.matcher(line.strip());
                    if (!matcher.matches()) {
                        throw new IOException("%s:%d: expected 'YYYY-MM-DD HH:MM:SS,count', found '%s'."
                                .formatted(file, number, line));
                    }
                    int minute = Integer.parseInt(matcher.group(2)) * 60 + Integer.parseInt(matcher.group(3));
                    counts.computeIfAbsent(LocalDate.parse(matcher.group(1)), _ -> new Double[MINUTES])[
                                    Math.min(minute, MINUTES - 1)] =
                            Double.valueOf(matcher.group(4));
                }
                line = reader.readLine();
            }
        } catch (ZipException e) {
            throw new IOException("%s is not a gzip file: %s.".formatted(file, e.getMessage()), e);
        }
        SortedMap<LocalDate, DayCurve> days = new TreeMap<>();
        counts.forEach((day, minutes) -> complete(day, minutes).ifPresent(curve -> days.put(day, curve)));
        return new RequestLog(days);
    }

    /** The curve of a day; a missing minute has the count of the minute before. */
    private static Optional<DayCurve> complete(LocalDate day, Double[] counts) {
        List<Double> minutes = new ArrayList<>();
        int missing = 0;
        double last = 0;
        for (Double count : counts) {
            Optional<Double> known = Optional.ofNullable(count);
            missing += known.isPresent() ? 0 : 1;
            last = known.orElse(last);
            minutes.add(last);
        }
        return missing <= MOST_MISSING ? Optional.of(new DayCurve(day.toString(), minutes)) : Optional.empty();
    }
}
