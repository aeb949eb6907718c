package dev.headroom.bench.finder;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The result of one finder on one problem.
 *
 * @param asked the whole demand, and {@code amount} the served part of it, units times value
 * @param bound an upper bound on the amount; empty where the finder proves none
 * @param cold the effort from the beginning; median of the runs
 * @param nextMillis wall time in ms of the next frame, in which the placed containers run and 1 % of the readings
 * have changed;
 *     empty where it was not tried
 * @param oursHere the changes of Headroom's finder for at least this amount; empty where it does not reach it, and
 * for itself
 * @param cutShort whether the deadline ended the run
 * @param violations number of broken rules: 0, else the finder is wrong
 */
public record Row(
        String family,
        String trial,
        long seed,
        String finder,
        long pairs,
        double asked,
        double amount,
        OptionalDouble bound,
        int starts,
        int stops,
        Effort cold,
        OptionalDouble nextMillis,
        Optional<Changes> oursHere,
        boolean cutShort,
        int violations) {

    /**
     * The effort of a run.
     *
     * @param millis wall time
     * @param cpuMillis CPU time of its thread
     * @param allocated megabytes allocated, garbage included
     * @param peak the greatest number of megabytes of heap in use above those in use before
     */
    public record Effort(double millis, double cpuMillis, double allocated, double peak) {}

    /** The served part of the demand, 0..1. */
    public double share() {
        return asked > 0 ? amount / asked : 1;
    }

    /** (bound − amount) / bound; empty without a bound. */
    public OptionalDouble gap() {
        return bound.isPresent() && bound.getAsDouble() > 0
                ? OptionalDouble.of(Math.max(0, 1 - amount / bound.getAsDouble()))
                : OptionalDouble.empty();
    }

    Row withOursHere(Optional<Changes> ours) {
        return new Row(
                family,
                trial,
                seed,
                finder,
                pairs,
                asked,
                amount,
                bound,
                starts,
                stops,
                cold,
                nextMillis,
                ours,
                cutShort,
                violations);
    }

    /** The row as a map, for JSON. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("trial", trial);
        map.put("seed", seed);
        map.put("finder", finder);
        map.put("pairs", pairs);
        map.put("asked", asked);
        map.put("amount", amount);
        bound.ifPresent(b -> map.put("bound", b));
        gap().ifPresent(g -> map.put("gap", g));
        map.put("starts", starts);
        map.put("stops", stops);
        map.put("coldMillis", cold.millis());
        map.put("cpuMillis", cold.cpuMillis());
        nextMillis.ifPresent(millis -> map.put("nextFrameMillis", millis));
        map.put("allocatedMegabytes", cold.allocated());
        map.put("peakMegabytes", cold.peak());
        oursHere.ifPresent(changes -> {
            map.put("oursStartsAtThisAmount", changes.starts());
            map.put("oursStopsAtThisAmount", changes.stops());
        });
        map.put("cutShort", cutShort);
        map.put("violations", violations);
        return map;
    }
}
