package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.StepProgress.State.AWAITING_READING;
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
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.Proposal.Status;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Duration;
import java.time.Instant;
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
        return running(plan, LIMIT);
    }

    /** @param limit after which its host ends a command */
    private Proposal running(Plan plan, Duration limit) {
        loop.cluster.ends(limit);
        loop.observes();
        loop.judgement.propose(plan);
        for (int reading = 0; reading < 5 && loop.onTheWay().isEmpty(); reading++) {
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

    /** The connection is lost at the same time, so its director is not read for long, and a person changes the weight meanwhile. */
    @Test
    void whatWasNeverSentIsNotUnknownWhenItsHostIsReadAgain() {
        Proposal failover = running(quiesce(WEB, RS1, 1));
        loop.ends(new CommandOutcome.Unsent("The connection to lb1 was lost."));
        loop.cluster.loses(LB1, loop.now);
        everythingFor(Duration.ofSeconds(90));
        assertThat(loop.again(failover).steps().getFirst().state()).isNotEqualTo(UNKNOWN);

        loop.cluster.apply(failover.plan().actions().getFirst());
        loop.cluster.finds(LB1, loop.now);
        loop.observes();

        assertThat(loop.state.memory().quiesced()).noneMatch(q -> q.director().equals(LB1));
    }

    @Test
    void theNextMasterKnowsThatNothingWasSent() {
        Proposal failover = running(quiesce(WEB, RS1, 1));
        loop.ends(new CommandOutcome.Unsent("No connection."));
        Loop next = loop.restarted(Mode.MANUAL);
        next.cluster.apply(failover.plan().actions().getFirst());

        next.observes();

        assertThat(next.steps(failover).getFirst()).isNotEqualTo(UNKNOWN);
        assertThat(next.state.memory().quiesced()).isEmpty();
        assertThat(next.state.continuity().unanswered()).isEmpty();
    }

    @Test
    void theLateAnswerThatNothingWasSentIsHeard() {
        Proposal failover = running(quiesce(WEB, RS1, 1));
        Effect.Send silent = loop.lastSent();
        everythingFor(PATIENCE);
        assertThat(loop.steps(failover)).containsExactly(UNKNOWN, RUNNING);

        loop.happens(new Event.CommandEnded(failover.id(), silent.step(), new CommandOutcome.Unsent("No connection.")));
        loop.cluster.apply(silent.action());
        loop.observes();

        assertThat(loop.steps(failover).getFirst()).isEqualTo(FAILED);
        assertThat(loop.state.memory().quiesced()).isEmpty();
    }

    /** A command that was not sent is sent by the finished plan, and its answer is lost. */
    @Test
    void whatWasSentTheSecondTimeIsOurs() {
        Proposal borrowed = running(borrow(WEB, RS3, 1, 10));
        loop.ends(new CommandOutcome.Unsent("No connection."));
        assertThat(loop.again(borrowed).steps().getFirst().refused()).isTrue();
        ControlState before = loop.state;
        loop.state = before.replacing(loop.again(borrowed)
                .withStep(0, loop.again(borrowed).steps().getFirst().with(RUNNING, "", loop.now)));
        loop.cluster.apply(borrowed.plan().actions().getFirst());

        everythingFor(PATIENCE);

        assertThat(loop.steps(borrowed).getFirst()).isEqualTo(DONE);
        assertThat(loop.state.memory().startedFor()).isNotEmpty();
    }

    /** The next step waits for a reading when the host of the silent one has ended it. */
    @Test
    void aStepThatWasPassedOverIsNoHalt() {
        Proposal failover = running(quiesce(WEB, RS1, 1), Duration.ofSeconds(20));
        Instant old = failover.openedAt();
        loop.after(PATIENCE);
        loop.observesAsOf(old);
        assertThat(loop.steps(failover)).containsExactly(UNKNOWN, AWAITING_READING);

        loop.after(Duration.ofSeconds(12));
        loop.observesAsOf(old);
        assertThat(loop.steps(failover)).containsExactly(FAILED, AWAITING_READING);

        loop.observes();
        assertThat(loop.steps(failover)).containsExactly(FAILED, RUNNING);
    }

    /** What was passed over happened after all: other plans of the service are not barred by it. */
    @Test
    void whatWasPassedOverSpeaksAgainstNoOtherPlan() {
        Proposal failover = running(quiesce(WEB, RS1, 1));
        Action atFirst = loop.lastSent().action();
        everythingFor(PATIENCE);
        loop.works();
        loop.observes();
        loop.cluster.apply(atFirst);
        loop.observes();
        assertThat(loop.again(failover).status()).isEqualTo(Status.FAILED);

        Proposal next = running(borrow(WEB, RS3, 1, 10));

        assertThat(next.plan().kind()).isEqualTo(PlanKind.BORROW);
    }

    /** Nobody has approved the failover: the plan that an operator has approved is not left in the middle for it. */
    @Test
    void aFailoverThatWaitsForAnOperatorInterruptsNothing() {
        Loop manual = new Loop(Mode.MANUAL, Map.of(), PerfectCluster.wide());
        manual.cluster.ends(LIMIT);
        Proposal borrowed = manual.proposed(borrow(WEB, RS3, 1, 10));
        manual.approves(borrowed);
        manual.judgement.propose(quiesce(WEB, RS1, 1));

        for (int reading = 0; reading < 15; reading++) {
            manual.observes();
        }

        assertThat(manual.again(borrowed).status()).isEqualTo(Status.RUNNING);
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
