package dev.headroom.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.placement.Patience;
import dev.headroom.ma2scf.placement.Placement;
import dev.headroom.ma2scf.placement.Placer;
import dev.headroom.ma2scf.placement.Problem;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class BaselinesPropertyTest {
    private static final List<Placer> BASELINES =
            List.of(new NaiveMostAvailable(), new DensityFirst(), new ShiftAndRefill());

    @Property(tries = 200)
    void areFeasibleOnLending(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int servers,
            @ForAll @IntRange(min = 1, max = 130) int services,
            @ForAll @IntRange(min = 1, max = 3) int priorities) {
        areFeasible(Instances.lending(seed, servers, services, priorities));
    }

    @Property(tries = 200)
    void areFeasibleOnHard(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int servers,
            @ForAll @IntRange(min = 1, max = 60) int services,
            @ForAll @DoubleRange(min = 0.5, max = 1.2) double load,
            @ForAll @DoubleRange(min = 0.3, max = 1.2) double memory) {
        areFeasible(Instances.hard(seed, servers, services, load, memory));
    }

    @Property
    void keepEveryLimit(@ForAll long seed) {
        areFeasible(RandomProblems.withLimits(seed));
    }

    /** Patience that ends after a random number of questions. */
    @Property
    void areFeasibleWhereverTheyAreCutOff(@ForAll long seed, @ForAll @IntRange(min = 0, max = 40) int questions) {
        Problem problem = Instances.hard(seed, 10, 18, 0.95, 0.9);
        for (Placer baseline : BASELINES) {
            int[] asked = {0};
            Placement placement = baseline.place(problem, () -> asked[0]++ >= questions);
            assertThat(Feasibility.violations(problem, placement)).isEmpty();
        }
    }

    @Property(tries = 200)
    void answerTheSameAgain(@ForAll long seed) {
        for (Placer baseline : BASELINES) {
            Placement one = baseline.place(Instances.hard(seed, 12, 20, 0.9, 0.8), Patience.endless());
            Placement other = baseline.place(Instances.hard(seed, 12, 20, 0.9, 0.8), Patience.endless());
            assertThat(one.amount()).isEqualTo(other.amount());
            assertThat(one.starts()).isEqualTo(other.starts());
        }
    }

    /** It starts from the naive answer and never takes a change that serves less. */
    @Property(tries = 200)
    void refillingNeverServesLessThanTheNaiveAnswer(@ForAll long seed) {
        Problem problem = Instances.lending(seed, 20, 5);
        double naive =
                new NaiveMostAvailable().place(problem, Patience.endless()).amount();
        double refilled =
                new ShiftAndRefill().place(problem, Patience.endless()).amount();
        assertThat(refilled).isGreaterThanOrEqualTo(naive * (1 - 1e-9));
    }

    private static void areFeasible(Problem problem) {
        for (Placer baseline : BASELINES) {
            Placement placement = baseline.place(problem, Patience.endless());
            assertThat(Feasibility.violations(problem, placement))
                    .as(baseline.getClass().getSimpleName())
                    .isEmpty();
        }
    }
}
