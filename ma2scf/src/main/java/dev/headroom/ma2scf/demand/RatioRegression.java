package dev.headroom.ma2scf.demand;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The line through the origin with the least sum of absolute deviations.
 *
 * <p>Its slope is the median of the ratios y/x, each weighted by its x: the sum of |y - b x| is the sum of x |y/x - b|. Half of
 * the weight may be wrong by any amount before the slope is (Rousseeuw & Leroy 1987, <i>Robust Regression and Outlier
 * Detection</i>, DOI 10.1002/0471725382); least squares fails with one outlier. Weighing by x keeps readings with few connections,
 * in which idle processes dominate, from counting as much as busy ones.
 *
 * <p>Through the origin, because demand often stays nearly the same for minutes: then slope and intercept cannot be told apart,
 * and a slope that is wrong is worse than an idle cost that is shared among the connections. The rates of a service are used as
 * they are, with the same idle cost in them, when what it can carry is judged.
 *
 * <p>The interval is that of the sign test (order statistics of the ratios), with weights: the parts 1/2 -/+ z / (2 sqrt(n)) of
 * all weight, n being (sum of x)^2 / sum of x^2, which is the number of readings where all are alike (Kish 1965). It needs no
 * assumption on how the deviations are distributed.
 */
final class RatioRegression {
    /** 95 % of a normal distribution lie within so many standard deviations. */
    private static final double Z = 1.96;

    private RatioRegression() {}

    /**
     * One reading.
     *
     * @param x above 0
     * @param y above 0
     */
    record Point(double x, double y) {
        double ratio() {
            return y / x;
        }
    }

    /** Empty if there are no points. */
    static Optional<Estimate> fit(List<Point> points) {
        if (points.isEmpty()) {
            return Optional.empty();
        }
        List<Point> sorted = points.stream()
                .sorted(Comparator.comparingDouble(Point::ratio).thenComparingDouble(Point::x))
                .toList();
        double greatest = points.stream().mapToDouble(Point::x).max().orElse(1);
        double sum = 0;
        double squares = 0;
        for (Point point : sorted) {
            // relative to the greatest, so that no square overflows
            double weight = point.x() / greatest;
            sum += weight;
            squares += weight * weight;
        }
        double spread = Z / (2 * Math.sqrt(sum * sum / squares));
        double cost = at(0.5, sorted, sum, greatest);
        double low = at(0.5 - spread, sorted, sum, greatest);
        double high = at(0.5 + spread, sorted, sum, greatest);
        return Optional.of(new Estimate(cost, (high - low) / 2 / cost, points.size()));
    }

    /** The ratio below which {@code part} of all weight lies. */
    private static double at(double part, List<Point> sorted, double sum, double greatest) {
        double below = 0;
        for (Point point : sorted) {
            below += point.x() / greatest;
            if (below >= part * sum) {
                return point.ratio();
            }
        }
        return sorted.getLast().ratio();
    }
}
