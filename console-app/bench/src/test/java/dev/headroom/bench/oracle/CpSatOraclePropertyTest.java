package dev.headroom.bench.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.bench.trial.BruteForce;
import dev.headroom.bench.trial.DensityFirst;
import dev.headroom.bench.trial.Feasibility;
import dev.headroom.bench.trial.Instances;
import dev.headroom.bench.trial.NaiveMostAvailable;
import dev.headroom.bench.trial.RandomProblems;
import dev.headroom.bench.trial.ShiftAndRefill;
import dev.headroom.ma2scf.placement.Borrower;
import dev.headroom.ma2scf.placement.Borrower.Limits;
import dev.headroom.ma2scf.placement.Patience;
import dev.headroom.ma2scf.placement.Placement;
import dev.headroom.ma2scf.placement.Placer;
import dev.headroom.ma2scf.placement.Problem;
import dev.headroom.ma2scf.placement.Supply;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** The oracle itself must be right: against brute force where that is possible, else from below. */
@Tag("nightly")
class CpSatOraclePropertyTest {
    private static final CpSatOracle ORACLE = new CpSatOracle(1, 20);
    private static final List<Placer> BASELINES =
            List.of(new NaiveMostAvailable(), new DensityFirst(), new ShiftAndRefill());

    @Property(tries = 100)
    void findsWhatTryingEverythingFinds(@ForAll long seed) {
        Problem problem = tiny(seed);
        double[] best = BruteForce.most(problem);
        Exact exact = ORACLE.most(problem);
        assertThat(exact.isProven()).isTrue();
        assertThat(Feasibility.violations(problem, exact.placement())).isEmpty();
        for (int at = 0; at < exact.amounts().size(); at++) {
            int priority =
                    exact.amounts().size() == 2 ? at : problem.borrower(0).priority();
            assertThat(exact.amounts().get(at)).isCloseTo(best[priority], within(1e-9));
            assertThat(exact.bounds().get(at)).isCloseTo(best[priority], within(1e-9));
        }
        Exact fewest = ORACLE.fewestChanges(problem, exact.placement());
        assertThat(fewest.isProven()).isTrue();
        assertThat(Feasibility.violations(problem, fewest.placement())).isEmpty();
        assertThat(fewest.changes()).isEqualTo(BruteForce.fewestChanges(problem, best[0] - 1e-9, best[1] - 1e-9));
    }

    /** Two priorities, one load resource, and every limit there is; few enough pairs to try them all. */
    private static Problem tiny(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Problem.Builder builder = Problem.builder();
        for (int j = 0; j < 3; j++) {
            builder.add(new Supply(
                    List.of(random.nextInt(17) / 4.0),
                    List.of(random.nextInt(13) / 4.0, (double) random.nextInt(1, 4)),
                    random.nextInt(2)));
        }
        for (int i = 0; i < 3; i++) {
            Limits limits = new Limits(
                    0,
                    random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt(1, 4),
                    random.nextInt(1, 3),
                    random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt(1, 3),
                    random.nextInt(-1, 2));
            builder.add(new Borrower(
                    random.nextInt(33) / 4.0,
                    1,
                    random.nextInt(2),
                    List.of(1.0),
                    List.of(random.nextInt(7) / 4.0, 1.0),
                    random.nextBoolean() ? Double.POSITIVE_INFINITY : random.nextInt(1, 9) / 4.0,
                    limits));
            for (int j = 0; j < 3; j++) {
                if (random.nextInt(4) > 0) {
                    builder.allow(i, j, random.nextInt(1, 3));
                }
                if (random.nextInt(3) == 0) {
                    builder.running(i, j, random.nextInt(1, 3));
                }
            }
        }
        return builder.nowhereElse().build();
    }

    @Property(tries = 30)
    void noBaselineIsAboveIt(@ForAll long seed) {
        for (Problem problem : List.of(
                Instances.lending(seed, 6, 3),
                Instances.hard(seed, 4, 7, 0.95, 0.9),
                RandomProblems.withLimits(seed))) {
            Exact exact = ORACLE.most(problem);
            assertThat(exact.isProven()).isTrue();
            assertThat(Feasibility.violations(problem, exact.placement())).isEmpty();
            assertThat(exact.placement().amount()).isCloseTo(exact.amount(), within(1e-9));
            for (Placer baseline : BASELINES) {
                Placement placement = baseline.place(problem, Patience.endless());
                assertThat(first(problem, placement)).isLessThanOrEqualTo(exact.bound() * (1 + 1e-9));
                Exact fewest = ORACLE.fewestChanges(problem, placement);
                assertThat(fewest.changes()).isLessThanOrEqualTo(placement.starts() + placement.stops());
            }
        }
    }

    /** P4: two solvers of different kinds, one for integers and one for doubles, on the smallest problems. */
    @Property
    void agreesWithAnotherSolver(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        agree(Instances.lending(seed, random.nextInt(1, 4), random.nextInt(1, 3)), new CpSatOracle(1, 1));
    }

    @Property(tries = 15)
    void agreesWithAnotherSolverOnLargerProblems(@ForAll long seed) {
        Problem problem = Instances.lending(seed, 12, 3);
        agree(problem, ORACLE);
        Placement naive = BASELINES.getFirst().place(problem, Patience.endless());
        Exact fewest = new ScipOracle(20).fewestChanges(problem, naive);
        assertThat(fewest.isProven()).isTrue();
        assertThat(fewest.amount()).isGreaterThan(naive.amount() * (1 - 1e-4));
        assertThat(fewest.changes()).isLessThanOrEqualTo(naive.starts());
    }

    /** An integer solver may find the optimum without a proof of it: its bound must hold all the same. */
    private static void agree(Problem problem, CpSatOracle counting) {
        Exact one = counting.most(problem);
        Exact other = new ScipOracle(20).most(problem);
        assertThat(other.isProven()).isTrue();
        assertThat(Feasibility.violations(problem, other.placement())).isEmpty();
        assertThat(other.amount()).isLessThanOrEqualTo(one.bound()).isGreaterThanOrEqualTo(one.amount() * (1 - 1e-4));
        assertThat(one.amount()).isLessThanOrEqualTo(other.bound());
    }

    /** The amount that it serves of the first priority class. */
    private static double first(Problem problem, Placement placement) {
        int first = Integer.MAX_VALUE;
        double amount = 0;
        for (int i = 0; i < problem.services(); i++) {
            Borrower borrower = problem.borrower(i);
            amount = borrower.priority() < first ? 0 : amount;
            first = Math.min(first, borrower.priority());
            amount += borrower.priority() == first ? placement.served(i) * borrower.value() : 0;
        }
        return amount;
    }

    @Example
    void refusesNumbersThatAreNotOnTheGrid() {
        Problem.Builder builder = Problem.builder();
        builder.add(new Supply(List.of(0.1), List.of(), 0));
        builder.add(new Borrower(1, 1, 0, List.of(1.0), List.of(), 1, Limits.NONE));
        Problem problem = builder.build();
        assertThatThrownBy(() -> ORACLE.most(problem)).hasMessageContaining("The capacity 0.1 is no multiple of");
    }
}
