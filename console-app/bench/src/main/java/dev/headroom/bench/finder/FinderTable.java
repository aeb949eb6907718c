package dev.headroom.bench.finder;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Prints the results of a benchmark for people. The times of the first finder of the same run are printed beside
 * those of the others.
 */
public final class FinderTable {
    private static final String ROW = "  %-17s %8s %7s %7s %7s %11s %10s %10s %7s %10s %7s %9s %9s%n";

    private FinderTable() {}

    /** Prints one block for each problem. */
    public static void print(List<Row> rows, PrintWriter out) {
        Map<String, List<Summary>> trials = Summary.of(rows).stream()
                .collect(Collectors.groupingBy(Summary::trial, LinkedHashMap::new, Collectors.toList()));
        trials.forEach((trial, finders) -> {
            long seeds = rows.stream()
                    .filter(r -> r.trial().equals(trial))
                    .mapToLong(Row::seed)
                    .distinct()
                    .count();
            out.printf(
                    Locale.ROOT,
                    "%s: %.0f pairs, %d %s%n",
                    trial,
                    finders.getFirst().pairs(),
                    seeds,
                    seeds == 1 ? "seed" : "seeds, medians");
            out.printf(
                    ROW,
                    "finder",
                    "served",
                    "gap",
                    "starts",
                    "stops",
                    "ours here",
                    "cold ms",
                    "cpu ms",
                    "ratio",
                    "next ms",
                    "faster",
                    "alloc MB",
                    "peak MB");
            finders.forEach(finder -> print(finder, finders.getFirst(), out));
        });
        out.flush();
    }

    private static void print(Summary of, Summary first, PrintWriter out) {
        out.printf(
                ROW,
                of.finder(),
                percent(OptionalDouble.of(of.share())),
                percent(of.gap()),
                number(of.starts(), 0),
                number(of.stops(), 0),
                of.oursHere().map(Changes::toString).orElse("-"),
                number(of.coldMillis(), 1) + (of.cutShort() ? "!" : ""),
                number(of.cpuMillis(), 1),
                number(of.coldMillis() / first.coldMillis(), 2),
                number(of.nextMillis(), 1),
                number(of.speedup(), 1),
                number(of.allocated(), 1),
                number(of.peak(), 1));
        if (of.violations() > 0) {
            out.printf("  %s BREAKS %d RULES%n", of.finder(), of.violations());
        }
    }

    /** Prints the results of Headroom's finder after each deadline, one line for each problem. */
    public static void printAnytime(List<Anytime> runs, PrintWriter out) {
        out.printf(Locale.ROOT, "MA2SCF with deadlines: part of the proven bound (ms it took)%n  %-23s", "");
        Anytime.DEADLINES.forEach(deadline -> out.printf(Locale.ROOT, " %21s", deadline.toMillis() + " ms"));
        Map<String, List<Anytime>> trials = runs.stream()
                .collect(Collectors.groupingBy(
                        r -> r.trial() + ", seed " + r.seed(), LinkedHashMap::new, Collectors.toList()));
        trials.forEach((trial, line) -> {
            out.printf("%n  %-23s", trial);
            line.forEach(run -> out.printf(
                    " %21s",
                    String.format(Locale.ROOT, "%.3f %% (%.0f)", 100 * run.part(), run.millis())
                            + (run.violations() > 0 ? " BREAKS RULES" : "")));
        });
        out.println();
        out.flush();
    }

    /** Prints how time and memory grow with the number of pairs, for each family and finder with several sizes. */
    public static void printGrowth(List<Row> rows, PrintWriter out) {
        Map<List<String>, List<Summary>> groups = Summary.of(rows).stream()
                .collect(Collectors.groupingBy(
                        s -> List.of(s.family(), s.finder()), LinkedHashMap::new, Collectors.toList()));
        groups.forEach((key, sizes) -> {
            double time = exponent(sizes, Summary::coldMillis);
            double memory = exponent(sizes, Summary::allocated);
            if (!Double.isNaN(time) && !Double.isNaN(memory)) {
                out.printf(
                        Locale.ROOT,
                        "%s, %s: time grows as pairs^%.2f, allocation as pairs^%.2f%n",
                        key.getFirst(),
                        key.getLast(),
                        time,
                        memory);
            }
        });
        out.flush();
    }

    private static double exponent(List<Summary> sizes, ToDoubleFunction<Summary> of) {
        return Growth.exponent(sizes.stream()
                .map(s -> new Growth.Point(s.pairs(), of.applyAsDouble(s)))
                .toList());
    }

    private static String percent(OptionalDouble part) {
        return part.isPresent() ? String.format(Locale.ROOT, "%.2f %%", part.getAsDouble() * 100) : "-";
    }

    private static String number(OptionalDouble number, int digits) {
        return number.isPresent() ? number(number.getAsDouble(), digits) : "-";
    }

    private static String number(double number, int digits) {
        return Double.isNaN(number) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", number);
    }
}
