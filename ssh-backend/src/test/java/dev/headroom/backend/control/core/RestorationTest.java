package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.Proposal.Status;
import static dev.headroom.backend.control.StepProgress.State.DONE;
import static dev.headroom.backend.control.StepProgress.State.NOT_NEEDED;
import static dev.headroom.backend.control.StepProgress.State.PENDING;
import static dev.headroom.backend.control.StepProgress.State.UNKNOWN;
import static dev.headroom.backend.control.core.PerfectCluster.RS1;
import static dev.headroom.backend.control.core.PerfectCluster.RS3;
import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static dev.headroom.backend.control.core.PerfectCluster.borrow;
import static dev.headroom.backend.control.core.PerfectCluster.giveBack;
import static dev.headroom.backend.control.core.PerfectCluster.quiesce;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Adoption;
import dev.headroom.backend.control.Continuity;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Kept;
import dev.headroom.backend.control.Notice;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.sharing.memory.Loan;
import dev.headroom.ma2scf.sharing.memory.QuiescedDestination;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * When a master ends in the middle of a plan, the next master knows its finished steps and offers to finish it or take
 * it back.
 */
class RestorationTest {
    private static final ProposalId P1 = new ProposalId(1);
    private final Loop first = new Loop(Mode.MANUAL, Map.of(), PerfectCluster.wide());

    private static Proposal approved(Loop loop, dev.headroom.ma2scf.plan.Plan plan) {
        loop.judgement.propose(plan);
        loop.observes();
        Proposal open = loop.open();
        loop.approves(open);
        loop.judgement.say(new Verdict.NoChange(WEB, List.of()));
        return open;
    }

    /** The container was started and answers; the command that adds it to lb1 is on the way. */
    private Loop restartedInTheMiddle(Mode mode) {
        approved(first, borrow(WEB, RS3, 1, 10));
        first.works();
        first.observes();
        return first.restarted(mode);
    }

    /** The wall clock was set back by 30 min while no master ran: the journal and the ledger tell of times to come. */
    @Nested
    class AClockThatWasSetBack {
        @Test
        void letsNothingBeOfLaterThanNow() {
            Proposal left = approved(first, borrow(WEB, RS3, 1, 10));
            first.works();
            first.observes();
            first.after(Duration.ofMinutes(-30));

            Loop next = first.restarted(Mode.MANUAL);

            assertThat(next.again(left).changedAt()).isEqualTo(next.now);
            assertThat(next.again(left).steps())
                    .noneMatch(step -> step.changedAt().isAfter(next.now));
        }

        @Test
        void letsALoanLastNoLongerThanItsTerm() {
            ContainerId lent = PerfectCluster.standBy(WEB);
            Loan loan = new Loan(lent, WEB, PerfectCluster.START.plusSeconds(1_800), "It was overloaded.");
            Kept kept = new Kept(Adoption.EXEMPT, SharingMemory.EMPTY.withLoans(List.of(loan)));
            ControlCore core = new ControlCore(new ControlSettings(first.policy, Map.of()), _ -> List.of());

            ControlState resumed = core.resumed(Mode.AUTOMATIC, kept, List.of(), PerfectCluster.START);

            assertThat(resumed.memory().loans()).extracting(Loan::since).containsExactly(PerfectCluster.START);
        }
    }

    @Test
    void anOperatorsHaltHoldsUntilAnOperatorResumes() {
        first.asked(new Intent.Halt(Loop.OPERATOR));
        Loop second = first.restarted(Mode.AUTOMATIC);
        assertThat(second.state.halted()).isTrue();
        assertThat(second.state.haltedBecause()).contains("Halted by ann, before this master began.");

        second.asked(new Intent.Resume(Loop.OPERATOR));
        assertThat(second.restarted(Mode.AUTOMATIC).state.halted()).isFalse();
    }

    /** Else a restart would do again what an operator has just taken back. */
    @Test
    void whatAnOperatorUndidIsNotProposedAgainByTheNextMaster() {
        approved(first, borrow(WEB, RS3, 1, 10));
        first.goesOn();
        first.settlesDown(WEB);
        first.asked(new Intent.Undo(P1, Loop.OPERATOR));
        first.approves(first.open());
        first.goesOn();
        Loop next = first.restarted(Mode.AUTOMATIC);
        next.judgement.propose(borrow(WEB, RS3, 3, 20));

        next.observes();

        assertThat(next.state.open()).isEmpty();
        assertThat(next.state.running()).isEmpty();
        assertThat(next.state.rests(WEB)).isEqualTo(first.state.rests(WEB)).hasSize(1);
        next.after(first.policy.deadlines().proposal());
        next.judgement.propose(borrow(WEB, RS3, 3, 20));
        next.observes();
        assertThat(next.running().plan().kind()).isEqualTo(PlanKind.BORROW);
    }

    @Nested
    class APlanInTheMiddle {
        @Test
        void isInterruptedWithWhatWasProvenAndWhatIsUnknown() {
            Loop next = restartedInTheMiddle(Mode.MANUAL);

            Proposal left = next.state.proposal(P1).orElseThrow();
            assertThat(left.status()).isEqualTo(Status.INTERRUPTED);
            assertThat(left.note())
                    .as("no number: how many steps are done is seen later")
                    .isEqualTo("The master ended in the middle of it.");
            assertThat(next.steps(left)).containsExactly(DONE, NOT_NEEDED, UNKNOWN, PENDING);
            assertThat(left.steps().get(2).commands()).isNotEmpty();
            assertThat(next.state.notices().getFirst().sentence()).startsWith("P1 for web was interrupted.");
        }

        @Test
        void isJudgedByTheFirstReadingOfItsHosts() {
            Loop notDone = restartedInTheMiddle(Mode.MANUAL);
            notDone.observes();
            assertThat(notDone.steps(notDone.state.interrupted().getFirst()))
                    .containsExactly(DONE, NOT_NEEDED, PENDING, PENDING);

            first.cluster.apply(first.lastSent().action());
            Loop done = first.restarted(Mode.MANUAL);
            done.observes();
            assertThat(done.steps(done.state.interrupted().getFirst()))
                    .containsExactly(DONE, NOT_NEEDED, DONE, PENDING);
        }

        @Test
        void isFinishedWhenItIsApproved() {
            Loop next = restartedInTheMiddle(Mode.MANUAL);
            next.observes();

            next.approves(next.state.interrupted().getFirst());
            next.goesOn();

            assertThat(next.state.proposal(P1).orElseThrow().status()).isEqualTo(Status.DONE);
            assertThat(next.sent())
                    .extracting(Effect.Send::action)
                    .containsExactlyElementsOf(borrow(WEB, RS3, 1, 10).actions().subList(2, 4));
        }

        @Test
        void isKnownWithWhoApprovedItUntilItsEndAndAfterAnotherStart() {
            Loop next = restartedInTheMiddle(Mode.MANUAL);
            assertThat(next.state.interrupted().getFirst().approvedBy()).isEqualTo(Loop.OPERATOR);

            next.observes();
            next.approves(next.state.interrupted().getFirst());
            next.goesOn();

            assertThat(next.state.proposal(P1).orElseThrow().approvedBy()).isEqualTo(Loop.OPERATOR);
            assertThat(next.restarted(Mode.MANUAL).state.proposal(P1).orElseThrow())
                    .returns(Status.DONE, Proposal::status)
                    .returns(Loop.OPERATOR, Proposal::approvedBy);
        }

        @Test
        void isNotFinishedBeforeItsHostsAreRead() {
            Loop next = restartedInTheMiddle(Mode.MANUAL);

            List<String> refusals =
                    Loop.refusals(next.approves(next.state.interrupted().getFirst()));

            assertThat(refusals)
                    .containsExactly(
                            "P1 no longer fits the cluster: What became of step 3 of P1 is not known: lb1 has not been read since this master began.");
            assertThat(next.state.interrupted()).hasSize(1);
        }

        @Test
        void isTakenBackWhenUndoIsAskedFor() {
            Loop next = restartedInTheMiddle(Mode.MANUAL);
            next.observes();

            next.asked(new Intent.Undo(P1, Loop.OPERATOR));

            assertThat(next.state.interrupted()).isEmpty();
            assertThat(next.open().plan().kind()).isEqualTo(PlanKind.UNDO);
            assertThat(next.open().plan().actions())
                    .containsExactly(
                            new ContainerAction.StopContainer(new dev.headroom.ma2scf.model.ContainerId(RS3, "web")));
        }

        @Test
        void isLeftAsItIsWhenItIsRejected() {
            Loop next = restartedInTheMiddle(Mode.MANUAL);
            next.observes();

            next.asked(new Intent.Reject(P1, "", Loop.OPERATOR));
            next.goesOn();

            assertThat(next.state.proposal(P1).orElseThrow().status()).isEqualTo(Status.HALTED);
            assertThat(next.sent()).isEmpty();
        }

        @Test
        void isFinishedByItselfInAutomaticModeWhileItIsRecent() {
            Loop next = restartedInTheMiddle(Mode.AUTOMATIC);

            next.goesOn();

            assertThat(next.state.proposal(P1).orElseThrow().status()).isEqualTo(Status.DONE);
        }

        /** An operator has begun it: half an undo helps nobody. */
        @Test
        void isFinishedByItselfInAutomaticModeWhereItIsAnUndo() {
            approved(first, borrow(WEB, RS3, 1, 10));
            first.goesOn();
            first.settlesDown(WEB);
            first.asked(new Intent.Undo(P1, Loop.OPERATOR));
            Proposal undo = first.open();
            first.approves(undo);
            first.works();
            Loop next = first.restarted(Mode.AUTOMATIC);
            next.settlesDown(WEB);

            next.goesOn();

            assertThat(next.again(undo).status()).isEqualTo(Status.DONE);
        }

        @Test
        void waitsForAnOperatorInAutomaticModeWhenItIsOld() {
            approved(first, borrow(WEB, RS3, 1, 10));
            first.after(first.policy.deadlines().proposal());
            Loop next = first.restarted(Mode.AUTOMATIC);

            next.goesOn();

            assertThat(next.state.interrupted()).hasSize(1);
            assertThat(next.sent()).isEmpty();
        }

        @Test
        void thatDrainsIsDrainedAgainBeforeAnythingIsRemoved() {
            first.cluster.lends(WEB, RS3);
            first.cluster.connect(WEB, RS3, 1);
            approved(first, giveBack(WEB, RS3, 1));
            first.goesOn();
            Loop next = first.restarted(Mode.MANUAL);
            next.observes();
            next.approves(next.state.interrupted().getFirst());
            next.goesOn();
            assertThat(next.sent()).isEmpty();

            next.cluster.connect(WEB, RS3, 0);
            next.goesOn();

            assertThat(next.state.proposal(P1).orElseThrow().status()).isEqualTo(Status.DONE);
            assertThat(next.sent()).hasSize(3);
        }

        @Test
        void isStillInterruptedAfterAnotherRestart() {
            Loop third = restartedInTheMiddle(Mode.MANUAL).restarted(Mode.MANUAL);

            assertThat(third.state.interrupted()).hasSize(1);
        }

        @Test
        void isNoticedInTheWordsOfTheButtonsAndOfTheCommandLine() {
            assertThat(restartedInTheMiddle(Mode.MANUAL).state.notices())
                    .extracting(Notice::sentence)
                    .containsExactly(
                            "P1 for web was interrupted. The master ended in the middle of it. Finish it (approve P1), take back what was done"
                                    + " (undo P1), or leave it as it is (reject P1).");
        }

        @Test
        void isNoticedOnlyUntilAnOperatorAnswers() {
            List<Intent> answers = List.of(
                    new Intent.Approve(P1, 1, Loop.OPERATOR),
                    new Intent.Undo(P1, Loop.OPERATOR),
                    new Intent.Reject(P1, "", Loop.OPERATOR));
            for (Intent answer : answers) {
                Loop next = new RestorationTest().restartedInTheMiddle(Mode.MANUAL);
                next.observes();
                assertThat(next.state.notices()).hasSize(1);

                next.asked(answer);

                assertThat(next.state.interrupted()).as("%s", answer).isEmpty();
                assertThat(next.state.notices()).as("%s", answer).isEmpty();
            }
        }

        @Test
        void givesWayToAPlanThatTouchesTheSame() {
            Loop next = restartedInTheMiddle(Mode.MANUAL);
            next.observes();
            next.judgement.propose(quiesce(WEB, RS1, 2));
            next.observes();

            next.approves(next.open());

            Proposal left = next.state.proposal(P1).orElseThrow();
            assertThat(left.status()).isEqualTo(Status.SUPERSEDED);
            assertThat(left.note()).isEqualTo("P2 took its place.");
        }
    }

    @Test
    void historyIsTheJournal() {
        approved(first, quiesce(WEB, RS1, 1));
        first.goesOn();
        Proposal done = first.state.proposal(P1).orElseThrow();

        Loop next = first.restarted(Mode.MANUAL);

        Proposal again = next.state.proposal(P1).orElseThrow();
        assertThat(again.status()).isEqualTo(Status.DONE);
        assertThat(again.plan()).isEqualTo(done.plan());
        assertThat(again.changedAt()).isEqualTo(done.changedAt());
        assertThat(again.steps()).extracting(StepProgress::state).containsOnly(DONE);
    }

    @Test
    void whatWasQuiescedIsKnownWithTheWeightBefore() {
        approved(first, quiesce(WEB, RS1, 1));
        first.goesOn();

        List<QuiescedDestination> known =
                first.restarted(Mode.MANUAL).state.memory().quiescedOf(WEB);

        assertThat(known).isEqualTo(first.state.memory().quiescedOf(WEB)).hasSize(2);
    }

    @Test
    void numbersAreNeverUsedTwice() {
        first.judgement.propose(borrow(WEB, RS3, 1, 10));
        first.observes();

        Loop next = first.restarted(Mode.MANUAL);
        next.observes();

        assertThat(next.state.proposal(P1).orElseThrow().status()).isEqualTo(Status.EXPIRED);
        assertThat(next.open().id()).hasToString("P2");
    }

    @Test
    void numbersOfPlansThatCannotBeReadAreNotUsedAgain() {
        ControlCore core = new ControlCore(
                new ControlSettings(first.policy, Map.of()), action -> List.of(), new ScriptedJudgement());
        JournalEntry old = new JournalEntry(PerfectCluster.START, JournalEntry.Kind.PROPOSED, "P41", "master", "old");

        ControlState state = core.resumed(Mode.MANUAL, List.of(old), PerfectCluster.START);

        assertThat(Inbox.nextId(state)).hasToString("P42");
    }

    @Test
    void anOperatorsNoStillHolds() {
        first.judgement.propose(borrow(WEB, RS3, 1, 10));
        first.observes();
        first.asked(new Intent.Reject(P1, "", Loop.OPERATOR));

        Loop next = first.restarted(Mode.MANUAL);
        next.observes();

        assertThat(next.state.open()).isEmpty();
        assertThat(next.state.rests(WEB)).isEqualTo(first.state.rests(WEB)).hasSize(1);
    }

    @Nested
    class Closing {
        @Test
        void afterTheCommandOnTheWaySendsNoOther() {
            Proposal running = approved(first, borrow(WEB, RS3, 1, 10));
            first.asked(new Intent.Close(Continuity.Closing.LEAVE, Loop.OPERATOR));
            assertThat(first.state.mayClose()).isFalse();

            first.works();
            first.observes();

            assertThat(first.state.mayClose()).isTrue();
            assertThat(first.sent()).hasSize(1);
            assertThat(first.steps(running)).startsWith(DONE);
            assertThat(Leaving.sentences(first.state))
                    .containsExactly("P1 (borrow for web) is left after step 2 of 4."
                            + " The next master offers to finish or to undo it.");
        }

        @Test
        void whenAllHasEndedBeginsNothingNew() {
            Proposal running = approved(first, borrow(WEB, RS3, 1, 10));
            first.asked(new Intent.Close(Continuity.Closing.FINISH, Loop.OPERATOR));
            first.judgement.propose(quiesce(PerfectCluster.MAIL, RS1, 1));
            first.observes();
            assertThat(Loop.refusals(first.approves(first.open())))
                    .containsExactly("The master is about to end, so nothing new begins. Resume to go on.");

            first.goesOn();

            assertThat(first.again(running).status()).isEqualTo(Status.DONE);
            assertThat(first.state.mayClose()).isTrue();
        }

        @Test
        void withAnUndoTakesBackWhatRan() {
            Proposal running = approved(first, borrow(WEB, RS3, 1, 10));
            first.asked(new Intent.Close(Continuity.Closing.UNDO, Loop.OPERATOR));
            assertThat(first.state.mayClose()).isFalse();

            first.goesOn();

            assertThat(first.again(running).status()).isEqualTo(Status.HALTED);
            assertThat(first.sent().getLast().action()).isInstanceOf(ContainerAction.StopContainer.class);
            assertThat(first.state.mayClose()).isTrue();
        }

        @Test
        void isTakenBackByResuming() {
            Proposal running = approved(first, borrow(WEB, RS3, 1, 10));
            first.asked(new Intent.Close(Continuity.Closing.LEAVE, Loop.OPERATOR));
            first.works();
            first.observes();

            first.asked(new Intent.Resume(Loop.OPERATOR));
            first.goesOn();

            assertThat(first.again(running).status()).isEqualTo(Status.DONE);
        }
    }
}
