package dev.headroom.backend.parse;

import dev.headroom.ma2scf.model.Pressure;
import dev.headroom.ma2scf.model.Strain;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A section {@code strain}: pressure, and counters of which {@link #since} makes rates. A line that is not understood leaves its own
 * value unknown. Pure. See decision 0102.
 *
 * @param uptime of the host when the section was read; a section that is repeated says its old one
 * @param pressures by {@code cpu}, {@code memory}, {@code io}; only what the kernel tells
 * @param periods in which a CPU quota was counted, since the control group was made
 * @param throttled the periods among them in which the quota was used up
 * @param overflows connections dropped since boot because a queue of connections to accept was full
 * @param drops connections that listening sockets dropped since boot, for that and for other causes
 * @param sources the files that were read
 */
public record StrainCounts(
        Duration uptime,
        Map<String, Pressure> pressures,
        OptionalLong periods,
        OptionalLong throttled,
        OptionalLong overflows,
        OptionalLong drops,
        List<String> sources) {
    private static final String SOME = "some";
    private static final String FULL = "full";
    private static final List<String> RESOURCES = List.of("cpu", "memory", "io");
    private static final String AVERAGE = "avg10=";
    private static final int MOST_SOURCES = 8;

    public StrainCounts {
        pressures = Map.copyOf(pressures);
        sources = List.copyOf(sources);
    }

    /** What the section says; empty where it does not say when it was read. */
    public static Optional<StrainCounts> parse(Section section) {
        Map<String, Long> counts = new HashMap<>();
        Map<String, Double> shares = new HashMap<>();
        List<String> sources = new ArrayList<>();
        Optional<Duration> uptime = Optional.empty();
        for (Line line : section.read()) {
            List<String> words = line.words();
            String name = words.getFirst();
            if (name.equals("uptime") && words.size() == 3) {
                uptime = seconds(words.get(1));
            } else if (name.equals("from") && words.size() == 2 && sources.size() < MOST_SOURCES) {
                source(words.get(1)).ifPresent(sources::add);
            } else if (RESOURCES.contains(name) && words.size() >= 3) {
                share(words.get(2)).ifPresent(share -> shares.put(name + " " + words.get(1), share));
            } else if (words.size() == 2) {
                count(words.get(1)).ifPresent(count -> counts.put(name, count));
            }
        }
        return uptime.map(at -> new StrainCounts(
                at,
                pressures(shares),
                known(counts, "nr_periods"),
                known(counts, "nr_throttled"),
                known(counts, "ListenOverflows"),
                known(counts, "ListenDrops"),
                sources));
    }

    /**
     * What it shows, with rates from an earlier section of the same host or container. A rate is unknown without one, and where a
     * counter went down: then the host or the container was started anew.
     *
     * @param now the uptime of the host at the reading that the result is a part of
     */
    public Strain since(Optional<StrainCounts> earlier, Duration now) {
        Optional<StrainCounts> base = earlier.filter(e -> e.uptime.compareTo(uptime) < 0);
        return new Strain(
                Optional.ofNullable(pressures.get("cpu")),
                Optional.ofNullable(pressures.get("memory")),
                Optional.ofNullable(pressures.get("io")),
                base.flatMap(this::throttledSince),
                base.flatMap(e -> rate(e, e.overflows, overflows)),
                base.flatMap(e -> rate(e, e.drops, drops)),
                age(now),
                sources);
    }

    /** How long before {@code now}, an uptime of the host, it was read. */
    public Duration age(Duration now) {
        Duration age = now.minus(uptime);
        return age.isNegative() ? Duration.ZERO : age;
    }

    private Optional<Double> throttledSince(StrainCounts earlier) {
        if (periods.isEmpty() || throttled.isEmpty() || earlier.periods.isEmpty() || earlier.throttled.isEmpty()) {
            return Optional.empty();
        }
        long all = periods.getAsLong() - earlier.periods.getAsLong();
        long waited = throttled.getAsLong() - earlier.throttled.getAsLong();
        if (all < 0 || waited < 0) {
            return Optional.empty();
        }
        return Optional.of(all == 0 ? 0.0 : Math.min(1.0, (double) waited / all));
    }

    private Optional<Double> rate(StrainCounts earlier, OptionalLong before, OptionalLong after) {
        double seconds = uptime.minus(earlier.uptime).toMillis() / 1000.0;
        return before.isEmpty() || after.isEmpty() || after.getAsLong() < before.getAsLong() || seconds <= 0
                ? Optional.empty()
                : Optional.of((after.getAsLong() - before.getAsLong()) / seconds);
    }

    private static Map<String, Pressure> pressures(Map<String, Double> shares) {
        Map<String, Pressure> pressures = new HashMap<>();
        for (String resource : RESOURCES) {
            // Before Linux 5.13 the kernel tells no "full" of processors.
            Optional.ofNullable(shares.get(resource + " " + SOME))
                    .ifPresent(some -> pressures.put(
                            resource, new Pressure(some, Optional.ofNullable(shares.get(resource + " " + FULL)))));
        }
        return pressures;
    }

    private static OptionalLong known(Map<String, Long> counts, String name) {
        Long count = counts.get(name);
        return count == null ? OptionalLong.empty() : OptionalLong.of(count);
    }

    private static Optional<Double> share(String word) {
        return word.startsWith(AVERAGE)
                ? decimal(word.substring(AVERAGE.length()))
                        .map(percent -> percent.doubleValue() / 100)
                        .filter(share -> share <= 1)
                : Optional.empty();
    }

    private static Optional<Duration> seconds(String word) {
        return decimal(word)
                .map(number -> Duration.ofMillis(number.movePointRight(3).longValue()));
    }

    private static Optional<BigDecimal> decimal(String word) {
        boolean number = !word.isEmpty()
                && word.length() <= 16
                && word.charAt(0) != '.'
                && word.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.')
                && word.indexOf('.') == word.lastIndexOf('.');
        return number ? Optional.of(new BigDecimal(word)) : Optional.empty();
    }

    private static Optional<Long> count(String word) {
        return !word.isEmpty() && word.length() <= 18 && word.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Optional.of(Long.parseLong(word))
                : Optional.empty();
    }

    /** The name of a file, if it can be shown: a host chooses the names of control groups and interfaces. */
    static Optional<String> source(String path) {
        return path.length() <= 200 && path.chars().allMatch(c -> c > ' ' && c < 0x7F)
                ? Optional.of(path)
                : Optional.empty();
    }
}
