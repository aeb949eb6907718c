package dev.headroom.ma2scf.sharing;

import static dev.headroom.ma2scf.Clusters.LB1;
import static dev.headroom.ma2scf.Clusters.LB2;
import static dev.headroom.ma2scf.Clusters.WEB;
import static dev.headroom.ma2scf.sharing.Stories.assertSafe;
import static dev.headroom.ma2scf.sharing.Stories.calm;
import static dev.headroom.ma2scf.sharing.Stories.condition;
import static dev.headroom.ma2scf.sharing.Stories.specs;
import static dev.headroom.ma2scf.sharing.Stories.steps;
import static dev.headroom.ma2scf.sharing.Stories.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.World;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is done when a server or a container has failed, and when it is back. */
class FailoverStoryTest {

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
        assertThat(condition(world.decide(), WEB)).isEqualTo(ServiceCondition.DEGRADED);
    }

    /** The demand falls while a failover runs: what is dead loses its clients without the other loans. */
    @Test
    void aLoanThatIsNeededNoMoreIsSpared() {
        World world = calm().demand(WEB, 500);
        world.run(30);
        Plan plan = world.kill(1).plan(WEB, 0);
        assertThat(spared(world, plan)).isEmpty();

        world.demand(WEB, 100);
        world.run(20);

        assertThat(spared(world, plan))
                .hasValueSatisfying(why -> assertThat(why).startsWith("What is left carries web: it is at "));
    }

    private static Optional<String> spared(World world, Plan plan) {
        Decision now = world.run(1);
        return Reconsideration.spared(plan, world.snapshot(), now.memory(), SharingPolicy.defaults());
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

    /** The failover ended after its first director, or somebody raised the weight on the other one. */
    @Test
    void restoresAHomeThatOnlyOneDirectorHasAtZero() {
        World world = calm().demand(WEB, 100);
        ClusterSnapshot before = world.snapshot();
        world.run(10);
        Plan failover = world.kill(1).plan(WEB, 0);
        world.carryOut(new Plan(
                failover.kind(),
                WEB,
                failover.basisRevision(),
                0,
                failover.steps().subList(0, 1),
                List.of(),
                failover.reasons(),
                List.of()));

        Plan restore = world.revive(1).plan(WEB, 15);

        assertThat(restore.kind()).isEqualTo(PlanKind.RESTORE);
        assertThat(restore.actions()).hasSize(1);
        assertSafe(restore, world);
        world.carryOut(restore);
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

    /** What is dead keeps its weight while the other has none, so the home that is back must not wait for it. */
    @Test
    void restoresAHomeWhileSomethingDeadMustKeepItsWeight() {
        World world = new World(Clusters.empty()
                        .service("web", 1, 1)
                        .server("rs1", "a", 4)
                        .server("rs2", "a", 4)
                        .home("web", 1)
                        .home("web", 2)
                        .build())
                .demand(WEB, 100);
        world.run(5);
        world.kill(1).carryOut(world.plan(WEB, 0)).run(30);

        Plan restore = world.revive(1).kill(2).plan(WEB, 15);

        assertThat(restore.kind()).isEqualTo(PlanKind.RESTORE);
        assertSafe(restore, world);
        Plan failover = world.carryOut(restore).plan(WEB, 15);
        assertThat(failover.kind()).isEqualTo(PlanKind.FAILOVER);
        assertSafe(failover, world);
    }

    @Test
    void startsSomethingForAServiceWithNothingLeft() {
        World world = calm();
        world.run(10);
        world.kill(1).kill(2);
        assertThat(condition(world.decide(), WEB)).isEqualTo(ServiceCondition.DOWN);
        Plan plan = world.plan(WEB, 0);
        assertThat(plan.kind()).isEqualTo(PlanKind.FAILOVER);
        assertThat(plan.actions())
                .filteredOn(a -> a instanceof ContainerAction.StartContainer)
                .isNotEmpty();
        assertSafe(plan, world);
        Decision after = world.carryOut(plan).run(5);
        assertThat(condition(after, WEB)).isEqualTo(ServiceCondition.DEGRADED);
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
    void leavesAHomeAloneThatSomebodyElseQuiesced() {
        World world = calm().demand(WEB, 100);
        for (DirectorId director : List.of(LB1, LB2)) {
            world.change(s -> s.withEntry(director, WEB, e -> e.with(Clusters.spec(Clusters.endpoint("web", 1), 0))));
        }
        Decision decision = world.run(100);
        assertThat(verdict(decision, WEB))
                .isInstanceOfSatisfying(
                        Verdict.NoChange.class,
                        none -> assertThat(none.reasons()).anyMatch(r -> r.contains("not set by Headroom")));
    }
}
