package dev.headroom.ma2scf.sharing.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What was measured of one subject of late, and whether it was above a limit for most of that time: m of k readings, for a single low one
 * among many must not hide an overload, nor a single high one be one. Immutable. See decision 0071.
 *
 * @param all newest last
 */
public record Series(List<Sample> all) {
    public static final Series NONE = new Series(List.of());

    /** So many of the readings must be above: Sandpiper (NSDI 2007) has 17 of 20 in its implementation by others. */
    private static final double MOST = 0.85;
    /** Readings closer together than this part of the hold time are one: so many are kept at most, and two. */
    private static final int KEPT = 60;

    private static final int LEAST_FOR_A_TREND = 5;

    public Series {
        all = List.copyOf(all);
    }

    /** One reading, in the unit of the limit that it is compared with. */
    public record Sample(Instant at, double value) {}

    /**
     * This with one more reading; one of the same moment replaces the last, and an older one changes nothing. What is older than {@code hold} is
     * dropped, but for the last that is: it tells what was so when the hold time began.
     */
    public Series seen(Sample sample, Duration hold) {
        List<Sample> samples = new ArrayList<>(all);
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
        return new Series(samples);
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
    public boolean has(Instant at) {
        return !all.isEmpty() && all.getLast().at().equals(at);
    }

    /** This after a look that told nothing: what is older than {@code hold} says nothing any more. */
    public Series missed(Duration hold, Instant now) {
        return all.isEmpty() || Duration.between(all.getLast().at(), now).compareTo(hold) <= 0 ? this : NONE;
    }

    /** Whether it has been above {@code limit} for {@code hold}, see {@link #aboveFor}. */
    public boolean isAbove(double limit, Duration hold) {
        return lasted(sample -> sample.value() > limit, hold);
    }

    /** Whether it has been at most {@code limit} for {@code hold}, in the same sense. */
    public boolean isWithin(double limit, Duration hold) {
        return lasted(sample -> sample.value() <= limit, hold);
    }

    private boolean lasted(Predicate<Sample> test, Duration hold) {
        return heldFor(test).filter(time -> time.compareTo(hold) >= 0).isPresent();
    }

    /** For how long it has been above {@code limit} in most readings, the first and the newest among them; zero if it is not. */
    public Duration aboveFor(double limit) {
        return heldFor(sample -> sample.value() > limit).orElse(Duration.ZERO);
    }

    private Optional<Duration> heldFor(Predicate<Sample> test) {
        if (all.isEmpty() || !test.test(all.getLast())) {
            return Optional.empty();
        }
        int counted = 0;
        Instant since = all.getLast().at();
        for (int i = all.size() - 1; i >= 0; i--) {
            if (test.test(all.get(i))) {
                counted++;
                if (counted >= MOST * (all.size() - i)) {
                    since = all.get(i).at();
                }
            }
        }
        return Optional.of(Duration.between(since, all.getLast().at()));
    }

    /**
     * What it will be at {@code ahead} after the newest reading, if it goes on as it went: along the median of the slopes
     * between all pairs of readings (Theil 1950, Sen 1968), which a few readings far off do not move. Empty below five readings.
     */
    public Optional<Double> expected(Duration ahead) {
        if (all.size() < LEAST_FOR_A_TREND) {
            return Optional.empty();
        }
        List<Double> slopes = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                double seconds =
                        seconds(Duration.between(all.get(i).at(), all.get(j).at()));
                slopes.add((all.get(j).value() - all.get(i).value()) / seconds);
            }
        }
        double middle = median(all.stream().map(Sample::value).toList());
        double slope = median(slopes);
        double half =
                seconds(Duration.between(all.getFirst().at(), all.getLast().at())) / 2;
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
