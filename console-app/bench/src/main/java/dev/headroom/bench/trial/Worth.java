package dev.headroom.bench.trial;

import dev.headroom.ma2scf.placement.Placement;
import dev.headroom.ma2scf.placement.Problem;
import java.util.stream.IntStream;

/** Compares two amounts for each service: the highest priority class in which they differ decides. */
final class Worth {
    /** A smaller relative difference counts as none. */
    private static final double SAME = 1e-9;

    private Worth() {}

    static double[] served(Placement placement) {
        return IntStream.range(0, placement.problem().services())
                .mapToDouble(placement::served)
                .toArray();
    }

    /** Above 0 if {@code one} is better, 0 if they are equal. */
    static int compare(Problem problem, double[] one, double[] other) {
        for (int priority : priorities(problem)) {
            double mine = amount(problem, one, priority);
            double theirs = amount(problem, other, priority);
            if (Math.abs(mine - theirs) > SAME * Math.max(mine, theirs)) {
                return Double.compare(mine, theirs);
            }
        }
        return 0;
    }

    /** The priorities of the services, the one to serve first first. */
    static int[] priorities(Problem problem) {
        return IntStream.range(0, problem.services())
                .map(i -> problem.borrower(i).priority())
                .sorted()
                .distinct()
                .toArray();
    }

    private static double amount(Problem problem, double[] served, int priority) {
        double amount = 0;
        for (int i = 0; i < served.length; i++) {
            amount += problem.borrower(i).priority() == priority
                    ? served[i] * problem.borrower(i).value()
                    : 0;
        }
        return amount;
    }
}
