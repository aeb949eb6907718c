package dev.headroom.ma2scf.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.PlanOracle;
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
import dev.headroom.ma2scf.sharing.facts.FaultDetector;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Offset;

/** The invariants of every plan on every cluster. */
class RandomClusterPropertyTest {
    private static final SharingPolicy POLICY = SharingPolicy.defaults();

    /** I6, I7, I8, I9, P20: whatever happens to a cluster, by the checker and by an oracle of its own. */
    @Property
    void everyPlanIsSafe(@ForAll long seed) {
        World world = RandomWorld.of(seed);
        assertAllSafe(world.foresee(), world);
        RandomWorld.strike(world, seed);
        Decision struck = world.foresee();
        assertAllSafe(struck, world);
        World.plans(struck).stream().limit(1).forEach(world::carryOut);
        RandomWorld.surge(world, seed);
        Decision surged = world.foresee();
        assertAllSafe(surged, world);
        World.plans(surged).stream().limit(1).forEach(world::carryOut);
        // the demand changes for loans that have lasted: weights no longer suit it, and loans are in the way
        RandomWorld.surge(world, ~seed);
        world.look(301);
        Decision surgedAgain = world.foresee();
        assertAllSafe(surgedAgain, world);
        World.plans(surgedAgain).stream().limit(1).forEach(world::carryOut);
        RandomWorld.calm(world, seed);
        if (seed % 2 == 0) {
            RandomWorld.heal(world);
        }
        assertAllSafe(world.foresee(), world);
        // now loans have lasted long enough to be given back
        assertAllSafe(world.look(301), world);
    }

    /** I2, I3, I5, I8: the same where the operator allows little. */
    @Property
    void everyPlanKeepsTheLimits(@ForAll long seed) {
        World world = RandomWorld.limited(seed);
        if (seed % 2 == 0) {
            RandomWorld.surge(world, seed);
        }
        Decision first = world.foresee();
        assertAllSafe(first, world);
        World.plans(first).forEach(world::carryOut);
        RandomWorld.strike(world, seed);
        RandomWorld.surge(world, seed + 1);
        assertAllSafe(world.foresee(), world);
    }

    private static void assertAllSafe(Decision decision, World world) {
        for (Plan plan : World.plans(decision)) {
            ClusterSnapshot now = world.snapshot();
            PlanOracle.assertHolds(plan, now, FaultDetector.failedServers(now), world.policy());
            assertThat(new PlanChecker(world.policy()).check(plan, now))
                    .as(plan::toString)
                    .isEmpty();
        }
    }

    /** Nothing was measured since: the plans alone must satisfy the rules that made them. */
    @Property
    void planningAgainOnTheResultProposesNothing(@ForAll long seed) {
        World world = RandomWorld.of(seed);
        world.foresee();
        RandomWorld.strike(world, seed);
        ClusterSnapshot snapshot = world.snapshot();
        Decision decision = new CapacitySharing().decide(snapshot, world.memory(), POLICY);
        ClusterSnapshot after = snapshot;
        SharingMemory memory = decision.memory();
        for (Plan plan : World.plans(decision)) {
            for (Action action : plan.actions()) {
                after = action.appliedTo(after);
                memory = memory.recorded(action, plan, snapshot.takenAt());
            }
            // as the control loop does: what was seen before the plan had ended says nothing about the time after it
            memory = memory.settled(plan.service(), snapshot.takenAt());
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

    @Property
    void sameSnapshotSameDecisionWhateverTheOrderOfLists(@ForAll long seed) {
        World world = RandomWorld.of(seed);
        world.foresee();
        RandomWorld.strike(world, seed);
        ClusterSnapshot snapshot = world.snapshot();
        Decision one = new CapacitySharing().decide(snapshot, world.memory(), POLICY);
        Decision other = new CapacitySharing().decide(shuffled(snapshot, new Random(seed)), world.memory(), POLICY);
        assertThat(other).isEqualTo(one);
        assertThat(other.toString()).isEqualTo(one.toString());
    }

    /**
     * P11: equal snapshots give the same decision, whichever objects they consist of. Servers are alike, so there are
     * many ties.
     */
    @Property
    void theSameClusterBuiltAnewHasTheSameDecision(@ForAll long seed) {
        Decision one = RandomWorld.alike(seed).foresee();
        Decision other = RandomWorld.alike(seed).foresee();
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

    /** Where the load follows the weights, carrying out plans ends after a finite number of them. */
    @Property
    void comesToRestUnderSteadyDemand(@ForAll long seed) {
        RandomWorld.of(seed).settle(12);
    }

    /** Loans that suited another demand are balanced, moved and given back, and then no plan follows. */
    @Property
    void comesToRestAgainAfterTheDemandHasChanged(@ForAll long seed) {
        World world = RandomWorld.of(seed);
        world.settle(12);
        RandomWorld.surge(world, seed);
        world.look(301);
        world.settle(14);
    }

    /** P6: nothing is proposed where nothing is short, nothing has failed and nothing is lent. */
    @Property
    void aCalmClusterIsLeftAlone(@ForAll long seed) {
        World world = RandomWorld.calm(seed);
        assertThat(World.plans(world.foresee())).isEmpty();
        assertThat(World.plans(world.look(600))).isEmpty();
    }

    /** P7: other names for the same servers give other ties, but the same amount from as many containers. */
    @Property
    void namesDoNotMatter(@ForAll long seed) {
        List<Integer> names = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6));
        Collections.shuffle(names, new Random(seed));
        Decision one = RandomWorld.oneService(seed, List.of(1, 2, 3, 4, 5, 6)).foresee();
        Decision other = RandomWorld.oneService(seed, names).foresee();
        assertThat(World.plans(other)).hasSameSizeAs(World.plans(one));
        for (int i = 0; i < World.plans(one).size(); i++) {
            Plan first = World.plans(one).get(i);
            Plan second = World.plans(other).get(i);
            assertThat(second.kind()).isEqualTo(first.kind());
            assertThat(second.steps()).hasSameSizeAs(first.steps());
            assertThat(second.amount()).isCloseTo(first.amount(), Offset.offset(1e-6 * (1 + first.amount())));
        }
    }
}
