package dev.headroom.simulation.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Proposal;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.simulation.Fault;
import dev.headroom.simulation.Scenario;
import dev.headroom.simulation.Scenarios;
import dev.headroom.simulation.load.DemandCurve;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Automatic mode with containers and servers that do not do what they should: helped by others, and never over and over. */
class SetbacksTest {
    private static final ServiceId SHOP = new ServiceId("shop");
    private static final ServerId RS5 = new ServerId("rs5");
    private static final DirectorId LB1 = new DirectorId("lb1");

    @Test
    void whereAStandByRunsAndNeverServesTheNextLenderHelpsWithinTheMinute() {
        SimulatedLoop loop = new SimulatedLoop(crowd());
        ail(loop, Fault.Flaw.DEAF, 3, 4);
        loop.runUntil(
                state -> state.proposals().stream().anyMatch(p -> p.status() == Proposal.Status.FAILED), minutes(2));
        Duration failed = loop.cluster().now();
        loop.runUntil(
                state -> state.proposals().stream()
                        .anyMatch(p -> p.plan().kind() == PlanKind.BORROW
                                && p.status() == Proposal.Status.RUNNING
                                && starts(p, "shop-4")),
                failed.plusSeconds(30));
        loop.runUntil(minutes(5));
        assertThat(loop.state().memory().loansTo(SHOP)).as("%s", loop.diary()).isNotEmpty();
        assertThat(starts(loop, "shop-3")).isEqualTo(1);
        assertThat(starts(loop, "shop-4")).isEqualTo(1);
        // what the failed plans had started runs no more
        assertThat(loop.output(new ServerId("rs3"), "sudo -n lxc-info -n shop-3 -sH"))
                .contains("STOPPED");
    }

    /** A new master tries nothing again that the one before it leaves alone for a while. */
    @Test
    void theNextMasterKnowsWhatFailed() {
        SimulatedLoop loop = new SimulatedLoop(crowd());
        ail(loop, Fault.Flaw.DEAF, 3, 4);
        loop.runUntil(
                state -> state.proposals().stream().anyMatch(p -> p.status() == Proposal.Status.FAILED), minutes(2));
        loop.restart(Mode.AUTOMATIC);
        loop.runUntil(minutes(5));
        assertThat(loop.state().memory().loansTo(SHOP)).as("%s", loop.diary()).isNotEmpty();
        assertThat(starts(loop, "shop-3")).as("%s", loop.diary()).isEqualTo(1);
    }

    @Test
    void whereAStandByDoesNotStartTheNextLenderHelps() {
        SimulatedLoop loop = new SimulatedLoop(crowd());
        loop.trouble(send -> send.action() instanceof ContainerAction.StartContainer(var c)
                        && !c.name().equals("shop-6")
                ? Optional.of(new CommandOutcome.Indeterminate("lxc-start failed", false))
                : Optional.empty());
        loop.runUntil(minutes(3));
        assertThat(loop.state().memory().loansTo(SHOP))
                .as("%s", loop.diary())
                .extracting(loan -> loan.container().name())
                .containsExactly("shop-6");
    }

    @Test
    void aStandByThatListensNowAndThenKeepsNoWeightAndIsNotTriedAgainAtOnce() {
        SimulatedLoop loop = new SimulatedLoop(crowd());
        ail(loop, Fault.Flaw.LISTENS_NOW_AND_THEN, 3, 4, 5);
        loop.runUntil(minutes(9));
        for (int n = 3; n <= 5; n++) {
            assertThat(starts(loop, "shop-" + n)).as("%s", loop.diary()).isLessThanOrEqualTo(1);
        }
        assertThat(loop.state().memory().stamps().setbacks()).hasSize(3);
        assertThat(loop.output(LB1, "ipvsadm -Sn")).doesNotContainPattern("10\\.1\\.0\\.[456]:80 .* -w [1-9]");
        assertThat(loop.state().verdicts().toString()).contains("did not serve when it was lent");
    }

    /** 10 s down, 10 s up, for 10 minutes: 90 plans and 240 commands before there were pauses. */
    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"KILL", "FREEZE"})
    void aFlappingServerCausesFewPlansAndGetsItsClientsBackWhenItIsSteady(Fault.Kind kind) {
        List<Scenario.Moment> moments = new ArrayList<>();
        for (int at = 20; at < 620; at += 20) {
            moments.add(new Scenario.Moment(Duration.ofSeconds(at), "down", Optional.of(new Fault(RS5, kind))));
            moments.add(new Scenario.Moment(
                    Duration.ofSeconds(at + 10), "up", Optional.of(new Fault(RS5, Fault.Kind.HEAL))));
        }
        SimulatedLoop loop = new SimulatedLoop(
                new Scenario("flap", Scenarios.steady(1).cluster(), 1, Duration.ofMinutes(20), moments));
        String before = loop.output(LB1, "ipvsadm -Sn");
        loop.runUntil(minutes(15));
        assertThat(loop.state().proposals()).as("%s", loop.diary()).hasSizeLessThanOrEqualTo(12);
        assertThat(loop.diary().stream().filter(line -> line.contains("$ "))).hasSizeLessThanOrEqualTo(50);
        assertThat(loop.output(LB1, "ipvsadm -Sn")).isEqualTo(before);
    }

    @Test
    void whatAnOperatorUndidIsNotDoneAgainUntilTheStatedTime() {
        SimulatedLoop loop = new SimulatedLoop(crowd());
        loop.runUntil(
                state -> state.proposals().stream().anyMatch(p -> p.status() == Proposal.Status.DONE), minutes(2));
        Proposal done = loop.state().proposals().getFirst();
        loop.ask(new Intent.Undo(done.id(), "ann"));
        Proposal undo = loop.state().open().getFirst();
        loop.ask(new Intent.Approve(undo.id(), undo.plan().basisRevision(), "ann"));
        assertThat(loop.state().rests(SHOP)).singleElement().satisfies(rest -> {
            assertThat(rest.rejected()).isEqualTo(done.id());
            assertThat(rest.until()).isAfter(loop.now().plus(minutes(9)));
        });
        loop.runUntil(minutes(9));
        assertThat(loop.state().memory().loansTo(SHOP)).as("%s", loop.diary()).isEmpty();
        loop.runUntil(minutes(12));
        assertThat(loop.state().memory().loansTo(SHOP)).as("%s", loop.diary()).isNotEmpty();
    }

    /** The demand for the shop rises and stays. */
    private static Scenario crowd() {
        DemandCurve demand = DemandCurve.constant(70).then(Duration.ofSeconds(5), 210, Duration.ofSeconds(3));
        return new Scenario("crowd", Scenarios.steady(1).cluster().withDemand(SHOP, demand), 1, minutes(20), List.of());
    }

    private static void ail(SimulatedLoop loop, Fault.Flaw flaw, int... numbers) {
        for (int n : numbers) {
            loop.cluster().flaw(new ContainerId(new ServerId("rs" + n), "shop-" + n), flaw);
        }
    }

    private static boolean starts(Proposal proposal, String container) {
        return proposal.plan().steps().stream()
                .anyMatch(step -> step.action() instanceof ContainerAction.StartContainer(var id)
                        && id.name().equals(container));
    }

    private static long starts(SimulatedLoop loop, String container) {
        return loop.diary().stream()
                .filter(line -> line.contains("lxc-start -n " + container + " "))
                .count();
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }
}
