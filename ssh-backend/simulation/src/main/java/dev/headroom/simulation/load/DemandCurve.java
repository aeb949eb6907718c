package dev.headroom.simulation.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The demand for a service in connections a second, over simulated time: straight lines between points, constant
 * before the first and after the last.
 *
 * @param points at least one, times strictly rising
 */
public record DemandCurve(List<Point> points) {

    /**
     * One corner of the curve.
     *
     * @param rate connections a second, not negative
     */
    public record Point(Duration at, double rate) {
        public Point {
            if (!(rate >= 0) || Double.isInfinite(rate)) {
                throw new IllegalArgumentException("The rate (%s) must be a number not below 0.".formatted(rate));
            }
        }
    }

    public DemandCurve {
        points = List.copyOf(points);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("A demand curve needs at least one point.");
        }
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i - 1).at().compareTo(points.get(i).at()) >= 0) {
                throw new IllegalArgumentException("The times of a demand curve must rise: %s, %s."
                        .formatted(points.get(i - 1).at(), points.get(i).at()));
            }
        }
    }

    /** A constant demand. */
    public static DemandCurve constant(double rate) {
        return new DemandCurve(List.of(new Point(Duration.ZERO, rate)));
    }

    /**
     * This curve with a further change: from {@code at} on, the demand goes from its last rate to {@code rate} within
     * {@code within}.
     */
    public DemandCurve then(Duration at, double rate, Duration within) {
        List<Point> more = new ArrayList<>(points);
        more.add(new Point(at, points.getLast().rate()));
        more.add(new Point(at.plus(within), rate));
        return new DemandCurve(more);
    }

    /** The demand at a time, in connections a second. */
    public double at(Duration time) {
        if (time.compareTo(points.getFirst().at()) <= 0) {
            return points.getFirst().rate();
        }
        for (int i = 1; i < points.size(); i++) {
            if (time.compareTo(points.get(i).at()) < 0) {
                return between(points.get(i - 1), points.get(i), time);
            }
        }
        return points.getLast().rate();
    }

    private static double between(Point from, Point to, Duration time) {
        double part = (double) time.minus(from.at()).toNanos()
                / (double) to.at().minus(from.at()).toNanos();
        return from.rate() + (to.rate() - from.rate()) * part;
    }
}
