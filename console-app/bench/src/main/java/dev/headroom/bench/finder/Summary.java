package dev.headroom.bench.finder;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The result of one finder on one problem over several seeds: medians, because a single seed may be untypical.
 *
 * @param share the served part of the demand, 0..1
 * @param oursHere the changes of Headroom's finder for the same amount, of the seed with the median; empty where a
 * seed lacks it
 */
record Summary(
        String family,
        String trial,
        String finder,
        double pairs,
        double share,
        OptionalDouble gap,
        double starts,
        double stops,
        Optional<Changes> oursHere,
        double coldMillis,
        double cpuMillis,
        OptionalDouble nextMillis,
        double allocated,
        double peak,
        boolean cutShort,
        int violations) {

    /** One summary for each trial and finder, in the order of the rows. */
    static List<Summary> of(List<Row> rows) {
        Map<List<String>, List<Row>> groups = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> List.of(row.trial(), row.finder()), LinkedHashMap::new, Collectors.toList()));
        return groups.values().stream().map(Summary::summary).toList();
    }

    private static Summary summary(List<Row> rows) {
        Row first = rows.getFirst();
        return new Summary(
                first.family(),
                first.trial(),
                first.finder(),
                median(rows, Row::pairs),
                median(rows, Row::share),
                medianOf(rows, Row::gap),
                median(rows, Row::starts),
                median(rows, Row::stops),
                oursHere(rows),
                median(rows, row -> row.cold().millis()),
                median(rows, row -> row.cold().cpuMillis()),
                medianOf(rows, Row::nextMillis),
                median(rows, row -> row.cold().allocated()),
                median(rows, row -> row.cold().peak()),
                rows.stream().anyMatch(Row::cutShort),
                rows.stream().mapToInt(Row::violations).sum());
    }

    /** The ratio of the times of the first and the next frame. */
    OptionalDouble speedup() {
        return nextMillis.isPresent() && nextMillis.getAsDouble() > 0
                ? OptionalDouble.of(coldMillis / nextMillis.getAsDouble())
                : OptionalDouble.empty();
    }

    private static double median(List<Row> rows, ToDoubleFunction<Row> of) {
        double[] sorted = rows.stream().mapToDouble(of).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static Optional<Changes> oursHere(List<Row> rows) {
        List<Changes> known = rows.stream()
                .flatMap(row -> row.oursHere().stream())
                .sorted(Comparator.comparingInt(Changes::all))
                .toList();
        return known.size() == rows.size() ? Optional.of(known.get(known.size() / 2)) : Optional.empty();
    }

    /** The median over the seeds; empty if a seed has no value. */
    private static OptionalDouble medianOf(List<Row> rows, java.util.function.Function<Row, OptionalDouble> of) {
        double[] known = rows.stream()
                .map(of)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .sorted()
                .toArray();
        return known.length == rows.size()
                ? Arrays.stream(known).skip(known.length / 2).findFirst()
                : OptionalDouble.empty();
    }
}
