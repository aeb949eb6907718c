package dev.headroom.ma2scf.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.ma2scf.placement.Borrower.Limits;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstPlacementTest {
    private static final Patience ENDLESS = Patience.endless();

    private static Draft built(Problem problem, double least) {
        Draft draft = new Draft(problem);
        draft.open(0);
        Prices prices = Prices.of(new TypeProblem(problem, ServerTypes.of(problem), i -> true));
        double[] levels = {least};
        new FirstPlacement(draft, new LoadShift(draft), prices, levels, ENDLESS).run(prices.bound());
        return draft;
    }

    @Test
    void aServiceThatAsksForNearlyAllThatCanBeCarriedOfItComesFirst() {
        // the narrow one can have one core on each server and needs both; the wide one would take a server whole
        Problem problem = SmallProblems.of(
                List.of(SmallProblems.supply(3, 2), SmallProblems.supply(3, 2)),
                SmallProblems.borrower(4, 1, 1, Double.POSITIVE_INFINITY, Limits.NONE),
                SmallProblems.borrower(2, 1, 1, 1, Limits.NONE));
        Draft draft = built(problem, 1e-3);
        assertThat(draft.amount()).isCloseTo(6, within(1e-9));
        assertThat(draft.placement().containers(1)).isEqualTo(2);
    }

    @Test
    void nothingIsStartedThatBringsLessThanAChangeCosts() {
        Problem problem = SmallProblems.of(
                List.of(SmallProblems.supply(3, 2)), SmallProblems.borrower(0.5, 1), SmallProblems.borrower(2, 1));
        Draft draft = built(problem, 1);
        assertThat(draft.placement().containers(0)).isZero();
        assertThat(draft.placement().containers(1)).isEqualTo(1);
    }
}
