package dev.headroom.console.bench;

import dev.headroom.ma2scf.placement.Placement;
import dev.headroom.ma2scf.placement.Problem;
import dev.headroom.ma2scf.trial.Feasibility;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What our finder has when it must end early.
 *
 * @param deadline that it was given
 * @param millis that it took, wall time; more than the deadline where a piece of work between two looks at the clock is long
 * @param amount served, units times value
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

    /** For so long, at least once, before the first deadline: half-compiled code is no measure of a console that runs for days. */
    private static final Duration WARM_UP = Duration.ofSeconds(2);

    private static final double NANOS_A_MILLI = 1e6;

    private record Run(Duration deadline, double millis, Answer answer) {}

    /** One for each of {@link #DEADLINES}, after runs with all the time they want, which warm up and prove a bound. */
    static List<Anytime> of(Trial trial, Contestant finder) {
        Problem problem = trial.problem().get();
        double bound = Double.POSITIVE_INFINITY;
        long begun = System.nanoTime();
        do {
            bound = Math.min(bound, bound(finder.place(problem, new Deadline(BenchOptions.LONGEST))));
        } while (System.nanoTime() - begun < WARM_UP.toNanos());
        List<Run> runs = new ArrayList<>();
        for (Duration deadline : DEADLINES) {
            long start = System.nanoTime();
            Answer answer = finder.place(problem, new Deadline(deadline));
            runs.add(new Run(deadline, (System.nanoTime() - start) / NANOS_A_MILLI, answer));
            bound = Math.min(bound, bound(answer));
        }
        double best = bound;
        return runs.stream().map(run -> of(trial, problem, run, best)).toList();
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
