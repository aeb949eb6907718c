package dev.headroom.bench.finder;

import dev.headroom.ma2scf.placement.Patience;
import dev.headroom.ma2scf.placement.PriceGuidedPlacer;
import dev.headroom.ma2scf.placement.Problem;
import dev.headroom.ma2scf.placement.Solution;
import java.util.Optional;

/** Headroom's own finder. */
final class PriceGuided implements Contestant {
    /** Amounts that differ by a smaller part count as equal: 0.001 % is far below the error of a measured demand. */
    private static final double TOLERANCE = 1e-5;

    private final PriceGuidedPlacer placer = new PriceGuidedPlacer();

    @Override
    public String label() {
        return "MA2SCF";
    }

    @Override
    public Answer place(Problem problem, Patience patience) {
        return Answer.of(placer.solve(problem, patience));
    }

    @Override
    public Answer next(Problem next, Answer before, Patience patience) {
        return before.proof()
                .map(solution -> Answer.of(placer.again(solution, next, patience)))
                .orElseGet(() -> place(next, patience));
    }

    @Override
    public Optional<Changes> changesFor(double amount, Problem problem, Patience patience) {
        Solution solution = placer.solve(problem, amount, patience);
        return solution.amount() >= amount * (1 - TOLERANCE)
                ? Optional.of(new Changes(
                        solution.placement().starts(), solution.placement().stops()))
                : Optional.empty();
    }
}
