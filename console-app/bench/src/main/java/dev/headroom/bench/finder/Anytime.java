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
 * The amount that Headroom's finder has when it must end early. The deadline is wall time: on a busy machine the
 * finder gets only a part of it.
 *
 * @param deadline for the finder
 * @param millis wall time that it took; more than the deadline if much work lies between two checks of the clock
 * @param amount served, units times value; for short deadlines the median of several runs
 * @param part of the best bound that any of its runs on the problem proved, 0..1
 * @param violations number of broken rules: 0, else the finder is wrong
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
    /** From the time of a screen's frame to the longest time for which a person waits. */
    public static final List<Duration> DEADLINES = List.of(
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5));

    /** The shortest warm-up: half-compiled code says nothing about a console that runs for days. */
    private static final long WARM_UP_NANOS = 2_000_000_000;
    /** The longest warm-up, even where the times of runs still differ. */
    private static final long LONGEST_WARM_UP_NANOS = 10_000_000_000L;
    /** The warm-up ends when the CPU time of two runs in a row differs by less than this part. */
    private static final double STEADY = 0.05;
    /**
     * The number of runs with a deadline up to {@link #SHORT}, of which the one with the median amount counts; one
     * run with a longer one.
     */
    private static final int RUNS = 5;

    private static final Duration SHORT = Duration.ofMillis(500);
    private static final double NANOS_A_MILLI = 1e6;

    private record Run(Duration deadline, double millis, Answer answer) {}

    /** One result for each of {@link #DEADLINES}, after runs without a deadline, which warm up and prove a bound. */
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

    /** Warms up; returns the best bound proven. */
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

    /**
     * The run with the median amount. The garbage of earlier runs is collected before the measured time, see {@link
     * Gauge}; that of the run itself counts.
     */
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

    /** The result as a map, for JSON. */
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
