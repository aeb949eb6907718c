package dev.headroom.ma2scf.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.RandomWorld;
import dev.headroom.ma2scf.World;
import dev.headroom.ma2scf.check.PlanChecker;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What must hold for every plan on every cluster. */
class RandomClusterPropertyTest {
    private static final SharingPolicy POLICY = SharingPolicy.defaults();

    @Property(tries = 1000)
    void everyPlanIsSafe(@ForAll long seed) {
        World world = RandomWorld.of(seed);
        Decision decision = world.run(12);
        assertAllSafe(decision, world);
        RandomWorld.strike(world, seed);
        assertAllSafe(world.run(12), world);
        World.plans(decision).stream().limit(1).forEach(world::carryOut);
        RandomWorld.calm(world, seed);
        assertAllSafe(world.run(75), world);
    }

    private static void assertAllSafe(Decision decision, World world) {
        for (Plan plan : World.plans(decision)) {
            assertThat(new PlanChecker(POLICY).check(plan, world.snapshot()))
                    .as(plan.toString())
                    .isEmpty();
        }
    }

    /** Nothing was measured since: the plans alone must satisfy the rules that made them. */
    @Property(tries = 1000)
    void planningAgainOnTheResultProposesNothing(@ForAll long seed) {
        World world = RandomWorld.of(seed);
        world.run(12);
        RandomWorld.strike(world, seed);
        ClusterSnapshot snapshot = world.snapshot();
        Decision decision = new CapacitySharing().decide(snapshot, world.memory(), POLICY);
        ClusterSnapshot after = snapshot;
        SharingMemory memory = decision.memory();
        for (Plan plan : World.plans(decision)) {
            for (Action action : plan.actions()) {
                after = action.appliedTo(after);
                memory = memory.recorded(action, plan.kind(), snapshot.takenAt());
            }
        }
        Decision again = new CapacitySharing().decide(after, memory, POLICY);
        for (Plan plan : World.plans(again)) {
            assertThat(World.plan(plan.service(), decision))
                    .as(plan.toString())
                    .isPresent()
                    .hasValueSatisfying(
                            first -> assertThat(first.actions()).doesNotContainAnyElementsOf(plan.actions()));
        }
        assertThat(World.plans(again)).isEmpty();
    }

    @Property(tries = 300)
    void sameSnapshotSameDecisionWhateverTheOrderOfLists(@ForAll long seed) {
        World world = RandomWorld.of(seed);
        world.run(12);
        RandomWorld.strike(world, seed);
        ClusterSnapshot snapshot = world.snapshot();
        Decision one = new CapacitySharing().decide(snapshot, world.memory(), POLICY);
        Decision other = new CapacitySharing().decide(shuffled(snapshot, new Random(seed)), world.memory(), POLICY);
        assertThat(other).isEqualTo(one);
        assertThat(other.toString()).isEqualTo(one.toString());
    }

    private static ClusterSnapshot shuffled(ClusterSnapshot s, Random random) {
        return new ClusterSnapshot(
                s.revision(),
                s.takenAt(),
                shuffled(s.directors(), random).stream()
                        .map(d -> new Director(d.id(), d.table().map(t -> shuffled(t, random))))
                        .toList(),
                shuffled(s.servers(), random).stream()
                        .map(r -> new RealServer(
                                r.id(),
                                r.zone(),
                                r.lends(),
                                r.load(),
                                r.containers().map(c -> shuffled(c, random))))
                        .toList(),
                shuffled(s.services(), random));
    }

    private static DirectorTable shuffled(DirectorTable table, Random random) {
        return new DirectorTable(
                shuffled(table.entries(), random).stream()
                        .map(e -> new TableEntry(
                                e.address(), e.scheduler(), e.persistence(), shuffled(e.destinations(), random)))
                        .toList(),
                table.probes());
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        List<T> copy = new ArrayList<>(list);
        Collections.shuffle(copy, random);
        return copy;
    }

    /** Carrying plans out in a world where load follows the weights comes to rest. */
    @Property(tries = 100)
    void comesToRestUnderSteadyDemand(@ForAll long seed) {
        World world = RandomWorld.of(seed);
        List<String> history = new ArrayList<>();
        for (int round = 0; round < 12; round++) {
            List<Plan> plans = World.plans(world.run(62));
            if (plans.isEmpty()) {
                return;
            }
            Plan plan = plans.getFirst();
            history.add(plan.kind() + " " + plan.service() + ": "
                    + plan.actions().stream().map(Action::describe).toList());
            world.carryOut(plan);
        }
        assertThat(World.plans(world.run(62))).as(String.join("\n", history)).isEmpty();
    }
}
