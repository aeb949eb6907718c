package dev.headroom.bench.replay;

import java.util.List;

/**
 * The number of requests to a site over a day, or another period.
 *
 * @param name for showing
 * @param perMinute requests in each minute, at least one minute; not negative
 */
public record DayCurve(String name, List<Double> perMinute) {
    private static final int SECONDS = 60;

    public DayCurve {
        perMinute = List.copyOf(perMinute);
        if (perMinute.isEmpty() || perMinute.stream().anyMatch(count -> !(count >= 0) || Double.isInfinite(count))) {
            throw new IllegalArgumentException(
                    "The curve %s must have numbers not below 0, and at least one.".formatted(name));
        }
    }

    public int seconds() {
        return perMinute.size() * SECONDS;
    }

    /** Requests a second, interpolated linearly between the middles of the minutes. */
    public double at(int second) {
        double minutes = (second + 0.5) / SECONDS - 0.5;
        int from = (int) Math.floor(minutes);
        double part = minutes - from;
        return (minute(from) * (1 - part) + minute(from + 1) * part) / SECONDS;
    }

    /** The greatest number of requests a second. */
    public double peak() {
        return perMinute.stream().mapToDouble(Double::doubleValue).max().orElse(0) / SECONDS;
    }

    private double minute(int index) {
        return perMinute.get(Math.clamp(index, 0, perMinute.size() - 1));
    }
}
