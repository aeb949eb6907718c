package dev.headroom.ma2scf.check;

import static dev.headroom.ma2scf.Clusters.LB1;
import static dev.headroom.ma2scf.Clusters.LB2;
import static dev.headroom.ma2scf.Clusters.SHOP;
import static dev.headroom.ma2scf.Clusters.WEB;
import static dev.headroom.ma2scf.Clusters.container;
import static dev.headroom.ma2scf.Clusters.endpoint;
import static dev.headroom.ma2scf.Clusters.spec;
import static dev.headroom.ma2scf.check.LoanOfWeb.ADDRESS;
import static dev.headroom.ma2scf.check.LoanOfWeb.BORROW;
import static dev.headroom.ma2scf.check.LoanOfWeb.FOUR;
import static dev.headroom.ma2scf.check.LoanOfWeb.LOAN;
import static dev.headroom.ma2scf.check.LoanOfWeb.add;
import static dev.headroom.ma2scf.check.LoanOfWeb.after;
import static dev.headroom.ma2scf.check.LoanOfWeb.await;
import static dev.headroom.ma2scf.check.LoanOfWeb.limited;
import static dev.headroom.ma2scf.check.LoanOfWeb.remove;
import static dev.headroom.ma2scf.check.LoanOfWeb.start;
import static dev.headroom.ma2scf.check.LoanOfWeb.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.World;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.ServiceLimits;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the checker says of plans that break one invariant each. */
class PlanCheckerTest {

    private static final ContainerId SECOND = new ContainerId(LOAN.server(), "web-3b");

    /** @param sentence part of what the checker says; empty for a plan that is safe */
    record Case(String name, ClusterSnapshot start, List<Action> actions, String sentence) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Action weight(DirectorId director, int server, int from, int to) {
        return new TableAction.SetWeight(director, WEB, ADDRESS, spec(endpoint("web", server), from), new Weight(to));
    }

    private static Action drained(DirectorId director, int server) {
        return new TableAction.AwaitDrained(director, WEB, ADDRESS, endpoint("web", server), Duration.ofSeconds(60));
    }

    private static ClusterSnapshot with(ClusterSnapshot s, RealServer changed) {
        return new ClusterSnapshot(
                s.revision(),
                s.takenAt(),
                s.directors(),
                s.servers().stream()
                        .map(r -> r.id().equals(changed.id()) ? changed : r)
                        .toList(),
                s.services());
    }

    private static ClusterSnapshot lendsNothing() {
        RealServer r = FOUR.server(LOAN.server()).orElseThrow();
        return with(FOUR, new RealServer(r.id(), r.zone(), false, r.load(), r.containers()));
    }

    private static ClusterSnapshot oneHomeBroken() {
        return FOUR.container(container("web", 2))
                .map(c -> FOUR.withContainer(c.withState(ContainerState.STOPPED, false)))
                .orElseThrow();
    }

    private static ClusterSnapshot minimum(int minimum) {
        return Clusters.empty()
                .service("web", 1, minimum)
                .server("rs1", "a", 4)
                .server("rs2", "a", 4)
                .home("web", 1)
                .home("web", 2)
                .build();
    }

    /** One of two homes is quiesced before the loan serves, and comes back after. */
    private static List<Action> dip() {
        List<Action> actions = new ArrayList<>(List.of(weight(LB1, 1, 100, 0), weight(LB2, 1, 100, 0)));
        actions.addAll(BORROW);
        return actions;
    }

    private static ClusterSnapshot memory(long usedMebibytes) {
        ClusterSnapshot s = new World(FOUR).snapshot();
        RealServer r = s.server(LOAN.server()).orElseThrow();
        return with(
                s,
                new RealServer(
                        r.id(),
                        r.zone(),
                        r.lends(),
                        r.load()
                                .map(load -> new ServerLoad(
                                        load.capacity(), new Resources(0, usedMebibytes * Clusters.MEBIBYTE, 0))),
                        r.containers()));
    }

    private static ClusterSnapshot unmeasuredLoan() {
        return new World(after(FOUR, List.of(start(), await()))).cutOff(3).snapshot();
    }

    private static ClusterSnapshot deadHome() {
        return new World(after(FOUR, List.of(weight(LB1, 1, 100, 0), weight(LB2, 1, 100, 0))))
                .kill(1)
                .snapshot();
    }

    private static ClusterSnapshot hashed() {
        return Clusters.fourServers().scheduler("sh").build();
    }

    /** The loan's server has two stand-by containers, of which the second runs already. */
    private static ClusterSnapshot secondRuns(UnaryOperator<ServiceLimits> change) {
        ClusterSnapshot s = Clusters.fourServers().secondStandBy("web", 3).build();
        return limited(after(s, List.of(new ContainerAction.StartContainer(SECOND))), WEB, change);
    }

    /** The second loan ends, then the first begins. */
    private static List<Action> replaced() {
        List<Action> actions = new ArrayList<>(List.of(new ContainerAction.StopContainer(SECOND)));
        actions.addAll(BORROW);
        return actions;
    }

    private static ClusterSnapshot dead(ClusterSnapshot s) {
        return new World(s).kill(1).snapshot();
    }

    private static ClusterSnapshot cutOff(ClusterSnapshot s) {
        return new World(s).cutOff(1).snapshot();
    }

    /** Each limit, what just keeps it, and what was beyond it before. */
    static Stream<Case> limits() {
        List<Action> both = new ArrayList<>(BORROW);
        both.add(new ContainerAction.StartContainer(SECOND));
        return Stream.of(
                new Case("a maximum", web(l -> l.withMaximum(2)), BORROW, "3 containers, and 2 is its maximum"),
                new Case("a maximum that is reached", web(l -> l.withMaximum(3)), BORROW, ""),
                new Case(
                        "a maximum, by what a plan itself starts",
                        limited(Clusters.fourServers().secondStandBy("web", 3).build(), WEB, l -> l.withMaximum(3)),
                        both,
                        "4 containers, and 3 is its maximum"),
                new Case("a maximum, what is dead does not count", dead(web(l -> l.withMaximum(2))), BORROW, ""),
                new Case(
                        "a maximum, what cannot be read but answers counts",
                        cutOff(web(l -> l.withMaximum(2))),
                        BORROW,
                        "3 containers, and 2 is its maximum"),
                new Case(
                        "beyond the maximum before, and worse",
                        secondRuns(l -> l.withMaximum(2)),
                        BORROW,
                        "4 containers, and 2 is its maximum"),
                new Case("beyond the maximum before, and no worse", secondRuns(l -> l.withMaximum(2)), replaced(), ""),
                new Case(
                        "one server",
                        secondRuns(l -> l.withPerServer(1)),
                        BORROW,
                        "2 containers on rs3, and 1 is the limit for one server"),
                new Case("one server that has room", secondRuns(l -> l.withPerServer(2)), BORROW, ""),
                new Case(
                        "one zone",
                        web(l -> l.withPerZone(1)),
                        BORROW,
                        "2 containers in the zone rack-a, and 1 is the limit for one zone"),
                new Case("one zone that has room", web(l -> l.withPerZone(2)), BORROW, ""),
                new Case(
                        "a forbidden lender",
                        web(l -> l.withForbiddenLenders(Set.of(LOAN.server()))),
                        BORROW,
                        "do not let rs3 lend"),
                new Case(
                        "a lender that is not named",
                        web(l -> l.withAllowedLenders(Set.of(Clusters.server(4)))),
                        BORROW,
                        "do not let rs3 lend"),
                new Case("a lender that is named", web(l -> l.withAllowedLenders(Set.of(LOAN.server()))), BORROW, ""),
                new Case(
                        "a neighbour that the borrower must not have",
                        web(l -> l.withApart(Set.of(SHOP))),
                        BORROW,
                        "must not share rs3 with shop"),
                new Case(
                        "a neighbour that must not have the borrower",
                        limited(FOUR, SHOP, l -> l.withApart(Set.of(WEB))),
                        BORROW,
                        "must not share rs3 with shop"),
                new Case("a neighbour that was there before", secondRuns(l -> l.withApart(Set.of(SHOP))), BORROW, ""));
    }

    static Stream<Case> cases() {
        ClusterSnapshot lent = after(FOUR, BORROW);
        List<Action> back = List.of(
                weight(LB1, 3, 50, 0),
                weight(LB2, 3, 50, 0),
                drained(LB1, 3),
                drained(LB2, 3),
                remove(LB1, 3),
                remove(LB2, 3),
                new ContainerAction.StopContainer(LOAN));
        List<Action> hasty = List.of(
                weight(LB1, 3, 50, 0),
                weight(LB2, 3, 50, 0),
                remove(LB1, 3),
                remove(LB2, 3),
                new ContainerAction.StopContainer(LOAN));
        return Stream.of(
                new Case("a loan", FOUR, BORROW, ""),
                new Case("giving it back", lent, back, ""),
                new Case("not drained", lent, hasty, "must be drained before"),
                new Case(
                        "moved for nothing",
                        FOUR,
                        List.of(
                                weight(LB1, 1, 100, 50),
                                weight(LB2, 1, 100, 50),
                                weight(LB1, 1, 50, 100),
                                weight(LB2, 1, 50, 100)),
                        "for nothing"),
                new Case("served less for a while", FOUR, dip(), "before and after"),
                new Case("no memory", memory(7000), BORROW, "bytes of memory to lend"),
                new Case("memory that is just enough", memory(6700), BORROW, ""),
                new Case(
                        "a destination on a server that is not measured",
                        unmeasuredLoan(),
                        List.of(add(LB1), add(LB2)),
                        "is not measured"),
                new Case(
                        "clients for what is dead",
                        deadHome(),
                        List.of(weight(LB1, 1, 0, 100), weight(LB2, 1, 0, 100)),
                        "not seen to answer"),
                new Case(
                        "more clients for what is dead, in the middle of a ramp",
                        deadHome(),
                        List.of(weight(LB1, 1, 20, 100), weight(LB2, 1, 20, 100)),
                        "not seen to answer"),
                new Case(
                        "more clients for what is not read, in the middle of a ramp",
                        new World(lent).cutOff(3).snapshot(),
                        List.of(weight(LB1, 3, 50, 100), weight(LB2, 3, 50, 100)),
                        "not seen to answer"),
                new Case(
                        "fewer clients for what is not read",
                        new World(lent).cutOff(3).snapshot(),
                        List.of(weight(LB1, 3, 50, 20), weight(LB2, 3, 50, 20)),
                        ""),
                new Case(
                        "clients would be refused",
                        hashed(),
                        List.of(weight(LB1, 1, 100, 0), weight(LB2, 1, 100, 0)),
                        "refuses clients"),
                new Case("adding before it answers", FOUR, List.of(add(LB1), add(LB2)), "does not answer"),
                new Case("one director only", FOUR, List.of(start(), await(), add(LB1)), "not agree"),
                new Case("weight on one director only", lent, List.of(weight(LB1, 3, 50, 0)), "not agree"),
                new Case(
                        "quiesced where only one director has it",
                        new TableAction.RemoveDestination(LB2, WEB, ADDRESS, spec(endpoint("web", 3), 50))
                                .appliedTo(lent),
                        List.of(weight(LB1, 3, 50, 0)),
                        ""),
                new Case(
                        "removing what gets clients", lent, List.of(remove(LB1, 3), remove(LB2, 3)), "quiesced before"),
                new Case(
                        "stopping what is known",
                        lent,
                        List.of(new ContainerAction.StopContainer(LOAN)),
                        "still has a destination"),
                new Case(
                        "stopping a home",
                        FOUR,
                        List.of(new ContainerAction.StopContainer(container("web", 1))),
                        "not a stand-by"),
                new Case("a server that does not lend", lendsNothing(), BORROW, "does not lend"),
                new Case("no reserve", new World(FOUR).other(3, 3.5).snapshot(), BORROW, "above its reserve"),
                new Case(
                        "a server that is not measured",
                        new World(FOUR).cutOff(3).snapshot(),
                        BORROW,
                        "not measured"),
                new Case(
                        "nothing left",
                        oneHomeBroken(),
                        List.of(weight(LB1, 1, 100, 0), weight(LB2, 1, 100, 0)),
                        "must keep 1"),
                new Case(
                        "below the minimum",
                        minimum(2),
                        List.of(weight(LB1, 1, 100, 0), weight(LB2, 1, 100, 0)),
                        "must keep 2"),
                new Case(
                        "was below the minimum before",
                        minimum(3),
                        List.of(weight(LB1, 1, 100, 50), weight(LB2, 1, 100, 50)),
                        ""),
                new Case(
                        "changed by somebody else",
                        FOUR,
                        List.of(weight(LB1, 1, 70, 0), weight(LB2, 1, 70, 0)),
                        "changed by someone else"));
    }

    private static List<String> said(PlanKind kind, List<Action> actions, ClusterSnapshot start) {
        Plan plan = new Plan(
                kind,
                WEB,
                1,
                0,
                actions.stream().map(a -> new Step(a, "a test")).toList(),
                List.of(),
                List.of(),
                List.of());
        return new PlanChecker(SharingPolicy.defaults())
                .check(plan, start).stream().map(Violation::sentence).toList();
    }

    /** Two installations each did half of a failover; each gives back its own half. */
    @Test
    void oneDirectorMayGetAHomeBackThatSomebodyElseHasTakenFromTheOther() {
        ClusterSnapshot both = after(FOUR, List.of(weight(LB1, 1, 100, 0), weight(LB2, 1, 100, 0)));
        List<Action> half = List.of(weight(LB1, 1, 0, 100));

        assertThat(said(PlanKind.RESTORE, half, both)).isEmpty();
        assertThat(said(PlanKind.BALANCE, half, both)).anyMatch(sentence -> sentence.contains("not agree"));
        assertThat(said(PlanKind.RESTORE, List.of(weight(LB1, 1, 100, 0)), FOUR))
                .as("a restoration takes nothing away")
                .anyMatch(sentence -> sentence.contains("not agree"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"cases", "limits"})
    void sees(Case c) {
        List<String> said = said(PlanKind.BORROW, c.actions(), c.start());
        if (c.sentence().isEmpty()) {
            assertThat(said).isEmpty();
        } else {
            assertThat(said).anyMatch(sentence -> sentence.contains(c.sentence()));
        }
    }
}
