package dev.headroom.bench.finder;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one finder made of one problem.
 *
 * @param asked all that is asked, and {@code amount} what is served of it, each unit times its value
 * @param bound no answer can serve more; empty where the finder does not say
 * @param cold from nothing known; median of the runs
 * @param nextMillis wall time of the next frame, with what was placed running and 1 % of the readings changed; empty where it was not tried
 * @param oursHere what our finder changes for no less than this amount; empty where it does not reach it, and for itself
 * @param cutShort whether the deadline came first
 * @param violations rules that the answer breaks: 0, else the finder is wrong
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
     * What a run took.
     *
     * @param millis wall time
     * @param cpuMillis processor time of its thread
     * @param allocated megabytes allocated, garbage included
     * @param peak megabytes of heap in use at most above what was in use before
     */
    public record Effort(double millis, double cpuMillis, double allocated, double peak) {}

    /** Part of what is asked that is served. */
    public double share() {
        return asked > 0 ? amount / asked : 1;
    }

    /** How far the amount may be from the best, as a part of the bound. */
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

    /** For JSON. */
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
