package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static dev.headroom.backend.control.core.PerfectCluster.borrow;
import static dev.headroom.backend.control.core.PerfectCluster.quiesce;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Proposal;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A plan that failed or was halted is taken back by another plan. */
class UndoTest {
    private final Loop loop = new Loop(Mode.MANUAL);

    private Proposal halted() {
        Proposal proposal = loop.approved();
        loop.asked(new Intent.Halt(Loop.OPERATOR));
        loop.works();
        loop.settlesDown(WEB);
        loop.observes();
        loop.asked(new Intent.Resume(Loop.OPERATOR));
        return proposal;
    }

    @Test
    void runsTheInverseOnTheSamePath() {
        halted();
        Proposal undo = loop.open();

        loop.approves(undo);
        loop.works();
        loop.observes();

        assertThat(loop.again(undo).status()).isEqualTo(Proposal.Status.DONE);
        assertThat(loop.lastSent().action()).isEqualTo(new ContainerAction.StopContainer(PerfectCluster.standBy(WEB)));
    }

    @Test
    void isOfferedWithItsForecast() {
        Plan.Forecast forecast = Plan.Forecast.of(WEB, new Utilization(0.83), new Utilization(0.94));
        loop.judgement.undone = List.of(forecast);

        halted();

        assertThat(loop.open().plan().forecast()).containsExactly(forecast);
    }

    @Test
    void isOfferedOnceOnly() {
        Proposal ended = halted();

        assertThat(Loop.refusals(loop.asked(new Intent.Undo(ended.id(), Loop.OPERATOR))))
                .containsExactly("P2 of web is open; it must end first.");
    }

    @Test
    void canBeAskedForAfterARejection() {
        Proposal ended = halted();
        loop.asked(new Intent.Reject(loop.open().id(), "", Loop.OPERATOR));

        loop.asked(new Intent.Undo(ended.id(), Loop.OPERATOR));

        assertThat(loop.open().plan().kind()).isEqualTo(PlanKind.UNDO);
    }

    @Test
    void takesThePlaceOfAnotherProposalForTheService() {
        Proposal ended = halted();
        loop.asked(new Intent.Reject(loop.open().id(), "", Loop.OPERATOR));
        Proposal other = loop.proposed(quiesce(WEB, 5));

        loop.asked(new Intent.Undo(ended.id(), Loop.OPERATOR));

        assertThat(loop.again(other).status()).isEqualTo(Proposal.Status.SUPERSEDED);
        assertThat(loop.open().plan().kind()).isEqualTo(PlanKind.UNDO);
    }

    @Test
    void isNotSupersededByNewReadings() {
        halted();
        Proposal undo = loop.open();

        loop.judgement.propose(borrow(WEB, 5, 10));
        loop.observes();

        assertThat(loop.open()).isEqualTo(undo);
    }

    @Test
    void givesWayToAFailedServer() {
        halted();
        Proposal undo = loop.open();

        loop.judgement.propose(quiesce(WEB, 5));
        loop.observes();

        assertThat(loop.again(undo).status()).isEqualTo(Proposal.Status.SUPERSEDED);
        assertThat(loop.open().plan().kind()).isEqualTo(PlanKind.FAILOVER);
    }

    @Test
    void findsNothingLeftWhenSomebodyElseDidIt() {
        Proposal ended = halted();
        loop.asked(new Intent.Reject(loop.open().id(), "", Loop.OPERATOR));
        loop.cluster.apply(new ContainerAction.StopContainer(PerfectCluster.standBy(WEB)));
        loop.observes();

        assertThat(Loop.refusals(loop.asked(new Intent.Undo(ended.id(), Loop.OPERATOR))))
                .containsExactly("There is nothing to undo in P1.");
    }
}
