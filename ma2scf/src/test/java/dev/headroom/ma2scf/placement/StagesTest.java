package dev.headroom.ma2scf.placement;

import static dev.headroom.ma2scf.placement.SmallProblems.borrower;
import static dev.headroom.ma2scf.placement.SmallProblems.supply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.ma2scf.placement.Borrower.Limits;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each stage on problems that are solved by hand: one load resource, one kind of room. */
class StagesTest {
    private static final Patience ENDLESS = Patience.endless();
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    record Bounded(String name, Problem problem, double bound) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Bounded> bounds() {
        return Stream.of(
                new Bounded("demand is less than there is", SmallProblems.of(List.of(supply(9, 9)), borrower(4, 1)), 4),
                new Bounded(
                        "servers have less", SmallProblems.of(List.of(supply(3, 9), supply(3, 9)), borrower(9, 1)), 6),
                new Bounded(
                        "what is worth more comes first",
                        SmallProblems.of(
                                List.of(supply(5, 9)),
                                borrower(4, 3, 1, INFINITE, Limits.NONE),
                                borrower(4, 1, 1, INFINITE, Limits.NONE)),
                        13),
                new Bounded("no room for any container", SmallProblems.of(List.of(supply(5, 1)), borrower(4, 2)), 0),
                new Bounded(
                        "of two that take more than half there is one",
                        SmallProblems.of(List.of(supply(8, 3)), borrower(4, 2), borrower(4, 2)),
                        4),
                new Bounded("nothing is asked for", SmallProblems.of(List.of(supply(5, 5)), borrower(0, 1)), 0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bounds")
    void pricesBoundAsByHand(Bounded known) {
        TypeProblem types = new TypeProblem(known.problem(), ServerTypes.of(known.problem()), i -> true);
        // steps of the last digits are left: the last goal of the prices is 1e-5 of all demand
        Prices prices = Prices.of(types);
        prices.refine(400);
        assertThat(prices.bound()).isBetween(known.bound() - 1e-9, known.bound() * 1.001 + 1e-9);
    }

    @Test
    void serversAlikeAreOneTypeWithTheSumOfWhatTheyHave() {
        Problem problem = SmallProblems.of(List.of(supply(4, 2), supply(8, 2), supply(4, 2)), borrower(5, 1));
        ServerTypes types = ServerTypes.of(problem);
        assertThat(types.types()).isEqualTo(2);
        assertThat(types.typeOf(0)).isEqualTo(types.typeOf(2)).isNotEqualTo(types.typeOf(1));
        TypeProblem all = new TypeProblem(problem, types, i -> true);
        assertThat(all.lendable[types.typeOf(0)][0]).isEqualTo(8);
        assertThat(all.room[types.typeOf(0)][0]).isEqualTo(4);
        assertThat(all.most[0]).containsExactly(5, 5);
        // a container carries 4 at most on the small type: one unit takes a quarter of its footprint
        assertThat(all.roomCost[0][types.typeOf(0)][0]).isEqualTo(0.25);
        assertThat(new TypeProblem(problem, types, i -> false).usable).containsOnly(false);
    }

    @Test
    void moreThanSixtyFourKindsOfServersAreSixtyFourTypes() {
        Problem.Builder builder = Problem.builder();
        for (int j = 0; j < 1000; j++) {
            builder.add(supply(j + 1, 1000 - j));
        }
        ServerTypes types = ServerTypes.of(builder.build());
        assertThat(types.types()).isEqualTo(ServerTypes.MOST);
        assertThat(types.typeOf(0)).isNotEqualTo(types.typeOf(999));
    }

    @Test
    void theScarceResourceWeighsMost() {
        Problem.Builder builder = Problem.builder();
        builder.add(new Supply(List.of(10.0, 1.0), List.of(), 0));
        builder.add(new Borrower(9, 1, 0, List.of(1.0, 1.0), List.of(), INFINITE, Limits.NONE));
        LoadMeasure measure = new LoadMeasure(builder.build());
        double[] left = {10, 1};
        measure.weigh(left, new int[] {0}, new double[] {1}, new double[] {9}, 1);
        assertThat(measure.left(left)).isCloseTo(1, within(1e-9));
        // one unit uses nearly all of the scale, as it uses all of the scarce one
        assertThat(measure.of(0)).isBetween(0.9, 1.0 + 1e-9);
    }

    record Staged(String name, Problem problem, Consumer<Draft> stage, double amount, int changes) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Staged> stages() {
        Problem one = SmallProblems.of(List.of(supply(4, 2)), borrower(3, 1), borrower(9, 2));
        Problem two = SmallProblems.of(List.of(supply(2, 9), supply(6, 9), supply(4, 9)), borrower(9, 1));
        Problem dense = SmallProblems.of(List.of(supply(5, 9), supply(4, 1)), borrower(4, 1), borrower(3, 4));
        Problem spread = SmallProblems.builder(
                        List.of(
                                new Supply(List.of(1.0), List.of(9.0), 0),
                                new Supply(List.of(5.0), List.of(9.0), 0),
                                new Supply(List.of(2.0), List.of(9.0), 1)),
                        borrower(9, 1, 1, INFINITE, new Limits(2, 9, 1, 9, Limits.WITH_ANY)))
                .build();
        return Stream.of(
                new Staged("a server is filled with what gains most", one, d -> refill(d, 0), 4, 1),
                new Staged("nothing starts that gains less than a start costs", one, d -> refill(d, 5), 0, 0),
                new Staged("construction serves what is short", two, d -> construct(d, two), 9, 2),
                new Staged("by amount the largest server is first", two, d -> greedy(d, GreedyOrder.By.AMOUNT), 9, 2),
                new Staged("by density room is not wasted", dense, d -> greedy(d, GreedyOrder.By.DENSITY), 7, 2),
                new Staged("minimums go to different zones", spread, d -> new Minimums(d).run(), 0, 2),
                new Staged("without patience nothing is built", two, d -> hurried(d, two), 0, 0));
    }

    private static void refill(Draft draft, double price) {
        new Refill(draft, new double[] {1, 1}).fill(0, new int[] {0, 1}, 2, price);
    }

    private static Prices prices(Problem problem) {
        return Prices.of(new TypeProblem(problem, ServerTypes.of(problem), i -> true));
    }

    private static void construct(Draft draft, Problem problem) {
        new Construction(draft, prices(problem), new double[] {1}, 0, new SplittableRandom(1)).run(0, ENDLESS);
    }

    private static void hurried(Draft draft, Problem problem) {
        new Construction(draft, prices(problem), new double[] {1}, 0, new SplittableRandom(1)).run(0, () -> true);
    }

    private static void greedy(Draft draft, GreedyOrder.By by) {
        new GreedyOrder(draft, new LoadShift(draft), by).run(0, ENDLESS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stages")
    void aStageDoesAsByHand(Staged known) {
        Draft draft = new Draft(known.problem());
        draft.open(0);
        known.stage().accept(draft);
        assertThat(draft.amount()).isCloseTo(known.amount(), within(1e-9));
        assertThat(draft.changes()).isEqualTo(known.changes());
        assertThat(draft.missing()).isZero();
    }

    @Test
    void whatOnlyThisServerCanCarryComesFirstOnlyWhenLookingAhead() {
        // the second server has no room for the first service, and the first server no core for both
        Problem problem = SmallProblems.of(List.of(supply(4, 2), supply(3, 1)), borrower(3.5, 2), borrower(4, 1));
        Draft near = new Draft(problem);
        near.open(0);
        new Construction(near, prices(problem), new double[] {1, 1}, 0, new SplittableRandom(1)).run(0, ENDLESS);
        assertThat(near.amount()).isCloseTo(4, within(1e-9));
        Draft ahead = new Draft(problem);
        ahead.open(0);
        new Construction(ahead, prices(problem), new double[] {1, 1}, 2, new SplittableRandom(1)).run(0, ENDLESS);
        assertThat(ahead.amount()).isCloseTo(6.5, within(1e-9));
    }

    @Test
    void theScoutFindsRoomBeforeItSendsSomethingAway() {
        Problem problem = SmallProblems.of(List.of(supply(5, 1), supply(4, 1)), borrower(9, 1), borrower(2, 1));
        Draft draft = new Draft(problem);
        draft.open(0);
        Scout scout = new Scout(draft, new SplittableRandom(1), 64);
        draft.put(1, 0, 1, 2);
        scout.look(0);
        assertThat(scout.server()).isEqualTo(1);
        assertThat(scout.evicted()).isEqualTo(Scout.NONE);
        draft.put(0, 1, 1, 4);
        scout.look(0);
        assertThat(scout.server()).isZero();
        assertThat(scout.evicted()).isEqualTo(1);
    }

    /** Service 0 fits only on server 0, where 1 is; 1 can go to server 1. */
    @Test
    void twoServersExchangeWhatTheyRun() {
        Problem problem = SmallProblems.of(List.of(supply(5, 3), supply(4, 1)), borrower(5, 3), borrower(4, 1));
        Draft draft = new Draft(problem);
        draft.open(0);
        draft.put(1, 0, 1, 4);
        new Exchange(draft, new LoadShift(draft), new SplittableRandom(1)).forAmount(0.01, 2000, 9, ENDLESS);
        assertThat(draft.amount()).isCloseTo(9, within(1e-9));
        assertThat(draft.placement().load(0, 0)).isCloseTo(5, within(1e-9));
        assertThat(draft.placement().load(1, 1)).isCloseTo(4, within(1e-9));
    }

    @Test
    void thinningTakesBackWhatIsNotNeeded() {
        Problem problem = SmallProblems.of(List.of(supply(5, 9), supply(5, 9), supply(5, 9)), borrower(8, 1));
        Draft draft = new Draft(problem);
        draft.open(0);
        draft.put(0, 0, 1, 3);
        draft.put(0, 1, 1, 3);
        draft.put(0, 2, 1, 2);
        new Thinning(draft, new LoadShift(draft)).run(8 * (1 - 1e-9), ENDLESS);
        assertThat(draft.changes()).isEqualTo(2);
        assertThat(draft.amount()).isCloseTo(8, within(1e-9));
    }

    @Test
    void patienceThatIsOverKeepsWhatRuns() {
        Problem problem = SmallProblems.builder(List.of(supply(5, 9), supply(5, 9)), borrower(8, 1))
                .running(0, 1, 1)
                .build();
        Solution hurried = new PriceGuidedPlacer().solve(problem, () -> true);
        assertThat(hurried.placement().load(0, 1)).isEqualTo(5);
        assertThat(hurried.placement().starts() + hurried.placement().stops()).isZero();
        Solution whole = new PriceGuidedPlacer().solve(problem, ENDLESS);
        assertThat(whole.amount()).isCloseTo(8, within(1e-6));
        assertThat(new PriceGuidedPlacer()
                        .solve(problem, 4, ENDLESS)
                        .placement()
                        .starts())
                .isZero();
    }

    /** Two equally good places for the higher class: asked again it must not drift to the one that the lower class needs. */
    @Test
    void askedAgainAHigherClassDoesNotTakeTheOnlyPlaceOfALowerOne() {
        PriceGuidedPlacer placer = new PriceGuidedPlacer();
        for (long seed : new long[] {461, 1376, 1576}) {
            Problem problem = SmallProblems.tiny(seed);
            Solution before = placer.solve(problem, ENDLESS);
            double again = placer.again(before, problem, ENDLESS).amount();
            assertThat(again).isGreaterThanOrEqualTo(before.amount() * (1 - 1e-6));
        }
    }
}
