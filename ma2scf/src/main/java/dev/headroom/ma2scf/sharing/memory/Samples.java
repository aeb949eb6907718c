package dev.headroom.ma2scf.sharing.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What was measured of each of several subjects of late, and whether it was above a limit for most of that time: m of k readings, for a
 * single low one among many must not hide an overload, nor a single high one be one. Immutable. See decision 0071.
 *
 * @param all newest last; in order of subject
 * @param <K> what is measured
 */
public record Samples<K extends Comparable<K>>(SortedMap<K, List<Sample>> all) {
    /** So many of the readings must be above: Sandpiper (NSDI 2007) has 17 of 20 in its implementation by others. */
    private static final double MOST = 0.85;
    /** Readings closer together than this part of the hold time are one: so many of a subject are kept at most, and two. */
    private static final int KEPT = 60;

    private static final int LEAST_FOR_A_TREND = 5;

    public Samples {
        SortedMap<K, List<Sample>> copy = new TreeMap<>();
        all.forEach((subject, samples) -> copy.put(subject, List.copyOf(samples)));
        all = Collections.unmodifiableSortedMap(copy);
    }

    /** One reading, in the unit of the limit that it is compared with. */
    public record Sample(Instant at, double value) {}

    public static <K extends Comparable<K>> Samples<K> none() {
        return new Samples<K>(new TreeMap<K, List<Sample>>());
    }

    private List<Sample> of(K subject) {
        return all.getOrDefault(subject, List.of());
    }

    /**
     * These with one more reading; one of the same moment replaces the last, and an older one changes nothing. What is older than {@code hold} is
     * dropped, but for the last that is: it tells what was so when the hold time began.
     */
    public Samples<K> seen(K subject, Sample sample, Duration hold) {
        List<Sample> samples = new ArrayList<>(of(subject));
        if (!samples.isEmpty() && samples.getLast().at().isAfter(sample.at())) {
            return this;
        }
        if (!samples.isEmpty() && isReplaced(samples, sample, hold)) {
            samples.removeLast();
        }
        samples.add(sample);
        Instant begin = sample.at().minus(hold);
        while (samples.size() > 1 && !samples.get(1).at().isAfter(begin)) {
            samples.removeFirst();
        }
        return with(subject, samples);
    }

    /** Whether {@code next} takes the place of the newest, which is of the same moment or close to the one before. */
    private static boolean isReplaced(List<Sample> samples, Sample next, Duration hold) {
        Instant newest = samples.getLast().at();
        Duration apart = hold.dividedBy(KEPT);
        return newest.equals(next.at())
                || (samples.size() > 1
                        && Duration.between(samples.get(samples.size() - 2).at(), next.at())
                                        .compareTo(apart)
                                < 0);
    }

    /** Whether the newest reading is of that moment. */
    public boolean has(K subject, Instant at) {
        List<Sample> samples = of(subject);
        return !samples.isEmpty() && samples.getLast().at().equals(at);
    }

    /** These after a look that told nothing of {@code subject}: what is older than {@code hold} says nothing any more. */
    public Samples<K> missed(K subject, Duration hold, Instant now) {
        List<Sample> samples = of(subject);
        boolean isOld = samples.isEmpty()
                || Duration.between(samples.getLast().at(), now).compareTo(hold) > 0;
        return isOld ? without(subject) : this;
    }

    public Samples<K> without(K subject) {
        return all.containsKey(subject) ? with(subject, List.of()) : this;
    }

    private Samples<K> with(K subject, List<Sample> samples) {
        SortedMap<K, List<Sample>> next = new TreeMap<>(all);
        if (samples.isEmpty()) {
            next.remove(subject);
        } else {
            next.put(subject, samples);
        }
        return new Samples<>(next);
    }

    /** Whether it has been above {@code limit} for {@code hold}, see {@link #aboveFor}. */
    public boolean isAbove(K subject, double limit, Duration hold) {
        return heldFor(subject, sample -> sample.value() > limit)
                .filter(time -> time.compareTo(hold) >= 0)
                .isPresent();
    }

    /** Whether it has been at most {@code limit} for {@code hold}, in the same sense. */
    public boolean isWithin(K subject, double limit, Duration hold) {
        return heldFor(subject, sample -> sample.value() <= limit)
                .filter(time -> time.compareTo(hold) >= 0)
                .isPresent();
    }

    /** For how long it has been above {@code limit} in most readings, the first and the newest among them; zero if it is not. */
    public Duration aboveFor(K subject, double limit) {
        return heldFor(subject, sample -> sample.value() > limit).orElse(Duration.ZERO);
    }

    private Optional<Duration> heldFor(K subject, Predicate<Sample> test) {
        List<Sample> samples = of(subject);
        if (samples.isEmpty() || !test.test(samples.getLast())) {
            return Optional.empty();
        }
        int counted = 0;
        Instant since = samples.getLast().at();
        for (int i = samples.size() - 1; i >= 0; i--) {
            if (test.test(samples.get(i))) {
                counted++;
                if (counted >= MOST * (samples.size() - i)) {
                    since = samples.get(i).at();
                }
            }
        }
        return Optional.of(Duration.between(since, samples.getLast().at()));
    }

    /**
     * What the subject will be at {@code ahead} after the newest reading, if it goes on as it went: along the median of the slopes
     * between all pairs of readings (Theil 1950, Sen 1968), which a few readings far off do not move. Empty below five readings.
     */
    public Optional<Double> expected(K subject, Duration ahead) {
        List<Sample> samples = of(subject);
        if (samples.size() < LEAST_FOR_A_TREND) {
            return Optional.empty();
        }
        List<Double> slopes = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            for (int j = i + 1; j < samples.size(); j++) {
                double seconds = seconds(
                        Duration.between(samples.get(i).at(), samples.get(j).at()));
                slopes.add((samples.get(j).value() - samples.get(i).value()) / seconds);
            }
        }
        double middle = median(samples.stream().map(Sample::value).toList());
        double slope = median(slopes);
        double half = seconds(Duration.between(
                        samples.getFirst().at(), samples.getLast().at()))
                / 2;
        return Optional.of(middle + slope * (half + seconds(ahead)));
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
