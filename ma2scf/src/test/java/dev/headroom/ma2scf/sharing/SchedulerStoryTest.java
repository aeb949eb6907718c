package dev.headroom.ma2scf.sharing;

import static dev.headroom.ma2scf.Clusters.LB1;
import static dev.headroom.ma2scf.Clusters.LB2;
import static dev.headroom.ma2scf.Clusters.SHOP;
import static dev.headroom.ma2scf.Clusters.WEB;
import static dev.headroom.ma2scf.sharing.Stories.assertSafe;
import static dev.headroom.ma2scf.sharing.Stories.hashing;
import static dev.headroom.ma2scf.sharing.Stories.overloaded;
import static dev.headroom.ma2scf.sharing.Stories.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.World;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.Restraint;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The effect of the scheduler on a loan: its weight, its limit, its ramp, or no loan at all. */
class SchedulerStoryTest {

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
}
