package dev.headroom.ma2scf.finder;

import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.placement.Certificate;
import dev.headroom.ma2scf.placement.Patience;
import dev.headroom.ma2scf.placement.PriceGuidedPlacer;
import dev.headroom.ma2scf.placement.Solution;
import java.util.List;

/** Finds capacity for several services that share lenders: as a problem in numbers, which the many-borrower core answers. */
final class JointSearch {
    /** So often an answer that breaks what could not be said in numbers is asked for anew; after that it is cut. */
    private static final int ROUNDS = 6;

    private final Translation translation;
    private final PriceGuidedPlacer placer = new PriceGuidedPlacer();

    JointSearch(List<Request> requests, List<Lender> lenders) {
        translation = new Translation(requests, lenders);
    }

    /**
     * An answer.
     *
     * @param certificates one for each priority class, the highest first; valid whatever zones are avoided
     */
    record Answer(Allocation allocation, List<Certificate> certificates) {}

    /** Avoided zones are used only for what is still short without them. */
    Answer answer() {
        boolean avoids =
                translation.requests().stream().anyMatch(r -> !r.avoided().isEmpty());
        if (avoids) {
            Answer without = answer(translation.most(false), Allocation.NOTHING);
            boolean enough = translation.requests().stream().allMatch(without.allocation()::satisfies);
            return enough ? without : answer(translation.most(true), without.allocation());
        }
        return answer(translation.most(true), Allocation.NOTHING);
    }

    private Answer answer(int[][] most, Allocation first) {
        Narrowing narrowing = new Narrowing(translation, most);
        Solution solution = placer.solve(translation.problem(most, first), Patience.endless());
        List<Certificate> certificates = solution.certificates();
        Allocation allocation = translation.back(solution.placement(), most);
        for (int round = 1; narrowing.isNeededFor(allocation); round++) {
            if (round < ROUNDS) {
                solution = placer.solve(translation.problem(most, first), Patience.endless());
            }
            allocation = translation.back(solution.placement(), most);
        }
        return new Answer(allocation, certificates);
    }
}
