package dev.headroom.ma2scf.sharing;

import static dev.headroom.ma2scf.Clusters.SHOP;
import static dev.headroom.ma2scf.Clusters.WEB;
import static dev.headroom.ma2scf.Clusters.server;
import static dev.headroom.ma2scf.sharing.Stories.assertSafe;
import static dev.headroom.ma2scf.sharing.Stories.calm;
import static dev.headroom.ma2scf.sharing.Stories.condition;
import static dev.headroom.ma2scf.sharing.Stories.limited;
import static dev.headroom.ma2scf.sharing.Stories.overloaded;
import static dev.headroom.ma2scf.sharing.Stories.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.World;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Strain;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What shows that a container can serve no more, although its server has processor time left. See decision 0071. */
class StrainStoryTest {
    private static final ContainerId HOME_1 = new ContainerId(server(1), "web-1");
    private static final ContainerId HOME_2 = new ContainerId(server(2), "web-2");

    /** Servers have four cores, a connection takes a hundredth of one, and each home gets half. */
    private static World withQueues(double eachTakes) {
        return calm().queue(HOME_1, eachTakes).queue(HOME_2, eachTakes);
    }

    private static Strain waits(double cpu, Duration age) {
        return World.waiting(cpu).aged(age);
    }

    private static Strain full(double overflows) {
        return new Strain(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(overflows),
                Optional.of(overflows),
                Duration.ZERO,
                List.of());
    }

    private static Strain throttled(double share) {
        return new Strain(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(share),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                List.of());
    }

    private static boolean isCalm(World world, int seconds) {
        return World.plans(world.run(seconds)).isEmpty();
    }

    @Test
    void aFullQueueIsAnOverloadHoweverIdleItsServerIs() {
        World world = withQueues(120);
        assertThat(isCalm(world, 9)).isTrue();
        Plan plan = world.plan(WEB, 10);
        assertThat(plan.kind()).isEqualTo(PlanKind.BORROW);
        // 300 / 0.72 - 300
        assertThat(plan.amount()).isCloseTo(116.7, within(1.0));
        assertThat(plan.reasons())
                .contains(
                        "rs1/web-1 has processor time left on its server and can serve no more than the 150.0 connections/s that it gets: its queue of connections to accept was full, with 30.0 overflows/s (ListenOverflows).");
        assertSafe(plan, world);
        Decision after = world.carryOut(plan).run(60);
        assertThat(World.plans(after)).isEmpty();
        assertThat(condition(after, WEB)).isEqualTo(ServiceCondition.CALM);
        assertThat(after.assessments().getLast().utilization().fraction()).isLessThan(0.8);
    }

    /** It has as many workers as its siblings: with all that its server could carry it would drop most of it. */
    @Test
    void aLoanIsBelievedToCarryNoMoreThanWhatServesAlready() {
        World world = withQueues(120)
                .queue(new ContainerId(server(3), "web-3"), 120)
                .queue(new ContainerId(server(4), "web-4"), 120);
        Plan plan = world.plan(WEB, 20);
        assertThat(isCalm(world.carryOut(plan), 600)).isTrue();
        assertThat(world.snapshot()
                        .containers()
                        .filter(c -> c.strain().overflows().orElse(0.0) > 0))
                .isEmpty();
    }

    /** What waits on a server that is full anyway says nothing of its containers: when the server is free, they carry more. */
    @Test
    void nothingIsLearnedOnAServerThatIsFull() {
        World world = overloaded().strain(HOME_1, waits(1, Duration.ZERO)).strain(HOME_2, waits(1, Duration.ZERO));
        world.plan(WEB, 20);
        assertThat(world.memory().demandOf(WEB).limits()).isEmpty();
    }

    @Test
    void whatWasSeenToBeTheLimitIsNotForgottenBecauseTheLoanHelps() {
        World world = withQueues(120);
        world.carryOut(world.plan(WEB, 20));
        assertThat(isCalm(world, 900)).isTrue();
    }

    @Test
    void theNextMasterKnowsTheLimit() {
        World world = withQueues(120);
        world.carryOut(world.plan(WEB, 20)).restart();
        assertThat(isCalm(world, 900)).isTrue();
    }

    @Test
    void theLoanReturnsWhenTheHomesCanCarryAllThatIsAsked() {
        World world = withQueues(120);
        world.carryOut(world.plan(WEB, 20)).run(301);
        world.demand(WEB, 100);
        assertThat(world.plan(WEB, 200).kind()).isEqualTo(PlanKind.GIVE_BACK);
    }

    @Test
    void whatServesMoreWithoutASignHasNoSuchLimitAnyMore() {
        World world = withQueues(120);
        world.plan(WEB, 20);
        assertThat(world.memory().demandOf(WEB).limits()).containsOnlyKeys(HOME_1, HOME_2);
        // somebody has raised the number of workers
        world.queue(HOME_1, 1000).queue(HOME_2, 1000).demand(WEB, 400);
        Decision decision = world.run(60);
        assertThat(decision.memory().demandOf(WEB).limits()).isEmpty();
        assertThat(condition(decision, WEB)).isEqualTo(ServiceCondition.CALM);
    }

    @Test
    void aBurstIsNoOverload() {
        World world = withQueues(1000);
        world.run(30);
        world.queue(HOME_1, 100);
        assertThat(isCalm(world, 5)).isTrue();
        world.queue(HOME_1, 1000);
        Decision decision = world.run(120);
        assertThat(World.plans(decision)).isEmpty();
        assertThat(decision.memory().demandOf(WEB).limits()).isEmpty();
    }

    @Test
    void aFewDroppedConnectionsAreNone() {
        // 1 of 150 is dropped
        assertThat(isCalm(withQueues(149), 120)).isTrue();
    }

    /** kubernetes-mixin#108, kubernetes#67577: 98 % of the periods throttled in a container that is nearly idle. */
    @Test
    void throttledPeriodsAloneAreNone() {
        assertThat(isCalm(calm().strain(HOME_1, throttled(1)).strain(HOME_2, throttled(1)), 120))
                .isTrue();
    }

    @Test
    void processesThatWaitNearlyAllTheTimeAreAnOverload() {
        World world = calm().strain(HOME_1, waits(0.9, Duration.ZERO)).strain(HOME_2, waits(0.9, Duration.ZERO));
        assertThat(world.plan(WEB, 20).kind()).isEqualTo(PlanKind.BORROW);
        World less = calm().strain(HOME_1, waits(0.7, Duration.ZERO)).strain(HOME_2, waits(0.7, Duration.ZERO));
        assertThat(isCalm(less, 120)).isTrue();
    }

    /** One reading that is repeated, each time a second older, is one reading. */
    @Test
    void aReadingThatIsRepeatedCountsOnce() {
        World world = calm();
        world.run(30);
        for (int second = 0; second < 30; second++) {
            Strain repeated = waits(0.9, Duration.ofSeconds(second));
            world.strain(HOME_1, repeated).strain(HOME_2, repeated);
            assertThat(isCalm(world, 1)).isTrue();
        }
    }

    @Test
    void aHomeThatWasRestartedStartsAnew() {
        World world = withQueues(120);
        world.plan(WEB, 20);
        assertThat(world.memory().demandOf(WEB).limits()).containsKey(HOME_1);
        world.change(s -> s.withContainer(s.container(HOME_1).orElseThrow().stopped()));
        world.run(1);
        assertThat(world.memory().demandOf(WEB).limits())
                .doesNotContainKey(HOME_1)
                .containsKey(HOME_2);
    }

    /** Load was not the cause, so no further loan can help. */
    @Test
    void aSignThatStaysWithLessLoadBorrowsOnce() {
        World world = calm().strain(HOME_1, waits(0.95, Duration.ZERO));
        List<Plan> done = world.settle(9);
        assertThat(done).extracting(Plan::kind).containsExactly(PlanKind.BORROW);
        assertThat(isCalm(world, 600)).isTrue();
        assertThat(world.snapshot()
                        .destination(Clusters.LB1, WEB, Clusters.endpoint("web", 3))
                        .orElseThrow()
                        .connectionsPerSecond())
                .as("the homes keep most")
                .isLessThan(150);
    }

    /** An overflow is counted for each try of a client: more of them than connections say only that the queue is full. */
    @Test
    void moreOverflowsThanConnectionsAreAFullQueue() {
        for (double overflows : List.of(140.0, 149.0, 151.0, 800.0)) {
            World world = calm().strain(HOME_1, full(overflows)).strain(HOME_2, full(overflows));
            Plan plan = world.plan(WEB, 20);
            assertThat(plan.amount()).as("%s overflows/s", overflows).isCloseTo(116.7, within(1.0));
        }
    }

    /** One client that asks again and again is no overload of a service of one connection a second. */
    @Test
    void fewOverflowsAreNone() {
        World world = calm().demand(WEB, 1).strain(HOME_1, full(0.2)).strain(HOME_2, full(0.2));
        assertThat(isCalm(world, 120)).isTrue();
    }

    /** The agent reads strain every 5 s: what it told before the loan, at another rate, says nothing of the time after it. */
    @Test
    void whatWasReadBeforeTheLoanSaysNothingOfTheTimeAfter() {
        World world = withQueues(120);
        world.carryOut(world.plan(WEB, 20));
        for (int second = 0; second < 10; second++) {
            world.strain(HOME_1, full(30).aged(Duration.ofSeconds(second + 3)));
            world.strain(HOME_2, full(30).aged(Duration.ofSeconds(second + 3)));
            assertThat(isCalm(world, 1)).isTrue();
        }
        assertThat(world.memory().demandOf(WEB).limits().get(HOME_1).rate()).isCloseTo(150, within(1e-6));
    }

    /** kubernetes#67252: what starts waits. */
    @Test
    void aLoanThatStartsIsNotLearnedAsWeak() {
        World world = overloaded();
        world.carryOut(world.plan(WEB, 20));
        ContainerId loan = new ContainerId(server(3), "web-3");
        world.strain(loan, waits(0.95, Duration.ZERO)).run(20);
        world.strain(loan, Strain.UNKNOWN);
        assertThat(world.memory().demandOf(WEB).limits()).isEmpty();
        assertThat(isCalm(world, 300)).isTrue();
    }

    /** The sign has passed before the hold time was over once more: nothing is borrowed for what is calm now. */
    @Test
    void aSignThatHasPassedBorrowsNothing() {
        World world = calm();
        world.run(30);
        world.strain(HOME_1, waits(0.95, Duration.ZERO));
        assertThat(isCalm(world, 9)).isTrue();
        world.strain(HOME_1, waits(0.1, Duration.ZERO));
        assertThat(isCalm(world, 120)).isTrue();
    }

    @Test
    void theForecastDoesNotHoldBackALoanForAFullQueue() {
        World world = calm();
        world.run(30);
        world.queue(HOME_1, 120).queue(HOME_2, 120);
        assertThat(world.plan(WEB, 14).kind()).isEqualTo(PlanKind.BORROW);
    }

    @Test
    void noLoanOfOthersIsRecalledForAQueueThatItCannotEmpty() {
        World world =
                new World(Clusters.twoDirectorsFourServers()).demand(WEB, 900).demand(SHOP, 80);
        world.settle(9);
        ContainerId shop = new ContainerId(server(3), "shop-3");
        world.queue(shop, 20).demand(SHOP, 200).run(30);
        assertThat(world.memory().demandOf(SHOP).limits()).containsKey(shop);
        assertThat(World.plans(world.decide())).noneMatch(p -> p.kind() == PlanKind.RECALL);
    }

    @Test
    void connectionsAreHeldAgainstTheLimitOfTheClusterFile() {
        World world = limited(calm(), WEB, l -> l.withContainerLimit(180));
        Plan plan = world.plan(WEB, 20);
        // 150 of 180 are 83 %
        assertThat(plan.kind()).isEqualTo(PlanKind.BORROW);
        assertThat(plan.reasons())
                .contains("A container of web carries 180.0 connections/s at most, by the cluster file.");
        assertThat(isCalm(limited(calm(), WEB, l -> l.withContainerLimit(200)), 60))
                .isTrue();
    }

    /** One reading in seven is low: the timer that began anew at each of them never came to its end. */
    @Test
    void aLowReadingAmongManyHighOnesHidesNoOverload() {
        World world = calm();
        world.run(30);
        boolean proposed = false;
        for (int second = 0; second < 42 && !proposed; second++) {
            world.demand(WEB, second % 7 == 3 ? 600 : 720);
            proposed = !World.plans(world.look(1)).isEmpty();
        }
        assertThat(proposed).isTrue();
    }

    @Test
    void aHighReadingAmongLowOnesIsNone() {
        World world = calm();
        for (int second = 0; second < 60; second++) {
            world.demand(WEB, second % 3 == 0 ? 600 : 720);
            assertThat(World.plans(world.look(1))).isEmpty();
        }
    }

    @Test
    void nothingIsBorrowedForALoadThatIsAboutToEnd() {
        World world = calm();
        world.run(30);
        double load = 740;
        for (int second = 0; second < 11; second++) {
            world.demand(WEB, load);
            assertThat(World.plans(world.look(1))).isEmpty();
            load -= 9;
        }
        assertThat(((Verdict.NoChange) verdict(world.decide(), WEB)).reasons())
                .anyMatch(r -> r.startsWith("Its use falls: "));
    }
}
