package dev.headroom.ma2scf.sharing;

import static dev.headroom.ma2scf.Clusters.LB1;
import static dev.headroom.ma2scf.Clusters.LB2;
import static dev.headroom.ma2scf.Clusters.SHOP;
import static dev.headroom.ma2scf.Clusters.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.World;
import dev.headroom.ma2scf.check.PlanChecker;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.Restraint;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whole stories: what is decided when, and what the cluster looks like afterwards. */
class CapacitySharingTest {

    private static World calm() {
        return new World(Clusters.twoDirectorsFourServers()).demand(WEB, 300).demand(SHOP, 100);
    }

    private static World overloaded() {
        return calm().demand(WEB, 720);
    }

    private static Verdict verdict(Decision decision, ServiceId service) {
        return decision.verdicts().stream()
                .filter(v -> v.service().equals(service))
                .findFirst()
                .orElseThrow();
    }

    private static Condition condition(Decision decision, ServiceId service) {
        return decision.assessments().stream()
                .filter(a -> a.service().equals(service))
                .findFirst()
                .orElseThrow()
                .condition();
    }

    private static List<String> steps(Plan plan) {
        return plan.actions().stream().map(Action::describe).toList();
    }

    private static void assertSafe(Plan plan, World world) {
        assertThat(new PlanChecker(world.policy()).check(plan, world.snapshot()))
                .isEmpty();
    }

    @Test
    void leavesACalmClusterAlone() {
        Decision decision = calm().run(120);
        assertThat(decision.verdicts()).allMatch(v -> v instanceof Verdict.NoChange);
        assertThat(condition(decision, WEB)).isEqualTo(Condition.CALM);
    }

    @Test
    void waitsUntilAnOverloadHasLasted() {
        World world = overloaded();
        Decision decision = world.run(9);
        assertThat(condition(decision, WEB)).isEqualTo(Condition.WARM);
        assertThat(verdict(decision, WEB)).isInstanceOf(Verdict.NoChange.class);
        Decision later = world.run(1);
        assertThat(condition(later, WEB)).isEqualTo(Condition.OVERLOADED);
        assertThat(verdict(later, WEB)).isInstanceOf(Verdict.Proposed.class);
    }

    @Test
    void borrowsBreakingNothing() {
        World world = overloaded();
        Plan plan = world.plan(WEB, 20);
        Endpoint newcomer = Clusters.endpoint("web", 3);
        assertThat(plan.kind()).isEqualTo(PlanKind.BORROW);
        assertThat(steps(plan))
                .containsExactly(
                        "start web-3 on rs3",
                        "wait until web-3 on rs3 answers",
                        "add %s with weight 18 to web on lb1".formatted(newcomer),
                        "add %s with weight 18 to web on lb2".formatted(newcomer),
                        "set the weight of %s in web on lb1 from 18 to 72".formatted(newcomer),
                        "set the weight of %s in web on lb2 from 18 to 72".formatted(newcomer));
        assertThat(plan.amount()).isBetween(199.0, 201.0);
        assertThat(plan.reasons().getFirst()).contains("90 %").contains("80 %");
        assertThat(plan.whyNot()).extracting(Plan.WhyNot::subject).containsExactly("rs1", "rs2", "rs4");
        assertSafe(plan, world);
    }

    @Test
    void isRelievedByTheLoanAndAsForecast() {
        World world = overloaded();
        Plan plan = world.plan(WEB, 20);
        Decision after = world.carryOut(plan).run(60);
        ServiceAssessment web = after.assessments().getLast();
        assertThat(web.utilization().fraction()).isLessThan(0.8);
        assertThat(web.utilization().fraction())
                .isCloseTo(plan.forecast().getFirst().after().fraction(), org.assertj.core.api.Assertions.within(0.05));
        assertThat(World.plans(after)).isEmpty();
        assertThat(after.memory().loansTo(WEB))
                .singleElement()
                .satisfies(loan -> assertThat(loan.reason()).contains("overloaded"));
    }

    @Test
    void givesBackWhenTheNeedHasPassedAndTheTablesAreAsBefore() {
        World world = overloaded();
        ClusterSnapshot before = world.snapshot();
        world.carryOut(world.plan(WEB, 20)).run(300);
        world.demand(WEB, 200);
        assertThat(World.plans(world.run(59))).isEmpty();
        Plan plan = world.plan(WEB, 90);
        assertThat(plan.kind()).isEqualTo(PlanKind.GIVE_BACK);
        assertThat(steps(plan).getFirst()).contains("from 72 to 0");
        assertThat(steps(plan).getLast()).isEqualTo("stop web-3 on rs3");
        assertThat(plan.steps()).hasSize(7);
        assertSafe(plan, world);
        Decision after = world.carryOut(plan).run(120);
        assertThat(World.plans(after)).isEmpty();
        assertThat(after.memory().loans()).isEmpty();
        assertThat(after.memory().quiesced()).isEmpty();
        assertThat(specs(world.snapshot())).isEqualTo(specs(before));
    }

    @Test
    void aLoanLastsFiveHoldsHoweverSoonTheNeedHasPassed() {
        World world = overloaded();
        world.carryOut(world.plan(WEB, 20)).demand(WEB, 200);
        for (int second = 0; second < 280; second++) {
            assertThat(World.plans(world.run(1))).isEmpty();
        }
        assertThat(world.plan(WEB, 30).kind()).isEqualTo(PlanKind.GIVE_BACK);
    }

    @Test
    void whatWasGivenBackRestsWhereAnotherCanLend() {
        World world = overloaded();
        Plan first = world.plan(WEB, 20);
        world.carryOut(first).demand(WEB, 200);
        world.carryOut(world.plan(WEB, 400)).demand(WEB, 660);
        Plan again = world.plan(WEB, 20);
        assertThat(again.kind()).isEqualTo(PlanKind.BORROW);
        assertThat(steps(first)).contains("start web-3 on rs3");
        assertThat(steps(again)).contains("start web-4 on rs4");
        assertThat(again.whyNot())
                .filteredOn(w -> w.subject().equals("rs3"))
                .extracting(Plan.WhyNot::reason)
                .singleElement()
                .asString()
                .contains("others can end the overload");
    }

    @Test
    void whatWasGivenBackStartsAgainWhereNobodyElseCanLend() {
        World world = overloaded().other(4, 3.4);
        world.carryOut(world.plan(WEB, 20)).demand(WEB, 200);
        world.carryOut(world.plan(WEB, 400)).demand(WEB, 700);
        assertThat(steps(world.plan(WEB, 20))).contains("start web-3 on rs3");
    }

    private static List<?> specs(ClusterSnapshot snapshot) {
        return snapshot.directors().stream()
                .flatMap(d -> d.table().fresh().orElseThrow().entries().stream())
                .flatMap(e -> e.destinations().stream())
                .map(d -> d.spec())
                .toList();
    }

    @Test
    void givesBackALoanItFoundWhenItStarted() {
        World world = overloaded();
        world.carryOut(world.plan(WEB, 20)).forget().demand(WEB, 100);
        Decision decision = world.run(0);
        assertThat(decision.memory().loansTo(WEB))
                .singleElement()
                .satisfies(loan -> assertThat(loan.reason()).contains("when this console first saw it"));
        assertThat(world.plan(WEB, 70).kind()).isEqualTo(PlanKind.GIVE_BACK);
    }

    @Test
    void clearsAwayAContainerThatNoDirectorKnows() {
        World world = calm();
        Plan plan = overloaded().plan(WEB, 20);
        world.carryOut(plan.actions().getFirst(), plan);
        assertThat(World.plans(world.run(20))).isEmpty();
        Plan clearing = world.plan(WEB, 30);
        assertThat(clearing.kind()).isEqualTo(PlanKind.GIVE_BACK);
        assertThat(steps(clearing)).containsExactly("stop web-3 on rs3");
    }

    @Test
    void failsOverAtOnceToAnotherZone() {
        World world = calm().demand(WEB, 500);
        world.run(30);
        Plan plan = world.kill(1).plan(WEB, 0);
        assertThat(plan.kind()).isEqualTo(PlanKind.FAILOVER);
        assertThat(steps(plan).getFirst()).isEqualTo("start web-4 on rs4");
        int added = (int) plan.actions().stream()
                .takeWhile(a ->
                        !(a instanceof TableAction.SetWeight(var _, var _, var _, var _, Weight w) && w.isQuiesced()))
                .filter(a -> a instanceof TableAction.AddDestination)
                .count();
        assertThat(plan.actions())
                .filteredOn(a -> a instanceof TableAction.AddDestination)
                .hasSize(added);
        assertThat(plan.actions())
                .filteredOn(
                        a -> a instanceof TableAction.SetWeight(var _, var _, var _, var _, Weight w) && w.isQuiesced())
                .hasSize(2);
        assertThat(plan.reasons().getFirst()).contains("rs1 has failed");
        assertSafe(plan, world);
        assertThat(condition(world.decide(), WEB)).isEqualTo(Condition.DEGRADED);
    }

    @Test
    void onlyQuiescesWhereTheRestIsEnough() {
        World world = calm().demand(WEB, 100);
        world.run(10);
        Plan plan = world.kill(1).plan(WEB, 0);
        assertThat(plan.actions()).hasSize(2).allMatch(a -> a instanceof TableAction.SetWeight);
    }

    @Test
    void restoresExactlyAndGivesBackOnlyThen() {
        World world = calm().demand(WEB, 500);
        ClusterSnapshot before = world.snapshot();
        world.run(30);
        world.kill(1).carryOut(world.plan(WEB, 0)).demand(WEB, 150);
        assertThat(World.plans(world.run(200))).isEmpty();
        Plan restore = world.revive(1).plan(WEB, 15);
        assertThat(restore.kind()).isEqualTo(PlanKind.RESTORE);
        assertThat(restore.actions()).hasSize(2);
        assertSafe(restore, world);
        world.carryOut(restore);
        while (!world.memory().loansTo(WEB).isEmpty()
                || !world.memory().startedFor().isEmpty()) {
            Plan back = world.plan(WEB, 100);
            assertThat(back.kind()).isEqualTo(PlanKind.GIVE_BACK);
            world.carryOut(back).run(1);
        }
        assertThat(specs(world.snapshot())).isEqualTo(specs(before));
    }

    @Test
    void restoresAHomeOfAServiceBelowItsMinimum() {
        World world = new World(Clusters.empty()
                        .service("web", 1, 2)
                        .server("rs1", "a", 4)
                        .server("rs2", "a", 4)
                        .home("web", 1)
                        .home("web", 2)
                        .build())
                .demand(WEB, 100);
        world.run(5);
        world.kill(1).carryOut(world.plan(WEB, 0));
        assertThat(World.plans(world.run(30))).isEmpty();
        assertThat(world.revive(1).plan(WEB, 15).kind()).isEqualTo(PlanKind.RESTORE);
    }

    @Test
    void startsSomethingForAServiceWithNothingLeft() {
        World world = calm();
        world.run(10);
        world.kill(1).kill(2);
        assertThat(condition(world.decide(), WEB)).isEqualTo(Condition.DOWN);
        Plan plan = world.plan(WEB, 0);
        assertThat(plan.kind()).isEqualTo(PlanKind.FAILOVER);
        assertThat(plan.actions())
                .filteredOn(a -> a instanceof ContainerAction.StartContainer)
                .isNotEmpty();
        assertSafe(plan, world);
        Decision after = world.carryOut(plan).run(5);
        assertThat(condition(after, WEB)).isEqualTo(Condition.DEGRADED);
        assertThat(World.plans(after)).isEmpty();
    }

    @Test
    void startsSomethingEvenIfNothingWasEverMeasured() {
        World world = calm().kill(1).kill(2).demand(WEB, 0);
        Plan plan = world.plan(WEB, 0);
        assertThat(plan.actions())
                .filteredOn(a -> a instanceof ContainerAction.StartContainer)
                .hasSize(1);
        assertSafe(plan, world);
    }

    @Test
    void doesNotFailOverWhenOnlySshIsLost() {
        World world = calm();
        world.run(10);
        Decision decision = world.cutOff(1).run(60);
        assertThat(World.plans(decision)).isEmpty();
        assertThat(verdict(decision, WEB))
                .isInstanceOfSatisfying(
                        Verdict.Undecided.class,
                        undecided -> assertThat(undecided.reasons().getFirst()).contains("rs1 is not measured"));
    }

    @Test
    void quiescesAHomeThatStopsServingForTheHoldTime() {
        World world = calm();
        world.run(10);
        world.change(s -> s.container(Clusters.container("web", 1))
                .map(c -> s.withContainer(c.withState(ContainerState.FAILED, false)))
                .orElseThrow());
        assertThat(World.plans(world.run(9))).isEmpty();
        assertThat(world.plan(WEB, 2).kind()).isEqualTo(PlanKind.FAILOVER);
    }

    @Test
    void lenderOutranksItsGuest() {
        World world = overloaded();
        world.carryOut(world.plan(WEB, 20)).run(20);
        world.demand(SHOP, 600).demand(WEB, 600);
        Plan plan = world.plan(SHOP, 20);
        assertThat(plan.kind()).isEqualTo(PlanKind.RECALL);
        assertThat(steps(plan).getFirst()).contains("in web on lb1 from 72 to 0");
        assertThat(steps(plan).getLast()).isEqualTo("stop web-3 on rs3");
        assertSafe(plan, world);
        world.carryOut(plan);
        Decision after = world.run(30);
        assertThat(World.plan(WEB, after).map(Plan::kind)).isNotEqualTo(Optional.of(PlanKind.GIVE_BACK));
        World.plan(WEB, after)
                .ifPresent(p ->
                        assertThat(p.whyNot()).extracting(Plan.WhyNot::subject).contains("rs3"));
    }

    @Test
    void isUndecidedWhenADirectorIsNotRead() {
        World world = overloaded();
        world.change(s -> stale(s, LB2));
        Decision decision = world.run(30);
        assertThat(verdict(decision, WEB))
                .isInstanceOfSatisfying(
                        Verdict.Undecided.class,
                        undecided -> assertThat(undecided.reasons().getFirst()).contains("lb2"));
    }

    private static ClusterSnapshot stale(ClusterSnapshot s, DirectorId id) {
        return new ClusterSnapshot(
                s.revision(),
                s.takenAt(),
                s.directors().stream()
                        .map(d -> d.id().equals(id)
                                ? new Director(
                                        id,
                                        new Reading.Stale<>(
                                                d.table().fresh().orElseThrow(), Clusters.START, "no answer"))
                                : d)
                        .toList(),
                s.servers(),
                s.services());
    }

    @Test
    void isUndecidedWhenNobodyCanLend() {
        World world = overloaded().other(3, 3.5).other(4, 3.5);
        Decision decision = world.run(30);
        assertThat(verdict(decision, WEB))
                .isInstanceOfSatisfying(
                        Verdict.Undecided.class,
                        undecided -> assertThat(undecided.reasons()).anyMatch(r -> r.startsWith("rs3: ")));
    }

    @Test
    void neverBorrowsFromWhoMayNotLend() {
        World world = overloaded();
        world.change(s -> new ClusterSnapshot(
                s.revision(),
                s.takenAt(),
                s.directors(),
                s.servers().stream()
                        .map(r -> r.id().equals(Clusters.server(3))
                                ? new RealServer(r.id(), r.zone(), false, r.load(), r.containers())
                                : r)
                        .toList(),
                s.services()));
        assertThat(steps(world.plan(WEB, 20)).getFirst()).isEqualTo("start web-4 on rs4");
    }

    @Test
    void leavesAHomeAloneThatSomebodyElseQuiesced() {
        World world = calm().demand(WEB, 100);
        for (DirectorId director : List.of(LB1, LB2)) {
            world.change(s -> s.withEntry(director, WEB, e -> e.with(Clusters.spec(Clusters.endpoint("web", 1), 0))));
        }
        Decision decision = world.run(100);
        assertThat(verdict(decision, WEB))
                .isInstanceOfSatisfying(
                        Verdict.NoChange.class,
                        none -> assertThat(none.reasons()).anyMatch(r -> r.contains("set by somebody else")));
    }

    @Test
    void neverQuiescesALoanWhoseClientsWouldBeRefused() {
        World world = new World(hashing()).demand(WEB, 100);
        Endpoint loan = Clusters.endpoint("web", 2);
        // it was started by an earlier master of this installation
        world.change(s -> s.container(Clusters.container("web", 2))
                .map(c -> s.withContainer(c.started()))
                .orElseThrow());
        for (DirectorId director : List.of(LB1, LB2)) {
            world.change(s -> s.withEntry(director, WEB, e -> e.with(Clusters.spec(loan, 10))));
        }
        assertThat(World.plans(world.run(200))).isEmpty();
        assertThat(world.memory().loansTo(WEB)).hasSize(1);
    }

    @Test
    void lendsToAHashedServiceThatFallsBack() {
        World world = new World(withScheduler(hashing(), new Scheduler("sh", Set.of("sh-fallback")))).demand(WEB, 720);
        Plan plan = world.plan(WEB, 20);
        assertThat(plan.actions())
                .filteredOn(a -> a instanceof TableAction.SetWeight)
                .isEmpty();
        assertSafe(plan, world);
    }

    @Test
    void lendsNothingWhereTheHashHasNoBucketLeft() {
        ClusterSnapshot full = Clusters.empty()
                .service("web", 1, 1)
                .server("rs1", "a", 8)
                .server("rs2", "a", 8)
                .home("web", 1, 300)
                .standBy("web", 2)
                .build();
        World world = new World(withScheduler(full, new Scheduler("sh", Set.of("sh-fallback")))).demand(WEB, 720);
        assertThat(verdict(world.run(20), WEB))
                .isInstanceOfSatisfying(
                        Verdict.Undecided.class,
                        undecided -> assertThat(undecided.reasons()).anyMatch(r -> r.contains("no bucket left")));
    }

    @Test
    void limitsTheConnectionsOfALoanWhereTheWeightIsALimit() {
        World world = new World(withScheduler(Clusters.twoDirectorsFourServers(), Scheduler.of("ovf")))
                .demand(WEB, 720)
                .demand(SHOP, 100);
        Plan plan = world.plan(WEB, 20);
        // homes may hold 200 connections for 800/s; the lender can spare 290/s of them, in one step, after the homes
        // are full
        assertThat(plan.actions())
                .filteredOn(a -> a instanceof TableAction.AddDestination)
                .hasSize(2)
                .allSatisfy(
                        a -> assertThat(((TableAction.AddDestination) a).spec().weight())
                                .isEqualTo(new Weight(72)));
        assertThat(plan.actions()).noneMatch(a -> a instanceof TableAction.SetWeight);
        assertSafe(plan, world);
    }

    @Test
    void aLimitStaysBelowThatOfEveryHome() {
        ClusterSnapshot small = Clusters.empty()
                .service("web", 1, 1)
                .server("rs1", "a", 2)
                .server("rs2", "a", 16)
                .home("web", 1, 20)
                .standBy("web", 2)
                .build();
        Plan plan = new World(withScheduler(small, Scheduler.of("ovf")))
                .demand(WEB, 190)
                .plan(WEB, 20);
        assertThat(plan.actions())
                .filteredOn(a -> a instanceof TableAction.AddDestination)
                .allSatisfy(
                        a -> assertThat(((TableAction.AddDestination) a).spec().weight())
                                .isEqualTo(new Weight(19)));
    }

    private static ClusterSnapshot withScheduler(ClusterSnapshot s, Scheduler scheduler) {
        ClusterSnapshot changed = s;
        for (DirectorId director : List.of(LB1, LB2)) {
            for (var service : s.services()) {
                changed = changed.withEntry(
                        director,
                        service.id(),
                        e -> new TableEntry(e.address(), scheduler, e.persistence(), e.destinations()));
            }
        }
        return changed;
    }

    @Test
    void rampsInAsManyStepsAsThePolicySays() {
        World world = overloaded();
        world.policy(world.policy().with(new Restraint(9, false, 0, 0, 0.1)));
        assertThat(world.plan(WEB, 20).steps()).hasSize(4);
        world.policy(world.policy().with(new Restraint(9, false, 0, 2, 0.1)));
        Plan plan = world.plan(WEB, 20);
        assertThat(plan.actions().stream()
                        .filter(a -> a.host().equals(LB1))
                        .map(Action::describe)
                        .map(said -> said.substring(said.lastIndexOf(said.startsWith("add") ? "weight " : "from ")))
                        .toList())
                .containsExactly("weight 4 to web on lb1", "from 4 to 18", "from 18 to 72");
        assertSafe(plan, world);
    }

    @Test
    void lendsNothingToAServiceWhoseClientsWouldBeRefused() {
        World world = new World(hashing()).demand(WEB, 720);
        assertThat(verdict(world.run(20), WEB))
                .isInstanceOfSatisfying(
                        Verdict.Undecided.class,
                        undecided -> assertThat(undecided.reasons()).anyMatch(r -> r.contains("scheduler sh")));
    }

    private static ClusterSnapshot hashing() {
        return Clusters.empty()
                .scheduler("sh")
                .service("web", 1, 1)
                .server("rs1", "a", 8)
                .server("rs2", "a", 8)
                .home("web", 1)
                .standBy("web", 2)
                .build();
    }

    @Test
    void servesTheMoreImportantServiceFirst() {
        ClusterSnapshot two = Clusters.empty()
                .service("web", 2, 1)
                .service("shop", 1, 1)
                .server("rs1", "a", 4)
                .server("rs2", "a", 4)
                .server("rs3", "b", 2)
                .home("web", 1)
                .home("shop", 2)
                .standBy("web", 3)
                .standBy("shop", 3)
                .build();
        World world = new World(two).demand(WEB, 390).demand(SHOP, 390);
        Decision decision = world.run(12);
        double shop = World.plan(SHOP, decision).orElseThrow().amount();
        double web = World.plan(WEB, decision).orElseThrow().amount();
        assertThat(shop).isGreaterThan(140);
        assertThat(web).isPositive();
        assertThat(shop + web).isLessThanOrEqualTo(170 + 1e-6);
    }

    /** web could borrow from either, shop from one only: one after the other, web takes the one that shop needs. */
    @Test
    void twoOverloadedServicesShareTheirLenders() {
        ClusterSnapshot two = Clusters.empty()
                .service("shop", 2, 1)
                .service("web", 1, 1)
                .server("rs1", "a", 4)
                .server("rs2", "a", 4)
                .server("rs3", "b", 2)
                .server("rs4", "b", 2)
                .home("web", 1)
                .home("shop", 2)
                .standBy("web", 3)
                .standBy("web", 4)
                .standBy("shop", 3)
                .build();
        World world = new World(two).demand(WEB, 390).demand(SHOP, 390);
        Decision decision = world.run(12);
        Plan web = World.plan(WEB, decision).orElseThrow();
        Plan shop = World.plan(SHOP, decision).orElseThrow();
        assertThat(web.amount()).isGreaterThan(140);
        assertThat(shop.amount()).isGreaterThan(140);
        assertThat(steps(web).getFirst()).isEqualTo("start web-4 on rs4");
        assertThat(steps(shop).getFirst()).isEqualTo("start shop-3 on rs3");
        assertSafe(web, world);
        assertSafe(shop, world);
        assertThat(World.plans(world.carryOut(web).carryOut(shop).run(60))).isEmpty();
    }

    @Test
    void forgetsWhatItSawBeforeAPlanEnded() {
        World world = overloaded();
        world.run(12);
        SharingMemory settled = world.memory().settled(WEB, Clusters.START.plusSeconds(100));
        assertThat(settled.held().overloaded().since(WEB)).isEmpty();
        assertThat(settled.demandOf(WEB).greatest()).isZero();
        assertThat(settled.demandOf(WEB).unitCost()).isPositive();
    }

    @Test
    void doesNotBorrowFromTheServersThatServeAlready() {
        ClusterSnapshot two = Clusters.empty()
                .service("web", 1, 1)
                .server("rs1", "a", 16)
                .server("rs2", "a", 4)
                .home("web", 1, 160)
                .home("web", 2, 10)
                .secondStandBy("web", 2)
                .build();
        World world = new World(two).demand(WEB, 1700);
        assertThat(verdict(world.run(20), WEB))
                .isInstanceOfSatisfying(
                        Verdict.Undecided.class,
                        undecided -> assertThat(undecided.reasons())
                                .anyMatch(r -> r.startsWith("rs2: It serves web already")));
    }
}
