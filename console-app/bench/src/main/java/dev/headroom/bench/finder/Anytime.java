package dev.headroom.bench.finder;

import dev.headroom.bench.trial.Feasibility;
import dev.headroom.ma2scf.placement.Placement;
import dev.headroom.ma2scf.placement.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What our finder has when it must end early. The deadline is wall time: on a machine that others use too, the finder gets only a
 * part of it.
 *
 * @param deadline that it was given
 * @param millis that it took, wall time; more than the deadline where a piece of work between two looks at the clock is long
 * @param amount served, units times value; the median of several runs where the deadline is short
 * @param part of the best bound that any of its runs on the problem proved
 * @param violations rules that the answer breaks: 0, else the finder is wrong
 */
public record Anytime(
        String trial,
        long seed,
        Duration deadline,
        double millis,
        double amount,
        double part,
        int starts,
        int violations) {
    /** From a screen's frame to what a person waits for. */
    public static final List<Duration> DEADLINES = List.of(
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5));

    /** For so long at least, before the first deadline: half-compiled code is no measure of a console that runs for days. */
    private static final long WARM_UP_NANOS = 2_000_000_000;
    /** Not longer than this, even where runs still differ. */
    private static final long LONGEST_WARM_UP_NANOS = 10_000_000_000L;
    /** Warm is what takes as much processor time as the run before, but for this part. */
    private static final double STEADY = 0.05;
    /** Runs of each deadline, of which the one with the median amount counts; one where it is longer than {@link #SHORT}. */
    private static final int RUNS = 5;

    private static final Duration SHORT = Duration.ofMillis(500);
    private static final double NANOS_A_MILLI = 1e6;

    private record Run(Duration deadline, double millis, Answer answer) {}

    /** One for each of {@link #DEADLINES}, after runs with all the time they want, which warm up and prove a bound. */
    static List<Anytime> of(Trial trial, Contestant finder) {
        Problem problem = trial.problem().get();
        double bound = warmUp(problem, finder);
        List<Run> runs = new ArrayList<>();
        for (Duration deadline : DEADLINES) {
            Run run = median(problem, finder, deadline);
            runs.add(run);
            bound = Math.min(bound, bound(run.answer()));
        }
        double best = bound;
        return runs.stream().map(run -> of(trial, problem, run, best)).toList();
    }

    /** Returns the best bound proven. */
    private static double warmUp(Problem problem, Contestant finder) {
        double bound = Double.POSITIVE_INFINITY;
        long begun = System.nanoTime();
        long before = 0;
        long elapsed;
        boolean isSteady;
        do {
            Gauge.Reading<Answer> run = Gauge.measure(() -> finder.place(problem, new Deadline(BenchOptions.LONGEST)));
            bound = Math.min(bound, bound(run.result()));
            isSteady = Math.abs(run.cpuNanos() - before) <= STEADY * before;
            before = run.cpuNanos();
            elapsed = System.nanoTime() - begun;
        } while (elapsed < WARM_UP_NANOS || (!isSteady && elapsed < LONGEST_WARM_UP_NANOS));
        return bound;
    }

    /** Garbage of the runs before is collected outside of the time measured, see {@link Gauge}; what a run makes counts. */
    private static Run median(Problem problem, Contestant finder, Duration deadline) {
        List<Run> runs = new ArrayList<>();
        for (int n = 0; n < (deadline.compareTo(SHORT) > 0 ? 1 : RUNS); n++) {
            Gauge.Reading<Answer> run = Gauge.measure(() -> finder.place(problem, new Deadline(deadline)));
            runs.add(new Run(deadline, run.nanos() / NANOS_A_MILLI, run.result()));
        }
        runs.sort(Comparator.comparingDouble(run -> run.answer().placement().amount()));
        return runs.get(runs.size() / 2);
    }

    private static Anytime of(Trial trial, Problem problem, Run run, double bound) {
        Placement placement = run.answer().placement();
        return new Anytime(
                trial.name(),
                trial.seed(),
                run.deadline(),
                run.millis(),
                placement.amount(),
                bound > 0 ? placement.amount() / bound : 1,
                placement.starts(),
                Feasibility.violations(problem, placement).size());
    }

    private static double bound(Answer answer) {
        return answer.bound().orElse(Double.POSITIVE_INFINITY);
    }

    /** For JSON. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("trial", trial);
        map.put("seed", seed);
        map.put("deadlineMillis", deadline.toMillis());
        map.put("millis", millis);
        map.put("amount", amount);
        map.put("partOfBound", part);
        map.put("starts", starts);
        map.put("violations", violations);
        return map;
    }
}
