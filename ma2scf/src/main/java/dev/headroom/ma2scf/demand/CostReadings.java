package dev.headroom.ma2scf.demand;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The newest readings of one service, oldest first.
 *
 * @param readings at most {@link #MOST}
 */
public record CostReadings(List<CostReading> readings) {
    /** A minute at the usual interval: long enough for the median, short enough to notice a new release within half of it. */
    public static final int MOST = 60;

    public static final CostReadings NONE = new CostReadings(List.of());

    public CostReadings {
        int size = readings.size();
        readings = List.copyOf(readings.subList(Math.max(0, size - MOST), size));
    }

    /** These and one more; the oldest goes where there would be too many. */
    public CostReadings with(CostReading next) {
        List<CostReading> all = new ArrayList<>(readings);
        all.add(next);
        return new CostReadings(all);
    }

    /** Whether nothing can be said yet of how sure a cost is that is learned from these. */
    public boolean areTooFew() {
        return readings.size() < UnitCost.LEAST_READINGS;
    }

    /** Cores for each connection a second; empty where nothing was used. */
    public Optional<Estimate> cpu() {
        return estimate(CostReading::cpu);
    }

    /** Bytes a second for each connection a second; empty where nothing was measured. */
    public Optional<Estimate> network() {
        return estimate(CostReading::network);
    }

    private Optional<Estimate> estimate(ToDoubleFunction<CostReading> used) {
        List<RatioRegression.Point> points = readings.stream()
                .filter(r -> used.applyAsDouble(r) > 0)
                .map(r -> new RatioRegression.Point(r.rate(), used.applyAsDouble(r)))
                .toList();
        return RatioRegression.fit(points);
    }
}
