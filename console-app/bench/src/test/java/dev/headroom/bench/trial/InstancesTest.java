package dev.headroom.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.ma2scf.placement.Borrower;
import dev.headroom.ma2scf.placement.Problem;
import dev.headroom.ma2scf.placement.Supply;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InstancesTest {
    private static final Problem LENDING = Instances.lending(1, 200, 8);
    private static final Problem HARD = Instances.hard(1, 200, 90, 0.9, 0.8);

    @Test
    void lendingAsksForNineTenthsOfTheCores() {
        double lent = IntStream.range(0, 200)
                .mapToDouble(j -> LENDING.supply(j).lendable().getFirst())
                .sum();
        assertThat(IntStream.range(0, 8)
                        .mapToDouble(
                                i -> LENDING.demand(i) * LENDING.borrower(i).value())
                        .sum())
                .isCloseTo(0.9 * lent, within(0.01));
    }

    @Test
    void hardAsksForTheLoadAndTheMemoryItWasGiven() {
        double cpu = sum(HARD, 0, true);
        assertThat(IntStream.range(0, 90).mapToDouble(HARD::demand).sum()).isCloseTo(0.9 * cpu, within(0.1));
        double takes = IntStream.range(0, 90)
                .mapToDouble(i -> HARD.borrower(i).footprint().getFirst() * Math.max(1, HARD.demand(i) / (cpu / 200)))
                .sum();
        assertThat(takes).isCloseTo(0.8 * sum(HARD, 0, false), within(1.0));
    }

    private static double sum(Problem problem, int kind, boolean lendable) {
        return IntStream.range(0, problem.servers())
                .mapToObj(problem::supply)
                .mapToDouble(s -> (lendable ? s.lendable() : s.room()).get(kind))
                .sum();
    }

    @Test
    void hardRemembersAPlacementThatFits() {
        double[] taken = new double[200];
        int running = 0;
        for (int j = 0; j < 200; j++) {
            for (int i : HARD.existing(j)) {
                running += HARD.existing(i, j);
                taken[j] += HARD.existing(i, j) * HARD.borrower(i).footprint().getFirst();
            }
            assertThat(taken[j]).isLessThanOrEqualTo(HARD.supply(j).room().getFirst());
        }
        assertThat(running).isGreaterThan(200);
    }

    @Test
    void lendingWithManyServicesHasSixtyFourStandBysAServer() {
        Problem many = Instances.lending(1, 30, 120);
        assertThat(many.isOpen()).isFalse();
        assertThat(IntStream.range(0, 30).map(j -> many.candidates(j).length)).containsOnly(64);
        assertThat(LENDING.isOpen()).isTrue();
    }

    @Test
    void prioritiesAreAllInUse() {
        Problem problem = Instances.lending(1, 10, 7, 3);
        assertThat(IntStream.range(0, 7).map(i -> problem.borrower(i).priority()))
                .contains(0, 1, 2);
    }

    @Test
    void aSeedGivesOneProblemAndAnotherSeedAnother() {
        assertThat(describe(Instances.lending(7, 20, 5)))
                .isEqualTo(describe(Instances.lending(7, 20, 5)))
                .isNotEqualTo(describe(Instances.lending(8, 20, 5)));
        assertThat(describe(Instances.hard(7, 20, 30, 0.9, 0.8)))
                .isEqualTo(describe(Instances.hard(7, 20, 30, 0.9, 0.8)))
                .isNotEqualTo(describe(Instances.hard(8, 20, 30, 0.9, 0.8)));
    }

    private static String describe(Problem problem) {
        StringBuilder text = new StringBuilder();
        for (int j = 0; j < problem.servers(); j++) {
            text.append(problem.supply(j));
            for (int i : problem.existing(j)) {
                text.append(i).append('x').append(problem.existing(i, j));
            }
        }
        IntStream.range(0, problem.services()).forEach(i -> text.append(problem.borrower(i)));
        return text.toString();
    }

    @Test
    void allNumbersLieOnTheGrid() {
        for (Problem problem : new Problem[] {LENDING, HARD}) {
            for (int j = 0; j < problem.servers(); j++) {
                Supply supply = problem.supply(j);
                assertThat(Stream.concat(supply.lendable().stream(), supply.room().stream()))
                        .allMatch(amount -> isMultiple(amount, Instances.GRID));
            }
            for (int i = 0; i < problem.services(); i++) {
                Borrower borrower = problem.borrower(i);
                assertThat(borrower.footprint()).allMatch(amount -> isMultiple(amount, Instances.GRID));
                assertThat(borrower.unitCost()).allMatch(cost -> isMultiple(cost, Instances.COST_GRID));
                assertThat(isMultiple(borrower.demand(), Instances.GRID)).isTrue();
                assertThat(isMultiple(borrower.value(), Instances.COST_GRID)).isTrue();
            }
        }
    }

    private static boolean isMultiple(double amount, double grid) {
        return Double.isInfinite(amount) || amount / grid == Math.rint(amount / grid);
    }
}
