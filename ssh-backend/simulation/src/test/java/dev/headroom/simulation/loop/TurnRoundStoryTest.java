package dev.headroom.simulation.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.Proposal.Status;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.simulation.Scenario;
import dev.headroom.simulation.Scenarios;
import dev.headroom.simulation.load.DemandCurve;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The clients come back while a loan drains: it serves them again, and nothing is borrowed anew. */
class TurnRoundStoryTest {
    private static final ServiceId SHOP = new ServiceId("shop");
    private static final DemandCurve CROWD = DemandCurve.constant(70)
            .then(Duration.ofSeconds(5), 210, Duration.ofSeconds(3))
            .then(Duration.ofMinutes(4), 70, Duration.ofSeconds(3));

    @Test
    void aGiveBackTurnsRoundWhenTheCrowdReturns() {
        SimulatedLoop before = bindingClients(CROWD);
        before.runUntil(TurnRoundStoryTest::givesBack, Duration.ofMinutes(15));
        Duration begun = before.cluster().now();
        SimulatedLoop loop = bindingClients(CROWD.then(begun.plusSeconds(5), 210, Duration.ofSeconds(1)));
        loop.runUntil(TurnRoundStoryTest::givesBack, Duration.ofMinutes(15));

        loop.runUntil(begun.plusSeconds(30));

        assertThat(loop.state().proposals())
                .as("%s", loop.diary())
                .filteredOn(p -> p.plan().kind() == PlanKind.GIVE_BACK)
                .extracting(Proposal::status)
                .containsExactly(Status.SUPERSEDED);
        assertThat(loop.state().proposals())
                .as("%s", loop.diary())
                .filteredOn(p -> p.plan().kind() == PlanKind.UNDO)
                .extracting(Proposal::status)
                .containsExactly(Status.DONE);
    }

    /** Clients stay bound to a server for 60 s, so a drain takes minutes. */
    private static SimulatedLoop bindingClients(DemandCurve demand) {
        SimulatedLoop loop = new SimulatedLoop(scenario(demand));
        for (String director : List.of("lb1", "lb2")) {
            loop.output(new DirectorId(director), "sudo -n ipvsadm -E -t 192.0.2.101:80 -s wlc -p 60");
        }
        return loop;
    }

    private static boolean givesBack(ControlState state) {
        return state.running().stream().anyMatch(p -> p.plan().kind() == PlanKind.GIVE_BACK);
    }

    private static Scenario scenario(DemandCurve demand) {
        return new Scenario(
                "crowd twice",
                Scenarios.steady(1).cluster().withDemand(SHOP, demand),
                1,
                Duration.ofMinutes(30),
                List.of());
    }
}
