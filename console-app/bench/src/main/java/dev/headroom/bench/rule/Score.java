package dev.headroom.bench.rule;

import dev.headroom.bench.rule.Outcome.Relief;
import dev.headroom.ma2scf.model.ContainerId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts what a run comes to. Mutable, one owner. */
public final class Score {
    /** A container that starts and stops, or stops and starts, within this time in seconds has flapped. */
    public static final double FLAP_SECONDS = 300;

    /** So many seconds without unmet requests end a time with some. */
    private static final double QUIET_SECONDS = 10;

    /** In a step, a smaller part of the requests counts as none. */
    private static final double NEGLIGIBLE = 0.001;

    private final Map<ContainerId, Double> started = new TreeMap<>();
    private final Map<ContainerId, Double> stopped = new TreeMap<>();
    private double now;
    private double asked;
    private double unmet;
    private double overloadedSeconds;
    private int starts;
    private int stops;
    private int weights;
    private int flaps;
    private double begun = Double.NaN;
    private double lastUnmet;
    private Optional<Relief> longest = Optional.empty();

    /** A score of a run that has not begun. */
    public Score() {}

    /**
     * A step of time has passed.
     *
     * @param requests that came in it
     * @param without of them or earlier ones, those that will get no answer
     * @param overloaded servers above the threshold in it
     */
    public void passed(double seconds, double requests, double without, long overloaded) {
        asked += requests;
        unmet += without;
        overloadedSeconds += overloaded * seconds;
        if (without > NEGLIGIBLE * requests) {
            begun = Double.isNaN(begun) ? now : begun;
            lastUnmet = now + seconds;
        } else if (now + seconds - lastUnmet >= QUIET_SECONDS) {
            longest = longest(true);
            begun = Double.NaN;
        }
        now += seconds;
    }

    private Optional<Relief> longest(boolean ended) {
        double seconds = lastUnmet - begun;
        boolean longer = longest.isEmpty() || seconds > longest.get().seconds();
        return !Double.isNaN(begun) && longer ? Optional.of(new Relief(seconds, ended)) : longest;
    }

    public void started(ContainerId container) {
        starts++;
        started.put(container, now);
        flaps += Double.compare(now - stopped.getOrDefault(container, -FLAP_SECONDS), FLAP_SECONDS) < 0 ? 1 : 0;
    }

    public void stopped(ContainerId container) {
        stops++;
        stopped.put(container, now);
        flaps += Double.compare(now - started.getOrDefault(container, -FLAP_SECONDS), FLAP_SECONDS) < 0 ? 1 : 0;
    }

    /** The weight of a destination has changed. */
    public void weighed() {
        weights++;
    }

    /** The outcome so far. */
    public Outcome outcome(String rule, Optional<Double> slowest) {
        return new Outcome(
                rule, asked, unmet, slowest, overloadedSeconds / 60, longest(false), starts, stops, weights, flaps);
    }
}
