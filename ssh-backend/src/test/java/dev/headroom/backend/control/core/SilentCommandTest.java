package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.StepProgress.State.DONE;
import static dev.headroom.backend.control.StepProgress.State.FAILED;
import static dev.headroom.backend.control.StepProgress.State.NOT_NEEDED;
import static dev.headroom.backend.control.StepProgress.State.RUNNING;
import static dev.headroom.backend.control.StepProgress.State.UNKNOWN;
import static dev.headroom.backend.control.core.PerfectCluster.LB1;
import static dev.headroom.backend.control.core.PerfectCluster.LB2;
import static dev.headroom.backend.control.core.PerfectCluster.RS1;
import static dev.headroom.backend.control.core.PerfectCluster.RS2;
import static dev.headroom.backend.control.core.PerfectCluster.RS3;
import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static dev.headroom.backend.control.core.PerfectCluster.borrow;
import static dev.headroom.backend.control.core.PerfectCluster.endpoint;
import static dev.headroom.backend.control.core.PerfectCluster.giveBack;
import static dev.headroom.backend.control.core.PerfectCluster.quiesce;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.Proposal.Status;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A command hangs on its host, or its answer is lost, and what the readings show goes on meanwhile. */
class SilentCommandTest {
    private static final Duration LIMIT = Duration.ofSeconds(70);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Loop loop = new Loop(Mode.AUTOMATIC, Map.of(), PerfectCluster.wide());

    private void everythingFor(Duration time) {
        for (Duration past = Duration.ZERO; past.compareTo(time) < 0; past = past.plus(Loop.INTERVAL)) {
            loop.observes();
        }
    }

    /** In automatic mode: proposed, approved, and its first command is on the way. */
    private Proposal running(Plan plan) {
        loop.cluster.ends(LIMIT);
        loop.observes();
        loop.judgement.propose(plan);
        while (loop.onTheWay().isEmpty()) {
            loop.observes();
        }
        return loop.running();
    }

    @Test
    void whatAReadingShowsIsDoneThoughNoAnswerComes() {
        Proposal proposal = running(borrow(WEB, RS3, 1, 10));
        loop.cluster.apply(loop.lastSent().action());

        everythingFor(PATIENCE.minus(Loop.INTERVAL));
        assertThat(loop.steps(proposal).getFirst()).as("most answers come").isEqualTo(RUNNING);

        loop.observes();
        assertThat(loop.steps(proposal).getFirst()).isEqualTo(DONE);
        assertThat(loop.state.continuity().unanswered())
                .as("only the next command is unanswered")
                .noneMatch(u -> u.step() == 0);
    }

    @Test
    void theAnswerToAFaultDoesNotWaitForAStartThatHangs() {
        Proposal hanging = running(borrow(WEB, RS3, 1, 10));
        loop.judgement.propose(quiesce(WEB, RS1, 1));

        everythingFor(PATIENCE.plus(Loop.INTERVAL.multipliedBy(2)));

        assertThat(loop.again(hanging).status()).isEqualTo(Status.SUPERSEDED);
        assertThat(loop.steps(hanging).getFirst()).as("what became of it").isEqualTo(UNKNOWN);
        assertThat(loop.running().plan().kind()).isEqualTo(PlanKind.FAILOVER);
        assertThat(loop.lastSent().action())
                .isEqualTo(quiesce(WEB, RS1, 1).actions().getFirst());
        assertThat(loop.state.memory().stamps().setbacks())
                .as("another container is taken meanwhile")
                .containsKey(new Spot(WEB, endpoint(RS3, WEB)));
    }

    @Test
    void whatIsNoAnswerToAFaultWaits() {
        Proposal hanging = running(borrow(WEB, RS3, 1, 10));

        everythingFor(Duration.ofSeconds(40));

        assertThat(loop.again(hanging).status()).isEqualTo(Status.RUNNING);
        assertThat(loop.steps(hanging).getFirst()).isEqualTo(RUNNING);
    }

    @Test
    void theAnswerToAFaultGoesOnAtTheOtherDirector() {
        Proposal failover = running(quiesce(WEB, RS1, 1));
        assertThat(loop.lastSent().action().host()).isEqualTo(LB1);

        everythingFor(PATIENCE);

        assertThat(loop.steps(failover)).containsExactly(UNKNOWN, RUNNING);
        assertThat(loop.lastSent().action().host()).isEqualTo(LB2);
        loop.works();
        loop.observes();
        assertThat(loop.again(failover).status()).isEqualTo(Status.FAILED);
        assertThat(loop.again(failover).note())
                .startsWith("Step 1 is unknown: Its command got no answer from lb1 for 10 s")
                .endsWith("The rest was done, and this is owed to lb1.");
    }

    @Test
    void whatWasPassedOverIsOursOnceItIsSeen() {
        running(quiesce(WEB, RS1, 1));
        Action atFirst = loop.lastSent().action();
        everythingFor(PATIENCE);

        loop.cluster.apply(atFirst);
        loop.observes();

        assertThat(loop.state.memory().quiesced()).extracting(q -> q.director()).containsExactly(LB1);
    }

    @Test
    void whatWasPassedOverHasFailedOnceItsHostHasEndedIt() {
        Proposal failover = running(quiesce(WEB, RS1, 1));
        everythingFor(PATIENCE);

        everythingFor(LIMIT);

        assertThat(loop.steps(failover).getFirst()).isEqualTo(FAILED);
        assertThat(loop.state.memory().quiesced()).isEmpty();
    }

    /** A person does what a master could not send, since it had no lease. */
    @Test
    void whatSomebodyElseDidOfACommandThatWasNeverSentIsNotOurs() {
        Proposal failover = running(quiesce(WEB, RS1, 1));
        loop.ends(new CommandOutcome.Unsent("lb1 has not given this master the lease yet."));
        loop.cluster.apply(loop.lastSent().action());

        loop.observes();

        assertThat(loop.steps(failover)).containsExactly(NOT_NEEDED, RUNNING);
        assertThat(loop.state.memory().quiesced()).isEmpty();
        assertThat(loop.state.memory().weights()).isEmpty();
    }

    /** It was interrupted in the middle, and meanwhile another master has served the need, and it has passed. */
    @Test
    void aBorrowIsNotFinishedWhileTheReadingsAskForAGiveBack() {
        Loop first = new Loop(Mode.MANUAL);
        Proposal borrowed = first.approved();
        first.works();
        Loop next = first.restarted(Mode.AUTOMATIC);
        next.judgement.propose(giveBack(WEB, RS2, 1));

        for (int reading = 0; reading < 5; reading++) {
            next.observes();
        }

        assertThat(next.again(borrowed).status()).isEqualTo(Status.SUPERSEDED);
        assertThat(next.sent())
                .extracting(Effect.Send::action)
                .noneMatch(borrowed.plan().actions()::contains);
    }
}
