package dev.headroom.ma2scf.placement;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * What fractions of containers hide: valid limits on which containers fit together.
 *
 * <p>A dual feasible function f maps parts of a whole to parts of a whole so that parts which fit together still do: from sum of
 * x at most 1 follows sum of f(x) at most 1. So for each kind of room each such function gives one limit more that every placement
 * keeps and that a fraction of a container does not ("of containers that take more than half, one"). Functions of Fekete &
 * Schepers, New classes of fast lower bounds for bin packing problems, Math. Programming 91 (2001).
 */
final class RoomRules {
    private static final double EXACT = 1e-9;

    static final List<DoubleUnaryOperator> IDENTITY = List.of(x -> x);
    static final List<DoubleUnaryOperator> FEW = List.of(x -> x, counted(1), counted(2));
    static final List<DoubleUnaryOperator> MANY = List.of(
            x -> x,
            counted(1),
            counted(2),
            counted(3),
            counted(4),
            rounded(0.2),
            rounded(0.25),
            rounded(0.3),
            rounded(0.36),
            rounded(0.45));

    private RoomRules() {}

    /** Counts in steps of 1/(k+1): {@code floor((k+1) x) / k}. */
    private static DoubleUnaryOperator counted(int k) {
        return x -> {
            double steps = (k + 1) * x;
            double whole = Math.rint(steps);
            return Math.abs(steps - whole) < EXACT ? Math.min(1, x) : Math.floor(steps) / k;
        };
    }

    /** What leaves less than {@code small} takes all; what is smaller takes nothing. */
    private static DoubleUnaryOperator rounded(double small) {
        return x -> x > 1 - small + EXACT ? 1 : x < small - EXACT ? 0 : x;
    }
}
