package dev.headroom.ma2scf.sharing;

import static dev.headroom.ma2scf.Clusters.SHOP;
import static dev.headroom.ma2scf.Clusters.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.World;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import org.junit.jupiter.api.Test;

/** Homes of two services on the same servers: the kernel gives each its fair part, so a busy neighbour makes no service short. */
class NeighbourTest {
    /** web and shop are both at home on rs1 and rs2, four cores each; rs3 and rs4 are idle, with a stand-by of web and of shop. */
    private static World shared() {
        return new World(Clusters.empty()
                .service("web", 1, 1)
                .service("shop", 2, 2)
                .server("rs1", "rack-a", 4)
                .server("rs2", "rack-b", 4)
                .server("rs3", "rack-b", 4)
                .server("rs4", "rack-a", 4)
                .home("web", 1)
                .home("web", 2)
                .home("shop", 1)
                .home("shop", 2)
                .standBy("web", 3)
                .standBy("shop", 4)
                .build());
    }

    @Test
    void aServiceThatUsesLittleBesideABusyNeighbourIsNotShort() {
        World world = shared().demand(WEB, 900).demand(SHOP, 1.5);
        Decision decision = world.run(30);
        assertThat(Stories.condition(decision, SHOP)).isEqualTo(ServiceCondition.CALM);
        assertThat(World.plans(decision))
                .extracting(Plan::service)
                .as("the busy one borrows, the small one needs nothing")
                .containsExactly(WEB);
    }

    /** Both want more than their part: each borrows, and no loan draws more for each core than a home does. */
    @Test
    void aLoanBesideSharedHomesGetsTheWeightOfWhatIsOpen() {
        World world = shared().demand(WEB, 900).demand(SHOP, 450);
        Plan plan = world.plan(SHOP, 30);
        assertThat(plan.kind()).isEqualTo(PlanKind.BORROW);
        assertThat(greatestWeight(plan)).isBetween(50, 200);
    }

    /** Its other home uses nearly nothing, as it is asked for nearly nothing; its busy neighbour leaves nothing free. */
    @Test
    void theReplacementOfADeadHomeDrawsNoMoreThanItsPartOfAllClients() {
        World world = shared().demand(WEB, 900).demand(SHOP, 1.5);
        world.run(30);
        Plan plan = world.kill(1).plan(SHOP, 60);
        assertThat(plan.kind()).isEqualTo(PlanKind.FAILOVER);
        assertThat(greatestWeight(plan)).isBetween(50, 200);
    }

    private static int greatestWeight(Plan plan) {
        return plan.actions().stream()
                .mapToInt(action -> switch (action) {
                    case TableAction.AddDestination add -> add.spec().weight().value();
                    case TableAction.SetWeight set -> set.weight().value();
                    default -> 0;
                })
                .max()
                .orElseThrow();
    }
}
