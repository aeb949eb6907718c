package dev.headroom.ma2scf.sharing;

import static dev.headroom.ma2scf.Clusters.SHOP;
import static dev.headroom.ma2scf.Clusters.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.World;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** A steady demand, however noisy, may start a loan; it must never send one back. */
class NoFlapPropertyTest {

    @Property(tries = 200)
    void steadyDemandNeverStopsWhatItStarted(
            @ForAll @IntRange(min = 50, max = 1000) int demand,
            @ForAll @DoubleRange(min = 0, max = 0.2) double noise,
            @ForAll long seed) {
        World world = new World(Clusters.twoDirectorsFourServers()).demand(SHOP, 80);
        Random random = new Random(seed);
        List<Action> done = new ArrayList<>();
        for (int second = 0; second < 300; second++) {
            world.demand(WEB, demand * (1 + noise * (2 * random.nextDouble() - 1)));
            for (Plan plan : World.plans(world.run(1))) {
                world.carryOut(plan);
                done.addAll(plan.actions());
            }
        }
        assertThat(done).noneMatch(action -> action instanceof Action.StopContainer);
        assertThat(done.stream().filter(a -> a instanceof Action.StartContainer).count())
                .isLessThanOrEqualTo(2);
    }
}
