package dev.headroom.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.placement.Borrower;
import dev.headroom.ma2scf.placement.Borrower.Limits;
import dev.headroom.ma2scf.placement.Placement;
import dev.headroom.ma2scf.placement.Problem;
import dev.headroom.ma2scf.placement.Supply;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two servers in one zone with 8 cores, 4 Gbit/s, 10 GB and 4 slots each; three services of 4 GB a container and 5 units each. */
class FeasibilityTest {
    private static final Problem PROBLEM = problem();

    record Case(String name, Consumer<Placement> answer, String told) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Problem problem() {
        Problem.Builder builder = Problem.builder();
        builder.add(new Supply(List.of(8.0, 4.0), List.of(10.0, 4.0), 0));
        builder.add(new Supply(List.of(8.0, 4.0), List.of(10.0, 4.0), 0));
        builder.add(service(1.0, 0.1, new Limits(0, 3, 2, 9, 7)));
        builder.add(service(1.0, 1.0, new Limits(2, 9, 9, 2, 7)));
        builder.add(service(2.0, 0.1, new Limits(0, 9, 9, 9, Limits.WITH_ANY)));
        return builder.build();
    }

    private static Borrower service(double cores, double network, Limits limits) {
        return new Borrower(12, 1, 0, List.of(cores, network), List.of(4.0, 1.0), 5, limits);
    }

    static Stream<Case> broken() {
        return Stream.of(
                new Case("cores", p -> p.set(2, 0, 1, 4.1), "Load on server 0: 8.2 of resource 0"),
                new Case("network", p -> p.set(1, 0, 1, 4.1), "Load on server 0: 4.1 of resource 1"),
                new Case("memory", p -> p.set(2, 1, 3, 1), "Containers on server 1: 12.0 of resource 0"),
                new Case(
                        "containers a server", p -> p.set(0, 0, 3, 1), "3 containers on server 0, where it may have 2"),
                new Case("what a container carries", p -> p.set(0, 0, 1, 5.1), "too much for 1 containers"),
                new Case("a load below 0", p -> p.set(0, 0, 1, -0.1), "carries -0.1 on server 0"),
                new Case("a load that is no number", p -> p.set(0, 0, 1, Double.NaN), "carries NaN on server 0"),
                new Case("containers below 0", p -> p.set(0, 0, -1, 0), "-1 containers on server 0"),
                new Case("demand", p -> both(p, 0, 2, 6.5), "served 13.0 of 12.0"),
                new Case("containers in all", p -> both(p, 0, 2, 1), "4 containers, at most 3"),
                new Case("containers in a zone", p -> both(p, 1, 2, 1), "4 containers in zone 0, at most 2"),
                new Case("apart", FeasibilityTest::together, "Services 0 and 1 must be apart and share server 0."));
    }

    private static void both(Placement placement, int service, int count, double load) {
        placement.set(service, 0, count, load);
        placement.set(service, 1, count, load);
    }

    private static void together(Placement placement) {
        placement.set(0, 0, 1, 1);
        placement.set(1, 0, 1, 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void namesEachRuleThatIsBroken(Case broken) {
        Placement placement = new Placement(PROBLEM);
        broken.answer().accept(placement);
        assertThat(Feasibility.violations(PROBLEM, placement))
                .anySatisfy(told -> assertThat(told).contains(broken.told()));
    }

    @Test
    void slotsCountToo() {
        Problem.Builder builder = Problem.builder();
        builder.add(new Supply(List.of(8.0), List.of(10.0, 1.0), 0));
        Limits two = new Limits(0, 2, 2, 2, Limits.WITH_ANY);
        builder.add(new Borrower(2, 1, 0, List.of(1.0), List.of(1.0, 1.0), 1, two));
        Problem problem = builder.build();
        Placement placement = new Placement(problem);
        placement.set(0, 0, 2, 2);
        assertThat(Feasibility.violations(problem, placement))
                .containsExactly("Containers on server 0: 2.0 of resource 1, which has 1.0.");
    }

    @Test
    void findsNothingInAnAnswerThatUsesEverythingUp() {
        Placement placement = new Placement(PROBLEM);
        placement.set(0, 0, 2, 8);
        placement.set(0, 1, 1, 4);
        placement.set(2, 1, 1, 2);
        assertThat(Feasibility.violations(PROBLEM, placement)).isEmpty();
    }

    @Test
    void namesMissingMinimumsOnlyIfAsked() {
        Placement placement = new Placement(PROBLEM);
        assertThat(Feasibility.violations(PROBLEM, placement)).isEmpty();
        assertThat(Feasibility.violations(PROBLEM, placement, true))
                .containsExactly("Service 1 has 0 containers, at least 2.");
    }

    @Test
    void forbidsWhatIsNotNamedAsOpen() {
        Problem.Builder builder = Problem.builder();
        builder.add(new Supply(List.of(8.0), List.of(), 0));
        builder.add(new Borrower(2, 1, 0, List.of(1.0), List.of(), 1, Limits.NONE));
        Problem problem = builder.nowhereElse().build();
        Placement placement = new Placement(problem);
        placement.set(0, 0, 1, 1);
        assertThat(Feasibility.violations(problem, placement))
                .containsExactly("Service 0 has 1 containers on server 0, where it may have 0.");
    }
}
