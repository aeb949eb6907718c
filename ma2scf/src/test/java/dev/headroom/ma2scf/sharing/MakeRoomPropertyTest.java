package dev.headroom.ma2scf.sharing;

import static dev.headroom.ma2scf.Clusters.SHOP;
import static dev.headroom.ma2scf.Clusters.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.PlanOracle;
import dev.headroom.ma2scf.World;
import dev.headroom.ma2scf.check.PlanChecker;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** Clusters in which two services need the same servers, one after the other. */
class MakeRoomPropertyTest {
    private static final int MOST_PLANS = 14;
    private static final double LEAST_PART_THAT_MAKES_ROOM = 0.4;

    /** web lives on rs1, shop on rs2; each of rs3 to rs5 lends to one of them or to both. */
    private static World contended(Random random, int shopPriority) {
        Clusters clusters = Clusters.empty()
                .service("web", 1, 1)
                .service("shop", shopPriority, 1)
                .server("rs1", "a", 4)
                .server("rs2", "a", 4)
                .home("web", 1)
                .home("shop", 2);
        for (int server = 3; server <= 5; server++) {
            clusters.server("rs" + server, "b", 1 + random.nextInt(5));
            if (random.nextInt(3) > 0) {
                clusters.standBy("web", server);
            }
            if (random.nextInt(4) > 0) {
                clusters.standBy("shop", server);
            }
        }
        return new World(clusters.build());
    }

    /**
     * I1 to I9 hold for plans that make room, too; and the cluster settles: no service takes the freed headroom back.
     */
    @Property
    void whateverMakesRoomIsSafeAndComesToRest(@ForAll long seed) {
        Random random = new Random(seed);
        int shopPriority = 1 + random.nextInt(2);
        World world = contended(random, shopPriority).demand(WEB, 50).demand(SHOP, 300 + random.nextInt(500));
        List<Plan> done = new ArrayList<>(settled(world));
        world.demand(WEB, 300 + random.nextInt(500)).look(301);
        done.addAll(settled(world));
        List<Plan> madeRoom =
                done.stream().filter(p -> p.kind() == PlanKind.MAKE_ROOM).toList();
        Statistics.collect(!madeRoom.isEmpty());
        Statistics.coverage(coverage -> coverage.check(true).percentage(part -> part > LEAST_PART_THAT_MAKES_ROOM));
        for (Plan plan : madeRoom) {
            boolean moves = plan.actions().stream().anyMatch(a -> a instanceof ContainerAction.StartContainer);
            int other = plan.service().equals(WEB) ? shopPriority : 1;
            int own = plan.service().equals(WEB) ? 1 : shopPriority;
            assertThat(moves || other > own).as(plan::toString).isTrue();
        }
    }

    private static List<Plan> settled(World world) {
        List<Plan> done = new ArrayList<>();
        List<Plan> plans = World.plans(world.foresee());
        while (!plans.isEmpty()) {
            assertThat(done).as(() -> World.told(done)).hasSizeLessThan(MOST_PLANS);
            ClusterSnapshot now = world.snapshot();
            for (Plan plan : plans) {
                PlanOracle.assertHolds(plan, now, Set.of(), world.policy());
                assertThat(new PlanChecker(world.policy()).check(plan, now))
                        .as(plan::toString)
                        .isEmpty();
            }
            done.add(plans.getFirst());
            world.carryOut(plans.getFirst());
            plans = World.plans(world.foresee());
        }
        for (ServiceId service : List.of(WEB, SHOP)) {
            assertThat(world.snapshot()
                            .entry(Clusters.LB1, service)
                            .orElseThrow()
                            .destinations())
                    .isNotEmpty();
        }
        return done;
    }
}
