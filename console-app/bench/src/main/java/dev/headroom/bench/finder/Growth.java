package dev.headroom.bench.finder;

import java.util.List;

/** How an amount grows with a size. */
final class Growth {
    /** A smaller time (ms) or size (MB) is mostly noise of the measurement. */
    private static final double LEAST = 0.05;

    private Growth() {}

    /** A size, and the time or memory that it took. */
    record Point(double size, double amount) {}

    /**
     * The exponent e of {@code amount = c * size^e}: the slope of the least-squares line through the logarithms.
     *
     * @return NaN when there are fewer than two different sizes
     */
    static double exponent(List<Point> points) {
        double n = points.size();
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumXy = 0;
        for (Point point : points) {
            double x = Math.log(point.size());
            double y = Math.log(Math.max(LEAST, point.amount()));
            sumX += x;
            sumY += y;
            sumXx += x * x;
            sumXy += x * y;
        }
        double spread = n * sumXx - sumX * sumX;
        return spread > 1e-9 ? (n * sumXy - sumX * sumY) / spread : Double.NaN;
    }
}
