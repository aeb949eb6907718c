package dev.headroom.bench.finder;

import dev.headroom.bench.finder.Row.Effort;
import dev.headroom.bench.trial.Feasibility;
import dev.headroom.ma2scf.placement.Placement;
import dev.headroom.ma2scf.placement.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.DoublePredicate;

/**
 * Gives each problem to every finder, one after the other on the calling thread, and measures. Times are comparable
 * only within one run.
 */
public final class FinderBench {
    private static final double MEGABYTE = 1e6;
    private static final double NANOS_A_MILLI = 1e6;
    /**
     * A run of more milliseconds needs no warm-up and no repetition: it compiles its own code, and its noise is
     * small.
     */
    private static final double LONG_MILLIS = 3_000;

    /** The greatest number of pairs for the solver: for more it needs its whole time to build the model. */
    private static final long MOST_PAIRS_SOLVED = 200_000;

    private static final long WARM_UP_NANOS = 100_000_000;

    private final BenchOptions options;
    private final List<Contestant> contestants;
    private final Consumer<String> progress;

    /** @param progress receives the name of the next measurement, since large problems take minutes */
    public FinderBench(BenchOptions options, Consumer<String> progress) {
        this(options, Contestant.all(), progress);
    }

    FinderBench(BenchOptions options, List<Contestant> contestants, Consumer<String> progress) {
        this.options = options;
        this.contestants = List.copyOf(contestants);
        this.progress = progress;
    }

    /** One row for each finder, Headroom's first, then the solver's where it has an answer. */
    public List<Row> run(Trial trial) throws IOException, InterruptedException {
        Problem problem = trial.problem().get();
        List<Row> rows = new ArrayList<>();
        for (Contestant contestant : contestants) {
            progress.accept("%s, seed %d: %s".formatted(trial.name(), trial.seed(), contestant.label()));
            Row row = row(trial, problem, contestant.label(), measure(contestant, problem));
            rows.add(rows.isEmpty() ? row : withOurs(row, problem));
        }
        if (options.solver().isPresent() && trial.made().isPresent() && Trial.pairs(problem) <= MOST_PAIRS_SOLVED) {
            Trial.Made made = trial.made().get();
            progress.accept("%s, seed %d: the solver".formatted(trial.name(), trial.seed()));
            options.solver()
                    .get()
                    .ask(made.regime(), made.scale(), trial.seed())
                    .ifPresent(answer -> rows.add(withOurs(row(trial, problem, answer), problem)));
        }
        return rows;
    }

    /** The results of the first finder with short deadlines. */
    public List<Anytime> anytime(Trial trial) {
        progress.accept("%s, seed %d: with deadlines".formatted(trial.name(), trial.seed()));
        return Anytime.of(trial, contestants.getFirst());
    }

    private Row withOurs(Row row, Problem problem) {
        return row.withOursHere(contestants.getFirst().changesFor(row.amount(), problem, options.patience()));
    }

    private record Measured(Gauge.Reading<Answer> cold, OptionalDouble nextMillis, boolean cutShort) {}

    private Measured measure(Contestant contestant, Problem problem) {
        warmUp(() -> contestant.place(problem, options.patience()));
        List<Gauge.Reading<Answer>> cold = new ArrayList<>();
        boolean[] cutShort = {false};
        repeat(millis -> cold.stream().mapToDouble(FinderBench::millis).max().orElse(0) < millis, () -> {
            Deadline patience = options.patience();
            cold.add(Gauge.measure(() -> contestant.place(problem, patience)));
            cutShort[0] |= patience.wasReached();
        });
        Gauge.Reading<Answer> median = median(cold);
        Problem next = NextFrame.of(problem, median.result().placement(), 1);
        List<Gauge.Reading<Answer>> again = new ArrayList<>();
        warmUp(() -> contestant.next(next, median.result(), options.patience()));
        repeat(
                millis -> again.stream().mapToDouble(FinderBench::millis).max().orElse(0) < millis,
                () -> again.add(Gauge.measure(() -> contestant.next(next, median.result(), options.patience()))));
        return new Measured(median, OptionalDouble.of(millis(median(again))), cutShort[0]);
    }

    private void repeat(DoublePredicate shorterThan, Runnable once) {
        once.run();
        for (int run = 1; run < options.runs() && shorterThan.test(LONG_MILLIS); run++) {
            once.run();
        }
    }

    /** Runs {@code work} until the compiler has compiled its code, but only once if one run is long. */
    private static void warmUp(Runnable work) {
        long end = System.nanoTime() + WARM_UP_NANOS;
        do {
            work.run();
        } while (System.nanoTime() - end < 0);
    }

    private static double millis(Gauge.Reading<?> reading) {
        return reading.nanos() / NANOS_A_MILLI;
    }

    private static <T> Gauge.Reading<T> median(List<Gauge.Reading<T>> readings) {
        return readings.stream()
                .sorted(Comparator.comparingLong(Gauge.Reading::nanos))
                .toList()
                .get(readings.size() / 2);
    }

    private static Row row(Trial trial, Problem problem, String finder, Measured measured) {
        Gauge.Reading<Answer> cold = measured.cold();
        Placement placement = cold.result().placement();
        return new Row(
                trial.family(),
                trial.name(),
                trial.seed(),
                finder,
                Trial.pairs(problem),
                Trial.asked(problem),
                placement.amount(),
                cold.result().bound(),
                placement.starts(),
                placement.stops(),
                new Effort(
                        millis(cold),
                        cold.cpuNanos() / NANOS_A_MILLI,
                        cold.allocated() / MEGABYTE,
                        cold.peak() / MEGABYTE),
                measured.nextMillis(),
                Optional.empty(),
                measured.cutShort(),
                Feasibility.violations(problem, placement).size());
    }

    private static Row row(Trial trial, Problem problem, SolverProcess.Answer answer) {
        double millis = answer.seconds() * 1e3;
        return new Row(
                trial.family(),
                trial.name(),
                trial.seed(),
                answer.solver(),
                Trial.pairs(problem),
                Trial.asked(problem),
                answer.amount(),
                OptionalDouble.of(answer.bound()),
                answer.starts(),
                answer.stops(),
                new Effort(millis, Double.NaN, Double.NaN, Double.NaN),
                OptionalDouble.empty(),
                Optional.empty(),
                false,
                0);
    }
}
