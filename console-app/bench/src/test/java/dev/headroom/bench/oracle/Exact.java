package dev.headroom.bench.oracle;

import dev.headroom.ma2scf.placement.Placement;
import java.util.List;

/**
 * What the solver found.
 *
 * @param amounts of each priority class, that to serve first first; where there are several, a class may be less by the grid's error
 * @param bounds no answer serves a class more, unless it serves a class before it less; rounding is in it
 * @param isProven whether the solver proved that there is nothing better on its grid
 * @param seconds that it took
 */
record Exact(List<Double> amounts, List<Double> bounds, boolean isProven, double seconds, Placement placement) {
    double amount() {
        return amounts.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Of the first class; of all where there is one class only. */
    double bound() {
        return bounds.getFirst();
    }

    int changes() {
        return placement.starts() + placement.stops();
    }
}
