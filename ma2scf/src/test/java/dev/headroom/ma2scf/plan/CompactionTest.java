package dev.headroom.ma2scf.plan;

import static dev.headroom.ma2scf.Clusters.LB1;
import static dev.headroom.ma2scf.Clusters.LB2;
import static dev.headroom.ma2scf.Clusters.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CompactionTest {
    private static final VirtualAddress ADDRESS =
            Clusters.twoDirectorsFourServers().service(WEB).orElseThrow().address();
    private static final ContainerId LOAN = Clusters.container("web", 3);

    record Case(String name, List<Action> actions, List<Action> expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Action start() {
        return new ContainerAction.StartContainer(LOAN);
    }

    private static Action serving() {
        return new ContainerAction.AwaitServing(LOAN, Duration.ofSeconds(30));
    }

    private static Action stop() {
        return new ContainerAction.StopContainer(LOAN);
    }

    private static Action add(DirectorId director, int weight) {
        return new TableAction.AddDestination(
                director, WEB, ADDRESS, Clusters.spec(Clusters.endpoint("web", 3), weight));
    }

    private static Action set(DirectorId director, int from, int to) {
        return new TableAction.SetWeight(
                director, WEB, ADDRESS, Clusters.spec(Clusters.endpoint("web", 3), from), new Weight(to));
    }

    private static Action drained(DirectorId director) {
        return new TableAction.AwaitDrained(
                director, WEB, ADDRESS, Clusters.endpoint("web", 3), Duration.ofSeconds(60));
    }

    private static Action remove(DirectorId director) {
        return new TableAction.RemoveDestination(director, WEB, ADDRESS, Clusters.spec(Clusters.endpoint("web", 3), 0));
    }

    static Stream<Case> cases() {
        List<Action> loan = List.of(start(), serving(), add(LB1, 18), add(LB2, 18), set(LB1, 18, 72), set(LB2, 18, 72));
        List<Action> returned =
                List.of(set(LB1, 72, 0), set(LB2, 72, 0), drained(LB1), drained(LB2), remove(LB1), remove(LB2), stop());
        return Stream.of(
                new Case("a loan with a ramp stays", loan, loan),
                new Case("a return stays", returned, returned),
                new Case("a loan and its return are nothing", joined(loan, returned), List.of()),
                new Case("started and stopped", List.of(start(), serving(), stop()), List.of()),
                new Case("stopped and started", List.of(stop(), start(), serving()), List.of()),
                new Case(
                        "started, stopped, started",
                        List.of(start(), serving(), stop(), start(), serving()),
                        List.of(start(), serving())),
                new Case("A to B to A", List.of(set(LB1, 5, 9), set(LB1, 9, 5)), List.of()),
                new Case(
                        "drained for nothing",
                        List.of(set(LB1, 5, 0), drained(LB1), set(LB1, 0, 5), set(LB2, 5, 0)),
                        List.of(set(LB2, 5, 0))),
                new Case(
                        "A to B to C rises early",
                        List.of(set(LB1, 1, 5), set(LB2, 1, 9), set(LB1, 5, 9)),
                        List.of(set(LB1, 1, 9), set(LB2, 1, 9))),
                new Case(
                        "A to B to C falls late",
                        List.of(set(LB1, 9, 5), set(LB2, 9, 0), set(LB1, 5, 0), drained(LB1)),
                        List.of(set(LB2, 9, 0), set(LB1, 9, 0), drained(LB1))),
                new Case(
                        "a ramp in three raises stays",
                        List.of(add(LB1, 1), set(LB1, 1, 4), set(LB1, 4, 16), set(LB1, 16, 64)),
                        List.of(add(LB1, 1), set(LB1, 1, 4), set(LB1, 4, 16), set(LB1, 16, 64))),
                new Case(
                        "two raises of what was there before are one",
                        List.of(set(LB1, 1, 4), set(LB1, 4, 16)),
                        List.of(set(LB1, 1, 16))),
                new Case("added with too much", List.of(add(LB1, 9), set(LB1, 9, 4)), List.of(add(LB1, 4))),
                new Case("removed and added", List.of(remove(LB1), add(LB1, 0), stop()), List.of(stop())),
                new Case("only waiting", List.of(serving(), drained(LB1)), List.of()),
                new Case(
                        "the same on two directors is not a chain",
                        List.of(set(LB1, 5, 9), set(LB2, 9, 5)),
                        List.of(set(LB1, 5, 9), set(LB2, 9, 5))));
    }

    private static List<Action> joined(List<Action> first, List<Action> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void leavesOutWhatUndoesItself(Case c) {
        List<Step> steps = c.actions().stream().map(a -> new Step(a, "a test")).toList();
        assertThat(Compaction.of(steps)).extracting(Step::action).isEqualTo(c.expected());
    }
}
