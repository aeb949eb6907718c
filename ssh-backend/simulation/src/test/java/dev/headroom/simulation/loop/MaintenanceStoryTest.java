package dev.headroom.simulation.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Needs;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.simulation.Fault;
import dev.headroom.simulation.Scenario;
import dev.headroom.simulation.Scenario.Moment;
import dev.headroom.simulation.Scenarios;
import dev.headroom.simulation.load.DemandCurve;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Automatic mode empties a server that an operator has taken out, leaves it alone while it is rebooted, and puts it back. */
class MaintenanceStoryTest {
    private static final ServiceId SHOP = new ServiceId("shop");
    private static final ServerId RS5 = new ServerId("rs5");
    private static final DirectorId LB1 = new DirectorId("lb1");
    private static final DirectorId LB2 = new DirectorId("lb2");
    private static final String MEDIA_ON_RS5_IS_QUIESCED = "-r 10.3.0.6:80 -g -w 0";
    private static final String TABLE = "ipvsadm -Sn";
    private static final String ANN = "ann";

    @Test
    void aServerIsEmptiedRebootedAndPutBack() {
        SimulatedLoop loop = new SimulatedLoop(new Scenario(
                "maintenance",
                Scenarios.steady(1).cluster().withDemand(SHOP, DemandCurve.constant(70)),
                1,
                Duration.ofMinutes(30),
                List.of(at(200, Fault.Kind.KILL), at(300, Fault.Kind.HEAL))));
        String before = loop.output(LB1, TABLE);
        String containers = loop.output(RS5, "sudo -n lxc-ls -f");
        loop.runUntil(Duration.ofSeconds(20));
        loop.ask(new Intent.SetMaintenance(RS5, true, ANN));
        loop.runUntil(Duration.ofMinutes(2));
        assertThat(loop.output(LB1, TABLE)).as("%s", loop.diary()).contains(MEDIA_ON_RS5_IS_QUIESCED);
        assertThat(loop.output(LB2, TABLE)).as("%s", loop.diary()).isEqualTo(loop.output(LB1, TABLE));
        assertThat(loop.output(RS5, "sudo -n lxc-ls -f")).isEqualTo(containers);
        String emptied = loop.output(LB1, TABLE);
        loop.restart(Mode.AUTOMATIC);
        loop.runUntil(Duration.ofSeconds(400));
        assertThat(loop.output(LB1, TABLE)).as("%s", loop.diary()).isEqualTo(emptied);
        loop.ask(new Intent.SetMaintenance(RS5, false, ANN));
        loop.runUntil(Duration.ofMinutes(15));
        assertThat(loop.output(LB1, TABLE)).as("%s", loop.diary()).isEqualTo(before);
        assertThat(loop.output(LB2, TABLE)).as("%s", loop.diary()).isEqualTo(before);
        assertThat(loop.state().memory().loans()).isEmpty();
    }

    @Test
    void withEveryServerTakenOutEachServiceIsServedAndItIsSaidWhatStays() {
        SimulatedLoop loop = new SimulatedLoop(Scenarios.steady(1));
        loop.runUntil(Duration.ofSeconds(20));
        List<ServerId> servers =
                loop.state().snapshot().servers().stream().map(RealServer::id).toList();
        servers.forEach(server -> loop.ask(new Intent.SetMaintenance(server, true, ANN)));
        loop.runUntil(Duration.ofMinutes(3));
        assertThat(loop.state().assessments())
                .as("%s", loop.diary())
                .allSatisfy(assessment -> assertThat(assessment.serving()).isPositive());
        assertThat(Needs.unanswered(loop.state()))
                .hasSameSizeAs(loop.state().snapshot().services());
        assertThat(loop.state().verdicts())
                .allSatisfy(verdict -> assertThat(verdict.toString()).contains(" is in maintenance, and "));
    }

    private static Moment at(int seconds, Fault.Kind kind) {
        return new Moment(Duration.ofSeconds(seconds), RS5 + " " + kind, Optional.of(new Fault(RS5, kind)));
    }
}
