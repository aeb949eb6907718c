package dev.headroom.bench.finder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.bench.finder.Growth.Point;
import dev.headroom.bench.trial.Feasibility;
import dev.headroom.bench.trial.NaiveMostAvailable;
import dev.headroom.ma2scf.placement.Patience;
import dev.headroom.ma2scf.placement.Placement;
import dev.headroom.ma2scf.placement.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the benchmark counts and compares; never how long anything takes. */
final class FinderBenchTest {
    private static final BenchOptions ONCE = new BenchOptions(1, Optional.empty(), Optional.empty());

    @Test
    void everyFinderGetsTheSameProblemAndItsAnswerIsChecked() throws IOException, InterruptedException {
        Trial trial = Trial.of(Regime.LENDING, new Scale(20, 4), 1);
        List<Row> rows = new FinderBench(ONCE, _ -> {}).run(trial);
        assertThat(rows)
                .extracting(Row::finder)
                .containsExactly("MA2SCF", "naive", "density-first", "shift-and-refill");
        assertThat(rows)
                .extracting(Row::asked)
                .containsOnly(Trial.asked(trial.problem().get()));
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.violations()).isZero();
            assertThat(row.share()).isBetween(0.5, 1.0);
            assertThat(row.starts()).isPositive();
            assertThat(row.cutShort()).isFalse();
            assertThat(row.nextMillis()).isPresent();
            assertThat(row.cold().allocated()).isPositive();
        });
    }

    @Test
    void ourFinderProvesHowGoodItIsAndSaysWhatTheAmountsOfOthersWouldTake() throws IOException, InterruptedException {
        List<Row> rows = new FinderBench(ONCE, _ -> {}).run(Trial.of(Regime.LENDING, new Scale(40, 6), 2));
        Row ours = rows.getFirst();
        assertThat(ours.gap().orElseThrow()).isBetween(0.0, 0.02);
        assertThat(ours.oursHere()).isEmpty();
        assertThat(rows.subList(1, rows.size())).allSatisfy(row -> {
            assertThat(row.amount()).isLessThanOrEqualTo(ours.bound().orElseThrow() * (1 + 1e-9));
            assertThat(row.oursHere()).isPresent();
        });
    }

    @Test
    void whatOurFinderDoesNotReachHasNoChanges() {
        Problem problem = Regime.LENDING.problem(new Scale(20, 4), 1);
        Contestant ours = Contestant.all().getFirst();
        double most = ours.place(problem, Patience.endless()).bound().orElseThrow();
        assertThat(ours.changesFor(0.5 * most, problem, Patience.endless())).isPresent();
        assertThat(ours.changesFor(1.1 * most, problem, Patience.endless())).isEmpty();
    }

    @Test
    void afterEachDeadlineThereIsAnAnswerWithinTheProvenBound() {
        List<Anytime> runs = new FinderBench(ONCE, _ -> {}).anytime(Trial.of(Regime.HARD, new Scale(40, 20), 1));
        assertThat(runs).extracting(Anytime::deadline).containsExactlyElementsOf(Anytime.DEADLINES);
        assertThat(runs).allSatisfy(run -> {
            assertThat(run.violations()).isZero();
            assertThat(run.part()).isBetween(0.0, 1 + 1e-9);
        });
        assertThat(runs.getLast().part()).isGreaterThan(0.9);
    }

    @Test
    void anAnswerThatBreaksARuleIsShown() throws IOException, InterruptedException {
        Contestant greedy = Contestant.of("too much", (problem, _) -> {
            Placement placement = new Placement(problem);
            placement.set(0, 0, 1, 2 * problem.demand(0));
            return placement;
        });
        List<Row> rows =
                new FinderBench(ONCE, List.of(greedy), _ -> {}).run(Trial.of(Regime.LENDING, new Scale(20, 4), 1));
        assertThat(rows.getFirst().violations()).isPositive();
    }

    @Test
    void aDeadlineCutsARunShortAndIsMarked() throws IOException, InterruptedException {
        Contestant endless = Contestant.of("endless", (problem, patience) -> {
            while (!patience.isOver()) {
                Thread.onSpinWait();
            }
            return new Placement(problem);
        });
        BenchOptions hasty = new BenchOptions(1, Optional.of(Duration.ofMillis(5)), Optional.empty());
        List<Row> rows =
                new FinderBench(hasty, List.of(endless), _ -> {}).run(Trial.of(Regime.LENDING, new Scale(5, 2), 1));
        assertThat(rows.getFirst().cutShort()).isTrue();
        assertThat(rows.getFirst().amount()).isZero();
    }

    @Test
    void inTheNextFrameOnePercentOfTheReadingsHasChangedAndWhatWasPlacedRuns() {
        Problem before = Regime.HARD.problem(new Scale(200, 100), 3);
        Placement placed = new NaiveMostAvailable().place(before, Patience.endless());
        Problem next = NextFrame.of(before, placed, 1);
        assertThat(IntStream.range(0, 200).filter(j -> !next.supply(j).equals(before.supply(j))))
                .hasSize(2);
        assertThat(IntStream.range(0, 100).filter(i -> !next.borrower(i).equals(before.borrower(i))))
                .hasSize(1);
        assertThat(IntStream.range(0, 200).allMatch(j -> next.existing(j).length == placed.size(j)))
                .isTrue();
        Placement again = new NaiveMostAvailable().place(next, Patience.endless());
        assertThat(Feasibility.violations(next, again)).isEmpty();
        assertThat(again.starts()).isLessThan(placed.containers(0) + 20);
    }

    @Test
    void pairsThatAreNotAllowedStaySoInTheNextFrame() {
        Problem before = Regime.LENDING.problem(new Scale(10, 150), 1);
        Problem next = NextFrame.of(before, new Placement(before), 1);
        assertThat(next.isOpen()).isFalse();
        assertThat(Trial.pairs(next)).isEqualTo(Trial.pairs(before)).isLessThan(1_500);
    }

    @Test
    void theExponentIsTheSlopeOfTheLogarithms() {
        List<Point> cubes = IntStream.rangeClosed(1, 5)
                .mapToObj(n -> new Point(n * 10, 7 * Math.pow(n, 3)))
                .toList();
        assertThat(Growth.exponent(cubes)).isCloseTo(3, within(1e-9));
        assertThat(Growth.exponent(List.of(new Point(1, 1)))).isNaN();
    }

    @Test
    void aGapIsToldOnlyWhereThereIsABound() {
        Row row = row(90, OptionalDouble.of(100));
        assertThat(row.gap().orElseThrow()).isCloseTo(0.1, within(1e-12));
        assertThat(row(90, OptionalDouble.empty()).gap()).isEmpty();
    }

    private static Row row(double amount, OptionalDouble bound) {
        return new Row(
                "f",
                "t",
                1,
                "x",
                1,
                120,
                amount,
                bound,
                0,
                0,
                new Row.Effort(1, 1, 1, 1),
                OptionalDouble.empty(),
                Optional.empty(),
                false,
                0);
    }

    @Test
    void theSolversAnswerIsReadAndAnythingElseIsNot() {
        SolverProcess.Answer answer = SolverProcess.parse(
                        "solver=cp-sat amount=12.5 bound=13 starts=4 stops=1 seconds=9.876 proven=false")
                .orElseThrow();
        assertThat(answer).isEqualTo(new SolverProcess.Answer("CP-SAT", 12.5, 13, 4, 1, 9.876));
        assertThat(SolverProcess.parse("20000 servers are too many")).isEmpty();
        assertThat(new SolverProcess(Path.of("no-such-folder"), Duration.ofSeconds(1))
                        .obstacle()
                        .orElseThrow())
                .contains("no-such-folder", "-Ppeers");
    }

    @Test
    void theSolverIsAskedForTheSameProblem() {
        assertThat(Regime.HARD.arguments(new Scale(30, 4), 7, 10))
                .containsExactly("hard", "7", "30", "4", "10.0", "1.0", "0.8");
        assertThat(Regime.LENDING.arguments(new Scale(30, 4), 7, 10))
                .containsExactly("lending", "7", "30", "4", "10.0");
    }

    @Test
    void aScaleIsReadAsItIsWritten() {
        assertThat(Scale.parse("1000x100")).isEqualTo(new Scale(1_000, 100)).hasToString("1000x100");
        assertThatThrownBy(() -> Scale.parse("0x5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0x5");
    }
}
