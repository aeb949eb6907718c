package dev.headroom.ma2scf.sharing;

import static dev.headroom.ma2scf.Clusters.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.World;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What idles where few connections go is of no use to the clients that are sent elsewhere: decision 0064. */
class UnevenSpreadTest {
    /** Two homes that get nearly all connections, and one beside them that gets one in forty. */
    private static World aTinyDestination() {
        return new World(Clusters.empty()
                        .service("web", 1, 1)
                        .service("shop", 1, 1)
                        .server("rs1", "a", 4)
                        .server("rs2", "a", 4)
                        .server("rs3", "b", 4)
                        .server("rs4", "b", 4)
                        .home("web", 1, 100)
                        .home("web", 2, 100)
                        .home("web", 3, 5)
                        .home("shop", 4)
                        .standBy("web", 4)
                        .build())
                .demand(WEB, 760);
    }

    @Test
    void aTinyDestinationHidesNoServerThatIsFull() {
        World world = aTinyDestination();
        Plan plan = world.plan(WEB, 30);
        ServiceAssessment web = assessment(world.run(1));
        assertThat(web.condition()).isEqualTo(ServiceCondition.OVERLOADED);
        assertThat(web.utilization().fraction()).isGreaterThan(0.9);
        assertThat(web.demand() / web.capacity())
                .as("what is asked of what can be carried")
                .isCloseTo(web.utilization().fraction(), within(0.03));
        assertThat(plan.kind()).isEqualTo(PlanKind.BORROW);
        assertThat(plan.reasons().getFirst())
                .contains("12.00 cores open to it, and most on rs1: 3.71 cores of 4.00 cores, 93 %");
        assertThat(plan.reasons()).anyMatch(r -> r.startsWith("Its weights send 49 % of its new connections to rs1"));
    }

    @Test
    void theForecastOfALoanIsWhatTheServersThenShow() {
        World world = aTinyDestination();
        Plan plan = world.plan(WEB, 30);
        double foreseen = plan.forecast().getFirst().after().fraction();
        world.carryOut(plan).run(30);
        assertThat(assessment(world.run(1)).utilization().fraction()).isCloseTo(foreseen, within(0.02));
        assertThat(World.plans(world.run(200))).isEmpty();
    }

    @Test
    void aServerThatClientsReturnToIsHotThoughNoLoanWouldCoolIt() {
        World world = aTinyDestination().demand(WEB, 300);
        SharingMemory memory = SharingMemory.EMPTY;
        Decision last = null;
        for (int i = 0; i < 5; i++) {
            world.look(30);
            ClusterSnapshot snapshot = busy(world.snapshot());
            last = new CapacitySharing().decide(snapshot, memory, world.policy());
            memory = last.memory();
        }
        assertThat(assessment(last).condition()).isEqualTo(ServiceCondition.OVERLOADED);
        assertThat(last.verdicts())
                .filteredOn(v -> v.service().equals(WEB))
                .singleElement()
                .isInstanceOfSatisfying(
                        Verdict.Undecided.class,
                        v -> assertThat(v.reasons())
                                .anyMatch(r -> r.contains("most on rs1: 3.90 cores of 4.00 cores"))
                                .anyMatch(r -> r.contains("a loan would not cool the hottest one")));
    }

    /** Its container on rs1 does what its share of the connections does not explain. */
    private static ClusterSnapshot busy(ClusterSnapshot snapshot) {
        return new ClusterSnapshot(
                snapshot.revision(),
                snapshot.takenAt(),
                snapshot.directors(),
                snapshot.servers().stream()
                        .map(s -> s.id().equals(Clusters.server(1)) ? busy(s) : s)
                        .toList(),
                snapshot.services());
    }

    private static RealServer busy(RealServer server) {
        Container home = server.knownContainers().getFirst();
        Resources used = new Resources(3.9, 0, 0);
        return server.with(
                server.load().map(load -> new ServerLoad(load.capacity(), used)),
                server.containers()
                        .map(_ -> List.of(new Container(
                                home.id(), home.role(), home.state(), used, home.listening(), home.evidence()))));
    }

    private static ServiceAssessment assessment(Decision decision) {
        return decision.assessments().stream()
                .filter(a -> a.service().equals(WEB))
                .findFirst()
                .orElseThrow();
    }
}
