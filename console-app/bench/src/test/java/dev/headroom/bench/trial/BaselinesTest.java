package dev.headroom.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.ma2scf.placement.Borrower;
import dev.headroom.ma2scf.placement.Borrower.Limits;
import dev.headroom.ma2scf.placement.Patience;
import dev.headroom.ma2scf.placement.Placement;
import dev.headroom.ma2scf.placement.Placer;
import dev.headroom.ma2scf.placement.Problem;
import dev.headroom.ma2scf.placement.Supply;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Problems small enough to be solved by hand: one load resource and one kind of room. */
class BaselinesTest {
    private static final Placer NAIVE = new NaiveMostAvailable();
    private static final Placer DENSITY = new DensityFirst();
    private static final Placer REFILL = new ShiftAndRefill();

    record Case(String name, Placer placer, Problem problem, double amount, int starts, int stops) {
        @Override
        public String toString() {
            return name + ", " + placer.getClass().getSimpleName();
        }
    }

    static Stream<Case> cases() {
        Problem mostAvailable = problem(List.of(supply(2, 9), supply(6, 9), supply(4, 9)), List.of(service(9, 0, 1)))
                .build();
        // the greatest deficit takes the one server with room for the other service
        Problem wrongServer = problem(List.of(supply(5, 9), supply(4, 1)), List.of(service(4, 0, 1), service(3, 0, 4)))
                .build();
        // service 0 sits on server 0 and could move its load; service 1 can only run there
        Problem mustShift = problem(List.of(supply(1, 2), supply(1, 1)), List.of(service(1, 0, 1), service(0.5, 0, 1)))
                .allow(0, 0, 1)
                .allow(0, 1, 1)
                .allow(1, 0, 1)
                .running(0, 0, 1)
                .running(0, 1, 1)
                .build();
        Problem priorities = problem(List.of(supply(4, 1)), List.of(service(9, 1, 1), service(1, 0, 1)))
                .build();
        Problem enough = problem(List.of(supply(4, 4), supply(4, 4)), List.of(service(3, 0, 1)))
                .running(0, 1, 1)
                .build();
        return Stream.of(
                new Case("most available first", NAIVE, mostAvailable, 9, 2, 0),
                new Case("most available first", DENSITY, mostAvailable, 9, 2, 0),
                new Case("most available first", REFILL, mostAvailable, 9, 2, 0),
                new Case("the wrong server", NAIVE, wrongServer, 5, 2, 0),
                new Case("the wrong server", DENSITY, wrongServer, 7, 2, 0),
                new Case("load must be moved", NAIVE, mustShift, 1, 0, 0),
                new Case("load must be moved", REFILL, mustShift, 1.5, 1, 0),
                new Case("one place, two priorities", NAIVE, priorities, 1, 1, 0),
                new Case("one place, two priorities", DENSITY, priorities, 1, 1, 0),
                new Case("one place, two priorities", REFILL, priorities, 1, 1, 0),
                new Case("what runs is enough", NAIVE, enough, 3, 0, 0),
                new Case("what runs is enough", DENSITY, enough, 3, 0, 0),
                new Case("what runs is enough", REFILL, enough, 3, 0, 0));
    }

    private static Problem.Builder problem(List<Supply> supplies, List<Borrower> borrowers) {
        Problem.Builder builder = Problem.builder();
        supplies.forEach(builder::add);
        borrowers.forEach(builder::add);
        return builder;
    }

    private static Supply supply(double cores, double memory) {
        return new Supply(List.of(cores), List.of(memory), 0);
    }

    private static Borrower service(double demand, int priority, double memory) {
        return new Borrower(demand, 1, priority, List.of(1.0), List.of(memory), Double.POSITIVE_INFINITY, Limits.NONE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answersAsByHand(Case known) {
        Placement placement = known.placer().place(known.problem(), Patience.endless());
        assertThat(Feasibility.violations(known.problem(), placement)).isEmpty();
        assertThat(placement.amount()).isCloseTo(known.amount(), within(1e-9));
        assertThat(placement.starts()).isEqualTo(known.starts());
        assertThat(placement.stops()).isEqualTo(known.stops());
    }

    @Test
    void refillingStopsWhatServesLittle() {
        Problem problem = problem(List.of(supply(4, 1)), List.of(service(1, 0, 1), service(4, 0, 1)))
                .running(0, 0, 1)
                .build();
        assertThat(NAIVE.place(problem, Patience.endless()).amount()).isEqualTo(1);
        Placement refilled = REFILL.place(problem, Patience.endless());
        assertThat(refilled.amount()).isEqualTo(4);
        assertThat(refilled.starts()).isEqualTo(1);
        assertThat(refilled.stops()).isEqualTo(1);
    }

    @Test
    void aContainerLimitNeedsMoreContainers() {
        Limits three = new Limits(0, 3, 3, 3, Limits.WITH_ANY);
        Borrower limited = new Borrower(5, 1, 0, List.of(1.0), List.of(1.0), 2, three);
        Problem problem = problem(List.of(supply(9, 9)), List.of(limited)).build();
        for (Placer placer : List.of(NAIVE, DENSITY, REFILL)) {
            Placement placement = placer.place(problem, Patience.endless());
            assertThat(placement.amount()).isEqualTo(5);
            assertThat(placement.starts()).isEqualTo(3);
        }
    }
}
