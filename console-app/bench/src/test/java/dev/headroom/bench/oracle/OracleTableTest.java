package dev.headroom.bench.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.bench.trial.DensityFirst;
import dev.headroom.bench.trial.Feasibility;
import dev.headroom.bench.trial.Instances;
import dev.headroom.bench.trial.NaiveMostAvailable;
import dev.headroom.bench.trial.ShiftAndRefill;
import dev.headroom.ma2scf.placement.Patience;
import dev.headroom.ma2scf.placement.Placement;
import dev.headroom.ma2scf.placement.Placer;
import dev.headroom.ma2scf.placement.PriceGuidedPlacer;
import dev.headroom.ma2scf.placement.Problem;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Holds the finder and the baselines against the proven optimum, over seeds, and prints the tables that the README shows. Amounts are
 * parts of the optimum; changes are starts and stops / the fewest that serve the same amount, both summed over the
 * instances for which the solver proved the fewest. Only proven optima count.
 */
@Tag("nightly")
class OracleTableTest {
    private record Contender(String name, Placer placer) {}

    private record Size(String kind, int servers, int services, double load, double memory, int seeds, double seconds) {
        static Size lending(int servers, int services, int seeds) {
            return new Size("lending", servers, services, 0, 0, seeds, PATIENCE);
        }

        static Size hard(int servers, int services, double load, double memory, int seeds) {
            return new Size("hard", servers, services, load, memory, seeds, PATIENCE);
        }

        boolean isHard() {
            return kind.equals("hard");
        }

        Problem problem(long seed) {
            return isHard()
                    ? Instances.hard(seed, servers, services, load, memory)
                    : Instances.lending(seed, servers, services);
        }

        Exact most(Problem problem) {
            return isHard() ? new CpSatOracle(WORKERS, seconds).most(problem) : new ScipOracle(seconds).most(problem);
        }

        Exact fewestChanges(Problem problem, Placement known) {
            return isHard()
                    ? new CpSatOracle(WORKERS, CHANGES_SECONDS).fewestChanges(problem, known)
                    : new ScipOracle(CHANGES_SECONDS).fewestChanges(problem, known);
        }
    }

    private static final int WORKERS = 2;
    /**
     * The most seconds for the solver. It ends as soon as it has a proof, which takes 2 s on a quiet machine and many
     * times that on a busy one.
     */
    private static final double PATIENCE = 90;

    private static final double CHANGES_SECONDS = 2;
    /** Above, the solver does not prove the fewest changes in reasonable time. */
    private static final int MOST_SERVERS_FOR_CHANGES = 100;

    private static final List<Contender> CONTENDERS = List.of(
            new Contender("naive", new NaiveMostAvailable()),
            new Contender("density first", new DensityFirst()),
            new Contender("shift and refill", new ShiftAndRefill()),
            new Contender("MA2SCF", new PriceGuidedPlacer()));

    private static final List<Size> LENDING = List.of(
            Size.lending(10, 2, 10),
            Size.lending(20, 3, 10),
            Size.lending(40, 4, 6),
            Size.lending(100, 6, 4),
            Size.lending(300, 8, 3));
    private static final List<Size> HARD = List.of(
            Size.hard(4, 9, .95, .9, 8),
            Size.hard(5, 11, .95, .9, 5),
            Size.hard(10, 10, .8, .4, 4),
            Size.hard(10, 18, .9, .7, 4),
            Size.hard(20, 25, .8, .5, 3));

    /** The results of one algorithm for the sizes so far. */
    private static final class Score {
        private final DoubleSummaryStatistics ofOptimum = new DoubleSummaryStatistics();
        private int changes;
        private int fewestChanges;

        void add(Score other) {
            ofOptimum.combine(other.ofOptimum);
            changes += other.changes;
            fewestChanges += other.fewestChanges;
        }

        void assertChangesNearTheFewest() {
            assertThat((double) changes).isLessThanOrEqualTo(1.05 * fewestChanges);
        }

        String text() {
            return String.format(
                    Locale.ROOT,
                    "%.4f (%.4f), %d / %d",
                    ofOptimum.getAverage(),
                    ofOptimum.getMin(),
                    changes,
                    fewestChanges);
        }
    }

    @Test
    void lendingIsNearTheOptimum() {
        Score tested = table("lending", LENDING);
        assertThat(tested.ofOptimum.getAverage()).isGreaterThanOrEqualTo(0.995);
        assertThat(tested.ofOptimum.getMin()).isGreaterThanOrEqualTo(0.97);
        tested.assertChangesNearTheFewest();
    }

    @Test
    void hardPlacementIsNearTheOptimum() {
        Score tested = table("hard", HARD);
        assertThat(tested.ofOptimum.getAverage()).isGreaterThanOrEqualTo(0.98);
        tested.assertChangesNearTheFewest();
    }

    /** Prints one row for each size; returns the score of the tested algorithm over all sizes. */
    private static Score table(String kind, List<Size> sizes) {
        List<String> head = new ArrayList<>(List.of("servers × services", "proven", "solver, s"));
        CONTENDERS.forEach(contender -> head.add(contender.name() + ": mean (worst), changes"));
        System.out.println();
        System.out.println("**" + kind + "**");
        System.out.println(row(head));
        System.out.println(row(head.stream().map(column -> "---").toList()));
        Score tested = new Score();
        for (Size size : sizes) {
            List<Score> scores = scores(size);
            tested.add(scores.getLast());
        }
        return tested;
    }

    private static List<Score> scores(Size size) {
        List<Score> scores =
                Stream.generate(Score::new).limit(CONTENDERS.size()).toList();
        int proven = 0;
        double seconds = 0;
        for (long seed = 1; seed <= size.seeds(); seed++) {
            Problem problem = size.problem(seed);
            Exact exact = size.most(problem);
            assertThat(Feasibility.violations(problem, exact.placement())).isEmpty();
            proven += exact.isProven() ? 1 : 0;
            seconds += exact.seconds() / size.seeds();
            for (int at = 0; at < CONTENDERS.size(); at++) {
                score(size, problem, exact, CONTENDERS.get(at), scores.get(at));
            }
        }
        assertThat(proven).as("optima proven, " + size).isGreaterThan(size.seeds() / 2);
        String name = "%d × %d".formatted(size.servers(), size.services());
        List<String> columns = new ArrayList<>(List.of(
                size.isHard() ? name + ", %s / %s".formatted(size.load(), size.memory()) : name,
                "%d of %d".formatted(proven, size.seeds()),
                String.format(Locale.ROOT, "%.2f", seconds)));
        scores.forEach(score -> columns.add(score.text()));
        System.out.println(row(columns));
        return scores;
    }

    private static void score(Size size, Problem problem, Exact exact, Contender contender, Score score) {
        Placement placement = contender.placer().place(problem, Patience.endless());
        assertThat(Feasibility.violations(problem, placement))
                .as(contender.name())
                .isEmpty();
        assertThat(placement.amount()).as(contender.name()).isLessThanOrEqualTo(exact.bound() * (1 + 1e-9));
        if (contender.placer() instanceof PriceGuidedPlacer placer) {
            double certified = placer.solve(problem, Patience.endless()).bound();
            assertThat(exact.amount()).as("the certified bound, " + size).isLessThanOrEqualTo(certified * (1 + 1e-9));
        }
        if (exact.isProven()) {
            score.ofOptimum.accept(placement.amount() / exact.amount());
        }
        if (exact.isProven() && size.servers() <= MOST_SERVERS_FOR_CHANGES) {
            Exact fewest = size.fewestChanges(problem, placement);
            if (fewest.isProven()) {
                score.changes += placement.starts() + placement.stops();
                score.fewestChanges += fewest.changes();
            }
        }
    }

    private static String row(List<String> columns) {
        return "| " + String.join(" | ", columns) + " |";
    }
}
