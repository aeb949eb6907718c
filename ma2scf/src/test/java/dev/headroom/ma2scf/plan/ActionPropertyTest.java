package dev.headroom.ma2scf.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.RandomWorld;
import dev.headroom.ma2scf.World;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The contract of every action, on plans that the rules have made. */
class ActionPropertyTest {

    private record Walk(Plan plan, ClusterSnapshot start) {}

    /** Plans of every kind: for an overload, after a misfortune, and when all is calm. */
    private static List<Walk> walks(long seed) {
        World world = RandomWorld.of(seed);
        List<Walk> walks = new ArrayList<>();
        List<Plan> first = World.plans(world.foresee());
        first.forEach(plan -> walks.add(new Walk(plan, world.snapshot())));
        first.stream().limit(1).forEach(world::carryOut);
        RandomWorld.calm(world, seed);
        World.plans(world.foresee()).forEach(plan -> walks.add(new Walk(plan, world.snapshot())));
        RandomWorld.strike(world, seed);
        World.plans(world.look(1)).forEach(plan -> walks.add(new Walk(plan, world.snapshot())));
        return walks;
    }

    @Property
    void holdsOnceItIsDoneAndMayBeginAgain(@ForAll long seed) {
        for (Walk walk : walks(seed)) {
            Plan plan = walk.plan();
            ClusterSnapshot now = walk.start();
            for (Action action : plan.actions()) {
                now = action.appliedTo(now);
                assertThat(action.holds(now)).as(action.describe()).isTrue();
                assertThat(action.unmet(now)).as(action.describe()).isEmpty();
                assertThat(action.appliedTo(now)).isEqualTo(now);
            }
        }
    }
}
