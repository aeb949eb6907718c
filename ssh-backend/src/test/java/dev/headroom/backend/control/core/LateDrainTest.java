package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.Proposal.Status;
import static dev.headroom.backend.control.core.PerfectCluster.RS3;
import static dev.headroom.backend.control.core.PerfectCluster.RS4;
import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static dev.headroom.backend.control.core.PerfectCluster.borrow;
import static dev.headroom.backend.control.core.PerfectCluster.giveBack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Proposal;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A client that stays longer than the drain may take fails no give-back, and holds back nothing that helps. */
class LateDrainTest {
    private final Loop loop = new Loop(Mode.AUTOMATIC, Map.of(), PerfectCluster.wide());

    /** Web's loan on rs3 is quiesced, and its clients stay longer than the hour that the drain may take. */
    private Proposal lateDrain() {
        loop.cluster.lends(WEB, RS3);
        loop.cluster.connect(WEB, RS3, 3);
        loop.judgement.propose(giveBack(WEB, RS3, 1));
        loop.goesOn();
        loop.judgement.say(new Verdict.NoChange(WEB, List.of()));
        Proposal drain = loop.running();
        loop.after(Duration.ofMinutes(61));
        loop.observes();
        return loop.again(drain);
    }

    @Test
    void isNoFailureAndIsNotUndoneUnasked() {
        Proposal late = lateDrain();

        assertThat(late.status()).isEqualTo(Status.RUNNING);
        assertThat(loop.state.open()).isEmpty();
        assertThat(late.steps().get(late.inFlight().orElseThrow()).detail())
                .isEqualTo(
                        "Waiting for longer than 3600 s: 192.0.2.13:80 has 3 active connections and 0 bound clients. "
                                + "Undo the plan to send new clients there again.");
    }

    @Test
    void holdsBackNoBorrowOfItsService() {
        Proposal late = lateDrain();

        loop.judgement.propose(borrow(WEB, RS4, 2, 10));
        loop.observes();
        loop.goesOn();

        assertThat(loop.state.proposals())
                .filteredOn(p -> p.plan().kind() == PlanKind.BORROW)
                .extracting(Proposal::status)
                .containsExactly(Status.DONE);
        assertThat(loop.again(late).status()).isEqualTo(Status.RUNNING);
    }

    @Test
    void endsWhenTheLastClientHasGone() {
        Proposal late = lateDrain();

        loop.cluster.connect(WEB, RS3, 0);
        loop.goesOn();

        assertThat(loop.again(late).status()).isEqualTo(Status.DONE);
    }

    @Test
    void isUndoneWhenAnOperatorAsks() {
        Proposal late = lateDrain();
        assertThat(late.undoable()).isTrue();

        loop.asked(new Intent.Undo(late.id(), Loop.OPERATOR));

        assertThat(loop.again(late).status()).isEqualTo(Status.HALTED);
        assertThat(loop.open().plan().kind()).isEqualTo(PlanKind.UNDO);
        assertThat(loop.open().plan().actions())
                .allSatisfy(action -> assertThat(action.describe()).contains("192.0.2.13:80"));
    }
}
