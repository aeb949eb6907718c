package dev.headroom.backend.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How many times one rate is another, from pairs of measurements taken in turn: what a machine does beside the test then falls on
 * both sides alike. Ratios are averaged as logarithms, so that twice and half cancel.
 */
final class Gain {
    /** One-sided, 95 %, for 2, 3, ... pairs (Student's t with one degree of freedom less). */
    private static final double[] T = {6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812, 1.796};

    private final List<Double> logarithms = new ArrayList<>();

    void add(double with, double without) {
        logarithms.add(Math.log(with / without));
    }

    int pairs() {
        return logarithms.size();
    }

    double mean() {
        return Math.exp(average());
    }

    /** The true ratio is above this in 19 of 20 cases; 0 while less than two pairs are there. */
    double atLeast() {
        int n = logarithms.size();
        if (n < 2) {
            return 0;
        }
        double average = average();
        double squares = logarithms.stream()
                .mapToDouble(x -> (x - average) * (x - average))
                .sum();
        double error = Math.sqrt(squares / (n - 1) / n);
        return Math.exp(average - T[Math.min(n - 2, T.length - 1)] * error);
    }

    private double average() {
        return logarithms.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.2f times, at least %.2f (95 %%), from %d pairs: %s",
                mean(),
                atLeast(),
                pairs(),
                logarithms.stream()
                        .map(x -> String.format(Locale.ROOT, "%.2f", Math.exp(x)))
                        .collect(Collectors.joining(", ")));
    }
}
