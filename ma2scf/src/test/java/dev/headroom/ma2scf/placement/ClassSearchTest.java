package dev.headroom.ma2scf.placement;

import static dev.headroom.ma2scf.placement.SmallProblems.borrower;
import static dev.headroom.ma2scf.placement.SmallProblems.supply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.ma2scf.placement.Borrower.Limits;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The search of one priority class on small problems that are solved by hand, and the containers that it fills before
 * it starts others.
 */
class ClassSearchTest {
    private static final Patience ENDLESS = Patience.endless();
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    record Known(String name, Problem problem, double amount, int changes) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Known> problems() {
        Limits two = new Limits(2, 9, 1, 9, Limits.WITH_ANY);
        return Stream.of(
                new Known(
                        "what runs serves all: nothing changes",
                        SmallProblems.builder(List.of(supply(5, 2), supply(9, 2)), borrower(5, 1))
                                .running(0, 0, 1)
                                .build(),
                        5,
                        0),
                new Known(
                        "one large server instead of two small ones",
                        SmallProblems.of(List.of(supply(3, 2), supply(3, 2), supply(6, 2)), borrower(6, 1)),
                        6,
                        1),
                new Known(
                        "what runs moves when that serves more, for one start and one stop",
                        SmallProblems.builder(List.of(supply(5, 3), supply(4, 1)), borrower(5, 3), borrower(4, 1))
                                .running(1, 0, 1)
                                .build(),
                        9,
                        3),
                new Known(
                        "load moves where a start alone gains nothing",
                        SmallProblems.builder(List.of(supply(1, 2), supply(1, 1)), borrower(1, 1), borrower(1, 2))
                                .running(0, 0, 1)
                                .build(),
                        2,
                        3),
                new Known(
                        "the minimum runs though it carries nothing",
                        SmallProblems.of(List.of(supply(5, 9), supply(5, 9)), borrower(1, 1, 1, INFINITE, two)),
                        1,
                        2),
                new Known(
                        "where nothing fits nothing starts",
                        SmallProblems.of(List.of(supply(5, 1)), borrower(4, 2)),
                        0,
                        0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("problems")
    void searchesAsByHand(Known known) {
        Problem problem = known.problem();
        Draft draft = new Draft(problem);
        draft.open(0);
        ClassSearch search = new ClassSearch(draft, new LoadShift(draft), ENDLESS);
        search.keep();
        search.run(Prices.of(new TypeProblem(problem, ServerTypes.of(problem), _ -> true)), 0, INFINITE);
        assertThat(draft.amount()).isCloseTo(known.amount(), within(1e-6));
        assertThat(draft.changes()).isEqualTo(known.changes());
        assertThat(draft.missing()).isZero();
    }

    @Test
    void enoughIsEnough() {
        Problem problem = SmallProblems.of(List.of(supply(3, 2), supply(3, 2), supply(3, 2)), borrower(9, 1));
        Draft draft = new Draft(problem);
        draft.open(0);
        new ClassSearch(draft, new LoadShift(draft), ENDLESS)
                .run(Prices.of(new TypeProblem(problem, ServerTypes.of(problem), _ -> true)), 0, 5);
        assertThat(draft.amount()).isGreaterThanOrEqualTo(5 * (1 - 1e-6));
        assertThat(draft.changes()).isEqualTo(2);
    }

    /** Two containers of 3 run for a demand of 4; the server with less room for more containers is filled first. */
    @Test
    void theTightestServerIsFilledFirst() {
        Draft draft = new Draft(SmallProblems.of(List.of(supply(3, 5), supply(3, 1)), borrower(4, 1)));
        draft.open(0);
        draft.put(0, 0, 1, 0);
        draft.put(0, 1, 1, 0);
        new Filling(draft).fillTightest(0);
        assertThat(draft.placement().load(0, 1)).isEqualTo(3);
        assertThat(draft.placement().load(0, 0)).isEqualTo(1);
    }

    @Test
    void fillingKeepsToWhatAContainerCanCarryAndToTheDemand() {
        Draft draft =
                new Draft(SmallProblems.of(List.of(supply(9, 5), supply(9, 5)), borrower(4, 1, 1, 2.5, Limits.NONE)));
        draft.open(0);
        draft.put(0, 0, 1, 0);
        Filling filling = new Filling(draft);
        filling.fill(0);
        assertThat(draft.placement().load(0, 0)).isEqualTo(2.5);
        draft.put(0, 1, 1, 0);
        filling.fill(0);
        assertThat(draft.placement().load(0, 1)).isEqualTo(1.5);
    }
}
