package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.StepProgress.State.AWAITING_READING;
import static dev.headroom.backend.control.StepProgress.State.DONE;
import static dev.headroom.backend.control.StepProgress.State.NOT_NEEDED;
import static dev.headroom.backend.control.StepProgress.State.NOT_RUN;
import static dev.headroom.backend.control.StepProgress.State.PENDING;
import static dev.headroom.backend.control.StepProgress.State.RUNNING;
import static dev.headroom.backend.control.StepProgress.State.UNKNOWN;
import static dev.headroom.backend.control.StepProgress.State.VERIFYING;
import static dev.headroom.backend.control.core.PerfectCluster.LB1;
import static dev.headroom.backend.control.core.PerfectCluster.LB2;
import static dev.headroom.backend.control.core.PerfectCluster.RS2;
import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.Continuity.Closing;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.Proposal.Status;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a host does that cannot be reached is unknown: no step of it is done, none has failed, and nothing is undone unasked. */
class LostHostTest {
    private final Loop loop = new Loop(Mode.MANUAL);

    /** The loan was given: the start was seen, the command for lb1 is on the way. */
    private Proposal adding(Loop master) {
        Proposal proposal = master.approved();
        master.works();
        master.observes();
        assertThat(master.steps(proposal)).containsExactly(DONE, NOT_NEEDED, RUNNING, PENDING);
        return proposal;
    }

    private static void loses(Loop master, HostId host) {
        master.cluster.loses(host, master.now);
    }

    private static void observesFor(Loop master, Duration time) {
        for (Duration past = Duration.ZERO; past.compareTo(time) <= 0; past = past.plus(Loop.INTERVAL)) {
            master.observes();
        }
    }

    /** lb1 goes while it runs the command that was sent last, and the limit for a reading of it passes. */
    private void losesTheAnswer() {
        loses(loop, LB1);
        loop.ends(new CommandOutcome.Indeterminate("The connection was lost."));
        loop.settlesDown(WEB);
        observesFor(loop, Duration.ofSeconds(62));
    }

    /** lb1 was read, then lost, then the wait for it began. */
    @Test
    void aWaitIsNotProvenByTheLastReadingOfALostDirector() {
        loop.cluster.lends(WEB, RS2);
        Proposal proposal = loop.proposed(PerfectCluster.giveBack(WEB, RS2, 1));
        loop.approves(proposal);
        loop.works();
        loop.observes();
        loop.works();
        loses(loop, LB1);

        loop.observes();

        assertThat(loop.steps(proposal)).startsWith(DONE, DONE, VERIFYING);
        assertThat(loop.again(proposal).steps().get(2).detail()).isEqualTo("Waiting. lb1 was last read 2 s ago.");
        assertThat(loop.sent()).hasSize(2);

        loop.cluster.finds(LB1, loop.now);
        loop.observes();
        assertThat(loop.steps(proposal)).startsWith(DONE, DONE, DONE, NOT_NEEDED, RUNNING);
    }

    @Test
    void aCommandIsNotCalledNeedlessByAReadingFromBeforeItsTurn() {
        Proposal proposal = loop.proposed();
        loop.cluster.apply(proposal.plan().actions().getFirst());
        loop.observes();
        loses(loop, RS2);

        loop.agreesTo(proposal);
        loop.observes();

        assertThat(loop.steps(proposal)).startsWith(AWAITING_READING);
        assertThat(loop.again(proposal).steps().getFirst().detail()).isEqualTo("rs2 was last read 2 s ago.");
    }

    @Test
    void aCommandOfWhichNothingIsKnownInterruptsThePlanAndUndoesNothing() {
        Proposal proposal = adding(loop);
        losesTheAnswer();

        Proposal left = loop.again(proposal);
        assertThat(left.status()).isEqualTo(Status.INTERRUPTED);
        assertThat(loop.steps(proposal)).containsExactly(DONE, NOT_NEEDED, UNKNOWN, PENDING);
        assertThat(left.note())
                .isEqualTo(
                        "Step 3 was unknown: lb1 was last read 62 s ago, so it was not known what became of the command.");
        assertThat(loop.state.open()).isEmpty();
        assertThat(loop.state.notices().getFirst().sentence())
                .startsWith("P1 for web was interrupted. Step 3 was unknown: lb1 was last read 62 s ago")
                .endsWith(
                        "Finish it (approve P1), take back what was done (undo P1), or leave it as it is (reject P1).");
    }

    @Test
    void theNextReadingTellsWhatBecameOfTheCommandAndTheOperatorMayFinishThePlan() {
        Proposal proposal = adding(loop);
        loop.cluster.apply(loop.lastSent().action());
        losesTheAnswer();

        loop.cluster.finds(LB1, loop.now);
        loop.observes();
        assertThat(loop.steps(proposal)).containsExactly(DONE, NOT_NEEDED, DONE, PENDING);

        loop.approves(loop.again(proposal));
        loop.goesOn();
        assertThat(loop.again(proposal).status()).isEqualTo(Status.DONE);
    }

    @Test
    void theHeaderOfAnInterruptedPlanSaysWhatTheNextReadingTold() {
        Proposal proposal = adding(loop);
        losesTheAnswer();

        loop.cluster.finds(LB1, loop.now);
        loop.observes();

        assertThat(loop.steps(proposal)).containsExactly(DONE, NOT_NEEDED, PENDING, PENDING);
        assertThat(loop.again(proposal).note())
                .startsWith("Step 3 was unknown: lb1 was last read 62 s ago")
                .endsWith(" lb1 was read again: step 3 is not done.");
        assertThat(loop.state.notices())
                .filteredOn(n -> n.sentence().contains("was interrupted"))
                .singleElement()
                .extracting(n -> n.sentence())
                .asString()
                .contains("lb1 was read again: step 3 is not done.");
    }

    @Test
    void anUndoNamesTheHostThatIsNotReadAndSinceWhen() {
        Proposal proposal = adding(loop);
        losesTheAnswer();

        assertThat(Loop.refusals(loop.asked(new Intent.Undo(proposal.id(), Loop.OPERATOR))))
                .containsExactly("What became of step 3 of P1 is not known: lb1 was last read 64 s ago.");
    }

    @Test
    void automaticModeFinishesThePlanWhenTheHostIsReadAgain() {
        Loop automatic = new Loop(Mode.AUTOMATIC);
        automatic.judgement.propose(PerfectCluster.borrow(WEB, 1, 10));
        automatic.observes();
        automatic.readAtOnce();
        Proposal proposal = automatic.running();
        automatic.settlesDown(WEB);
        loses(automatic, RS2);
        automatic.ends(new CommandOutcome.Indeterminate("The connection was lost."));
        observesFor(automatic, Duration.ofSeconds(62));
        assertThat(automatic.again(proposal).status()).isEqualTo(Status.INTERRUPTED);
        assertThat(automatic.sent()).hasSize(1);

        automatic.cluster.finds(RS2, automatic.now);
        automatic.goesOn();

        assertThat(automatic.again(proposal).status()).isEqualTo(Status.DONE);
    }

    @Test
    void aCommandThatWasNotSentIsNotFailed() {
        Proposal proposal = adding(loop);
        loses(loop, LB2);
        loop.works();
        loop.settlesDown(WEB);

        observesFor(loop, Duration.ofSeconds(66));

        assertThat(loop.steps(proposal)).containsExactly(DONE, NOT_NEEDED, DONE, PENDING);
        assertThat(loop.again(proposal).status()).isEqualTo(Status.INTERRUPTED);
        assertThat(loop.again(proposal).note())
                .startsWith("Step 4 was not begun: lb2 was last read ")
                .endsWith(" s ago, and a whole new reading is waited for no longer than 60 s.");
        assertThat(loop.state.open()).isEmpty();
    }

    /** Every director must be read before a container is stopped; the loss of one is no failure of the stop. */
    @Test
    void aStopWaitsForEveryDirector() {
        loop.cluster.apply(PerfectCluster.borrow(WEB, 1, 10).actions().getFirst());
        Proposal proposal = loop.proposed(PerfectCluster.plan(
                PlanKind.GIVE_BACK,
                WEB,
                1,
                new dev.headroom.ma2scf.plan.ContainerAction.StopContainer(PerfectCluster.standBy(WEB))));
        loses(loop, LB2);
        observesFor(loop, Duration.ofSeconds(8));

        loop.approves(proposal);

        assertThat(loop.sent()).isEmpty();
        assertThat(loop.steps(proposal)).containsExactly(AWAITING_READING);
    }

    @Test
    void whatAnOperatorHaltedDoesNotGoOnWhenTheHostIsReadAgain() {
        Proposal proposal = adding(loop);
        loses(loop, LB1);
        loop.asked(new Intent.Halt(Loop.OPERATOR));
        loop.ends(new CommandOutcome.Indeterminate("The connection was lost."));
        loop.settlesDown(WEB);
        observesFor(loop, Duration.ofSeconds(62));
        assertThat(loop.again(proposal).status()).isEqualTo(Status.HALTED);
        assertThat(loop.steps(proposal)).containsExactly(DONE, NOT_NEEDED, UNKNOWN, NOT_RUN);

        loop.cluster.finds(LB1, loop.now);
        loop.observes();

        assertThat(loop.steps(proposal)).containsExactly(DONE, NOT_NEEDED, NOT_RUN, NOT_RUN);
    }

    @Test
    void aPlanThatALostHostInterruptedIsInterruptedForTheNextMasterToo() {
        Proposal proposal = adding(loop);
        losesTheAnswer();

        Loop next = loop.restarted(Mode.MANUAL);

        assertThat(next.again(proposal).status()).isEqualTo(Status.INTERRUPTED);
        assertThat(next.again(proposal).note()).isEqualTo(loop.again(proposal).note());
        assertThat(next.steps(proposal)).containsExactly(DONE, NOT_NEEDED, UNKNOWN, PENDING);
    }

    @Test
    void anUndoThatStopsIsNotUndoneUnasked() {
        Proposal proposal = adding(loop);
        loop.asked(new Intent.Halt(Loop.OPERATOR));
        loop.works();
        loop.settlesDown(WEB);
        loop.observes();
        loop.asked(new Intent.Resume(Loop.OPERATOR));
        Proposal undo = loop.open();
        assertThat(undo.plan().kind()).isEqualTo(PlanKind.UNDO);
        loop.approves(undo);
        loop.works();
        loop.observes();

        loop.ends(new CommandOutcome.Refused("no"));
        loop.observes();

        assertThat(loop.again(undo).status()).isEqualTo(Status.FAILED);
        assertThat(loop.state.open()).isEmpty();
        assertThat(loop.again(proposal).status()).isEqualTo(Status.HALTED);
    }

    /** Somebody else made the change: the host refused the command. */
    @Test
    void whatTheHostRefusedIsNotUndone() {
        Proposal proposal = loop.approved();
        loop.cluster.apply(loop.lastSent().action());
        loop.ends(new CommandOutcome.Refused("already running"));
        loop.observes();
        assertThat(loop.steps(proposal)).startsWith(DONE);
        loop.settlesDown(WEB);

        loop.ends(new CommandOutcome.Refused("no"));
        loop.observes();
        loop.ends(new CommandOutcome.Refused("no"));
        loop.observes();

        assertThat(loop.again(proposal).status()).isEqualTo(Status.FAILED);
        assertThat(loop.state.open()).isEmpty();
    }

    /** What takes back goes on when the master shall take back what runs, and end. */
    @Test
    void anUndoThatRunsIsFinishedBeforeTheMasterEnds() {
        adding(loop);
        loop.asked(new Intent.Halt(Loop.OPERATOR));
        loop.works();
        loop.settlesDown(WEB);
        loop.observes();
        loop.asked(new Intent.Resume(Loop.OPERATOR));
        Proposal undo = loop.open();
        loop.approves(undo);

        loop.asked(new Intent.Close(Closing.UNDO, Loop.OPERATOR));
        loop.goesOn();

        assertThat(loop.again(undo).status()).isEqualTo(Status.DONE);
        assertThat(loop.state.mayClose()).isTrue();
    }
}
