package dev.headroom.simulation.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.sharing.facts.Remark;
import dev.headroom.ma2scf.sharing.memory.Loan;
import dev.headroom.simulation.ClusterDescription.ServiceDescription;
import dev.headroom.simulation.Fault;
import dev.headroom.simulation.Scenario;
import dev.headroom.simulation.Scenario.Moment;
import dev.headroom.simulation.Scenarios;
import dev.headroom.simulation.load.DemandCurve;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Automatic mode with two directors, one of which is not read or lacks a service: what can be done is done, and the rest later. */
class DirectorsApartTest {
    private static final ServiceId SHOP = new ServiceId("shop");
    private static final ServiceId MEDIA = new ServiceId("media");
    private static final ServerId RS5 = new ServerId("rs5");
    private static final DirectorId LB1 = new DirectorId("lb1");
    private static final DirectorId LB2 = new DirectorId("lb2");
    private static final String MEDIA_ON_RS5_IS_QUIESCED = "-r 10.3.0.6:80 -g -w 0";
    private static final String TABLE = "ipvsadm -Sn";

    @Test
    void clientsOfTheDirectorThatIsReadAreHelpedAndTheOtherGetsTheSameWhenItIsBack() {
        SimulatedLoop loop = new SimulatedLoop(faults(
                DemandCurve.constant(70),
                at(5, LB2, Fault.Kind.CUT),
                at(20, RS5, Fault.Kind.KILL),
                at(120, LB2, Fault.Kind.HEAL),
                at(240, RS5, Fault.Kind.HEAL)));
        String before = loop.output(LB1, TABLE);
        loop.runUntil(Duration.ofSeconds(60));
        assertThat(loop.output(LB1, TABLE)).as("%s", loop.diary()).contains(MEDIA_ON_RS5_IS_QUIESCED);
        assertThat(commandsOn(loop, LB2)).isZero();
        assertThat(loop.state().assessments())
                .allSatisfy(a -> assertThat(a.remarks()).contains(new Remark.DirectorUnread(LB2, a.service())));
        loop.runUntil(Duration.ofSeconds(200));
        assertThat(loop.output(LB2, TABLE)).as("%s", loop.diary()).isEqualTo(loop.output(LB1, TABLE));
        loop.runUntil(Duration.ofMinutes(15));
        assertThat(loop.output(LB1, TABLE)).as("%s", loop.diary()).isEqualTo(before);
        assertThat(loop.output(LB2, TABLE)).as("%s", loop.diary()).isEqualTo(before);
    }

    @Test
    void aLoanBeginsWhereADirectorIsReadAndIsMadeKnownToTheOtherLater() {
        SimulatedLoop loop = new SimulatedLoop(
                faults(crowd(Duration.ofMinutes(9)), at(2, LB2, Fault.Kind.CUT), at(120, LB2, Fault.Kind.HEAL)));
        String before = loop.output(LB1, TABLE);
        loop.runUntil(Duration.ofSeconds(110));
        assertThat(loop.state().memory().loansTo(SHOP)).as("%s", loop.diary()).isNotEmpty();
        assertThat(commandsOn(loop, LB2)).isZero();
        loop.runUntil(Duration.ofSeconds(200));
        assertThat(loop.output(LB2, TABLE)).as("%s", loop.diary()).isEqualTo(loop.output(LB1, TABLE));
        loop.runUntil(Duration.ofMinutes(20));
        assertThat(loop.output(LB1, TABLE)).as("%s", loop.diary()).isEqualTo(before);
        assertThat(loop.output(LB2, TABLE)).as("%s", loop.diary()).isEqualTo(before);
    }

    @Test
    void nothingIsTakenBackThatADirectorMayUseThatIsNotRead() {
        SimulatedLoop loop = new SimulatedLoop(
                faults(crowd(Duration.ofSeconds(100)), at(90, LB2, Fault.Kind.CUT), at(500, LB2, Fault.Kind.HEAL)));
        String before = loop.output(LB1, TABLE);
        loop.runUntil(Duration.ofSeconds(89));
        List<ContainerId> lent = loop.state().memory().loansTo(SHOP).stream()
                .map(Loan::container)
                .toList();
        assertThat(lent).as("%s", loop.diary()).isNotEmpty();
        loop.runUntil(Duration.ofSeconds(490));
        for (ContainerId id : lent) {
            assertThat(loop.output(id.server(), "sudo -n lxc-info -n %s -sH".formatted(id.name())))
                    .as("%s", loop.diary())
                    .contains("RUNNING");
        }
        assertThat(loop.state().verdicts().toString()).contains("lb2");
        loop.runUntil(Duration.ofMinutes(20));
        assertThat(loop.output(LB1, TABLE)).as("%s", loop.diary()).isEqualTo(before);
        assertThat(loop.output(LB2, TABLE)).as("%s", loop.diary()).isEqualTo(before);
        assertThat(loop.state().memory().loans()).isEmpty();
    }

    @Test
    void aServiceThatOneDirectorLacksIsHelpedOnTheOther() {
        SimulatedLoop loop = new SimulatedLoop(faults(DemandCurve.constant(70), at(20, RS5, Fault.Kind.KILL)));
        ServiceDescription media = described(MEDIA);
        loop.output(LB2, "ipvsadm -D -t " + media.address().endpoint());
        assertThat(loop.output(LB2, TABLE))
                .doesNotContain(media.address().endpoint().toString());
        loop.runUntil(Duration.ofSeconds(60));
        assertThat(loop.output(LB1, TABLE)).as("%s", loop.diary()).contains(MEDIA_ON_RS5_IS_QUIESCED);
        assertThat(loop.state().verdicts().toString()).contains("lb2 has no virtual service media");
    }

    @Test
    void aFailoverThatADirectorRefusesGoesOnAtTheOtherAndIsOwedToIt() {
        SimulatedLoop loop = new SimulatedLoop(
                faults(DemandCurve.constant(70), at(20, RS5, Fault.Kind.KILL), at(400, RS5, Fault.Kind.HEAL)));
        String before = loop.output(LB1, TABLE);
        loop.cluster().refuseChanges(LB1, true);
        loop.runUntil(
                state -> state.assessments().toString().contains("A change of media failed on lb1"),
                Duration.ofSeconds(60));
        assertThat(loop.state().assessments().toString()).contains("A change of media failed on lb1");
        loop.runUntil(Duration.ofSeconds(70));
        assertThat(loop.output(LB2, TABLE)).as("%s", loop.diary()).contains(MEDIA_ON_RS5_IS_QUIESCED);
        assertThat(loop.output(LB1, TABLE)).doesNotContain(MEDIA_ON_RS5_IS_QUIESCED);
        loop.runUntil(Duration.ofSeconds(200));
        assertThat(loop.state().memory().loansTo(MEDIA)).as("%s", loop.diary()).hasSize(1);
        // A director that refuses is asked again after 3 s, 6 s, 12 s and so on.
        assertThat(commandsOn(loop, LB1)).as("%s", loop.diary()).isBetween(2L, 7L);
        loop.cluster().refuseChanges(LB1, false);
        loop.runUntil(Duration.ofSeconds(390));
        assertThat(loop.output(LB1, TABLE)).as("%s", loop.diary()).isEqualTo(loop.output(LB2, TABLE));
        loop.runUntil(Duration.ofMinutes(20));
        assertThat(loop.output(LB1, TABLE)).as("%s", loop.diary()).isEqualTo(before);
        assertThat(loop.output(LB2, TABLE)).as("%s", loop.diary()).isEqualTo(before);
    }

    @Test
    void aLoanBeginsOnTheOtherWhereADirectorRefuses() {
        SimulatedLoop loop = new SimulatedLoop(faults(crowd(Duration.ofMinutes(9))));
        String before = loop.output(LB1, TABLE);
        loop.cluster().refuseChanges(LB2, true);
        loop.runUntil(Duration.ofMinutes(2));
        assertThat(loop.state().memory().loansTo(SHOP)).as("%s", loop.diary()).isNotEmpty();
        assertThat(loop.output(LB2, TABLE)).isEqualTo(before);
        loop.cluster().refuseChanges(LB2, false);
        loop.runUntil(Duration.ofMinutes(6));
        assertThat(loop.output(LB2, TABLE)).as("%s", loop.diary()).isEqualTo(loop.output(LB1, TABLE));
        loop.runUntil(Duration.ofMinutes(25));
        assertThat(loop.output(LB1, TABLE)).as("%s", loop.diary()).isEqualTo(before);
        assertThat(loop.output(LB2, TABLE)).as("%s", loop.diary()).isEqualTo(before);
        assertThat(loop.state().memory().loans()).isEmpty();
    }

    @Test
    void aFailoverDoesNotWaitForADirectorThatIsLostWhileItRuns() {
        SimulatedLoop loop = new SimulatedLoop(faults(DemandCurve.constant(70), at(20, RS5, Fault.Kind.KILL)));
        String before = loop.output(LB1, TABLE);
        loop.runUntil(
                state -> state.running().stream().anyMatch(p -> p.plan().kind() == PlanKind.FAILOVER),
                Duration.ofMinutes(1));
        loop.cluster().apply(new Fault(LB1, Fault.Kind.CUT));
        Duration lost = loop.cluster().now();
        loop.runUntil(lost.plusSeconds(25));
        assertThat(loop.output(LB2, TABLE)).as("%s", loop.diary()).contains(MEDIA_ON_RS5_IS_QUIESCED);
        assertThat(loop.state().memory().loansTo(MEDIA)).as("%s", loop.diary()).hasSize(1);
        loop.cluster().apply(new Fault(LB1, Fault.Kind.HEAL));
        loop.runUntil(lost.plusSeconds(90));
        assertThat(loop.output(LB1, TABLE)).as("%s", loop.diary()).isEqualTo(loop.output(LB2, TABLE));
        loop.cluster().apply(new Fault(RS5, Fault.Kind.HEAL));
        loop.runUntil(lost.plusMinutes(15));
        assertThat(loop.output(LB1, TABLE)).as("%s", loop.diary()).isEqualTo(before);
        assertThat(loop.output(LB2, TABLE)).as("%s", loop.diary()).isEqualTo(before);
    }

    @Test
    void aLoanThatSomebodyRemovesOnOneDirectorIsNotAddedThereAgain() {
        SimulatedLoop loop = new SimulatedLoop(faults(crowd(Duration.ofMinutes(5))));
        loop.runUntil(Duration.ofSeconds(80));
        Loan lent = loop.state().memory().loansTo(SHOP).getFirst();
        Endpoint endpoint = loop.state()
                .snapshot()
                .server(lent.lender())
                .flatMap(server -> server.container(lent.container()))
                .flatMap(container -> container.role().servingAt())
                .orElseThrow();
        loop.output(
                LB2,
                "ipvsadm -d -t %s -r %s".formatted(described(SHOP).address().endpoint(), endpoint));
        long sent = commandsOn(loop, LB2);

        loop.runUntil(Duration.ofMinutes(4));

        assertThat(loop.output(LB2, TABLE)).as("%s", loop.diary()).doesNotContain(endpoint.toString());
        assertThat(loop.output(LB1, TABLE)).contains(endpoint.toString());
        assertThat(commandsOn(loop, LB2)).isEqualTo(sent);
        assertThat(loop.state().assessments())
                .anySatisfy(a -> assertThat(a.remarks()).contains(new Remark.LoanRemoved(endpoint, LB2)));
    }

    private static ServiceDescription described(ServiceId service) {
        return Scenarios.steady(1).cluster().services().stream()
                .filter(s -> s.id().equals(service))
                .findFirst()
                .orElseThrow();
    }

    private static long commandsOn(SimulatedLoop loop, HostId host) {
        return loop.diary().stream()
                .filter(line -> line.contains(host.name() + "$ "))
                .count();
    }

    private static DemandCurve crowd(Duration passes) {
        return DemandCurve.constant(70)
                .then(Duration.ofSeconds(5), 210, Duration.ofSeconds(3))
                .then(passes, 70, Duration.ofSeconds(3));
    }

    private static Moment at(int seconds, HostId host, Fault.Kind kind) {
        return new Moment(Duration.ofSeconds(seconds), host + " " + kind, Optional.of(new Fault(host, kind)));
    }

    private static Scenario faults(DemandCurve shop, Moment... moments) {
        return new Scenario(
                "apart",
                Scenarios.steady(1).cluster().withDemand(SHOP, shop),
                1,
                Duration.ofMinutes(30),
                List.of(moments));
    }
}
