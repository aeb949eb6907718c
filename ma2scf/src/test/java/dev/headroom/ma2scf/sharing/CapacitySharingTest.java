package dev.headroom.ma2scf.sharing;

import static dev.headroom.ma2scf.Clusters.LB1;
import static dev.headroom.ma2scf.Clusters.LB2;
import static dev.headroom.ma2scf.Clusters.SHOP;
import static dev.headroom.ma2scf.Clusters.WEB;
import static dev.headroom.ma2scf.sharing.Stories.assertSafe;
import static dev.headroom.ma2scf.sharing.Stories.calm;
import static dev.headroom.ma2scf.sharing.Stories.condition;
import static dev.headroom.ma2scf.sharing.Stories.overloaded;
import static dev.headroom.ma2scf.sharing.Stories.steps;
import static dev.headroom.ma2scf.sharing.Stories.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.World;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import org.junit.jupiter.api.Test;

/** Whole stories: which plan is made when, and the state of the cluster afterwards. */
class CapacitySharingTest {

    @Test
    void leavesACalmClusterAlone() {
        Decision decision = calm().run(120);
        assertThat(decision.verdicts()).allMatch(v -> v instanceof Verdict.NoChange);
        assertThat(condition(decision, WEB)).isEqualTo(ServiceCondition.CALM);
    }

    @Test
    void waitsUntilAnOverloadHasLasted() {
        World world = overloaded();
        Decision decision = world.run(9);
        assertThat(condition(decision, WEB)).isEqualTo(ServiceCondition.HOT);
        assertThat(verdict(decision, WEB)).isInstanceOf(Verdict.NoChange.class);
        Decision later = world.run(1);
        assertThat(condition(later, WEB)).isEqualTo(ServiceCondition.OVERLOADED);
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
        assertThat(plan.reasons())
                .contains("Of the new connections of web the loan gets 26 %, what serves now the rest.");
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
    void isUndecidedWhenNoDirectorIsRead() {
        World world = overloaded();
        world.change(s -> stale(stale(s, LB1), LB2));
        Decision decision = world.run(30);
        assertThat(verdict(decision, WEB))
                .isInstanceOfSatisfying(
                        Verdict.Undecided.class,
                        undecided -> assertThat(undecided.reasons())
                                .anyMatch(r -> r.contains("lb1"))
                                .anyMatch(r -> r.contains("lb2")));
    }

    @Test
    void borrowsForTheClientsOfADirectorThatIsReadAndSaysWhatIsOwedToTheOther() {
        World world = overloaded();
        world.change(s -> stale(s, LB2));
        Plan plan = world.plan(WEB, 30);
        assertThat(steps(plan)).anyMatch(step -> step.startsWith("add ")).noneMatch(step -> step.contains("lb2"));
        assertThat(plan.reasons()).anyMatch(r -> r.contains("table of lb2") && r.contains("owed to it"));
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
        assertThat(settled.held().loads().all()).doesNotContainKey(WEB);
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
