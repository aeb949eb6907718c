package dev.headroom.console.proposals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Continuity;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.Prospects;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.console.status.WallTime;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.simulation.stage.HostStages;
import dev.headroom.simulation.stage.Stages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProposalsViewModelTest {
    private static final ProposalId P1 = Stages.FIRST;
    private final List<Intent> sent = new ArrayList<>();
    private final ProposalsViewModel model = new ProposalsViewModel(sent::add, "anna");

    @Test
    void saysWhatWhoseHowMuchAndFromWhom() {
        ProposalCard card = shown(Stages.overloaded());
        assertThat(card.headline().identity()).isEqualTo("P1 · priority 1");
        assertThat(card.headline().title()).isEqualTo("Borrow · shop");
        assertThat(card.headline().amount()).isEqualTo("+290 conn/s");
        assertThat(card.headline().from()).isEqualTo("from rs4");
        assertThat(card.since().age()).isEqualTo("4 s ago");
        assertThat(card.answers().scope()).isEqualTo("6 steps on 3 hosts");
        assertThat(card.answers().approveRefusal()).isEmpty();
    }

    @Test
    void aServiceWithoutReadingsNamesEachDirectorOnce() {
        model.show(HostStages.allDead(), Stages.NOW);
        assertThat(model.undecided().get()).isNotEmpty().allSatisfy(undecided -> {
            assertThat(undecided.reasons()).doesNotHaveDuplicates();
            assertThat(undecided.reasons()).anyMatch(reason -> reason.contains("lb1"));
            assertThat(undecided.reasons()).anyMatch(reason -> reason.contains("lb2"));
        });
    }

    @Test
    void approvesOnlyAfterAskingAndWithTheRevisionThatWasSeen() {
        shown(Stages.overloaded());
        long basis = model.cards().getFirst().answers().basis();
        model.askApprove(P1);
        assertThat(sent).isEmpty();
        model.confirm("");
        assertThat(sent).containsExactly(new Intent.Approve(P1, basis, "anna"));
        model.confirm("");
        assertThat(sent).hasSize(1);
    }

    @Test
    void aQuestionLapsesWhenThePlanChangesUnderIt() {
        ControlState state = Stages.overloaded();
        shown(state);
        model.askApprove(P1);
        model.show(Stages.overloadedStill(), Stages.NOW);
        assertThat(model.ask().get()).isEmpty();
        assertThat(model.remark().get()).startsWith("P1 expired while you were asked");
        model.confirm("");
        assertThat(sent).isEmpty();
    }

    /** The window asked to read a proposal again that was no longer there. */
    @Test
    void aQuestionThatHasNothingLeftToDecideSaysWhatBecameOfThePlan() {
        assertThat(remarkAfter(Proposal.Status.SUPERSEDED, "P2 took its place."))
                .isEqualTo("P1 was withdrawn while you were asked, so there is nothing to decide. P2 took its place.");
        assertThat(remarkAfter(Proposal.Status.EXPIRED, "No operator answered in time."))
                .isEqualTo("P1 expired while you were asked, so there is nothing to decide."
                        + " No operator answered in time.");
        assertThat(remarkAfter(Proposal.Status.REJECTED, "Rejected by ben."))
                .isEqualTo("P1 was rejected while you were asked, so there is nothing to decide. Rejected by ben.");
        assertThat(remarkAfter(Proposal.Status.RUNNING, "Approved by ben."))
                .isEqualTo("P1 was started while you were asked, so there is nothing to decide. Approved by ben.");
    }

    private String remarkAfter(Proposal.Status status, String note) {
        ControlState state = Stages.overloaded();
        shown(state);
        model.askReject(P1);
        model.show(state.replacing(state.open().getFirst().with(status, note, Stages.NOW)), Stages.NOW);
        assertThat(model.ask().get()).isEmpty();
        return model.remark().get();
    }

    @Test
    void aQuestionWhosePlanMayNotBeApprovedNowSaysWhy() {
        shown(Stages.overloaded());
        model.askApprove(P1);
        model.show(Stages.overloadedWhileHalted(), Stages.NOW);
        assertThat(model.remark().get()).isEqualTo("P1 cannot be approved now: The master is halted. Resume first.");
    }

    @Test
    void aQuestionToUndoWhatCannotBeUndoneAnyMoreSaysWhy() {
        ControlState state = Stages.undoRejected();
        shown(state);
        model.askUndo(P1);
        Proposal stopped = state.proposal(P1).orElseThrow();
        Prospects none = new Prospects(Optional.empty(), Optional.of("There is nothing to undo in P1."));
        model.show(state.replacing(stopped.withProspects(none)), Stages.NOW);
        assertThat(model.remark().get()).isEqualTo("P1 cannot be undone now: There is nothing to undo in P1.");
    }

    @Test
    void rejectsWithAReason() {
        shown(Stages.overloaded());
        model.askReject(P1);
        model.confirm(" sale ends at noon ");
        assertThat(sent).containsExactly(new Intent.Reject(P1, "sale ends at noon", "anna"));
    }

    @Test
    void backWithdrawsTheQuestionFirstAndThenFoldsUp() {
        shown(Stages.overloaded());
        model.askApprove(P1);
        assertThat(model.back()).isTrue();
        assertThat(model.ask().get()).isEmpty();
        assertThat(model.unfolded().get()).contains(P1);
        assertThat(model.back()).isTrue();
        assertThat(model.unfolded().get()).isEmpty();
        assertThat(model.back()).isFalse();
    }

    @Test
    void watchModeSaysWhyItCannotBeApproved() {
        ProposalCard card = shown(Stages.overloadedInWatch());
        assertThat(card.answers().approveRefusal())
                .get()
                .asString()
                .startsWith("In watch mode nothing may be changed.");
        model.askApprove(P1);
        assertThat(model.ask().get()).isEmpty();
    }

    @Test
    void nothingIsApprovedWhileHalted() {
        assertThat(shown(Stages.overloadedWhileHalted()).answers().approveRefusal())
                .get()
                .asString()
                .startsWith("The master is halted.");
    }

    @Test
    void aStoppedPlanSaysWhereAndThatTheRestWasNotRunAndOffersUndo() {
        shown(Stages.halted());
        assertThat(card(P1).progress().stopNote()).isEqualTo("Halted after step 3 of 6. The rest was not run.");
        assertThat(card(P1).answers().canUndo()).as("it is offered by itself").isFalse();
        assertThat(card(new ProposalId(2)).headline().title()).isEqualTo("Undo · shop");
        shown(Stages.failed());
        assertThat(card(P1).progress().stopNote()).isEqualTo("Step 3 failed. The rest was not run.");
        shown(Stages.undoRejected());
        assertThat(card(P1).answers().canUndo()).isTrue();
        model.askUndo(P1);
        model.confirm("");
        assertThat(sent).containsExactly(new Intent.Undo(P1, "anna"));
    }

    /** No answer came from one director, and the plan went on at the other. */
    @Test
    void aPlanThatPassedADirectorOverSaysWhatItOwes() {
        ControlState failed = Stages.failed();
        Proposal plan = failed.proposal(P1).orElseThrow();
        String note = "Step 3 is unknown: its command got no answer. The rest was done, and this is owed to lb1.";
        List<StepProgress> steps = plan.steps().stream()
                .map(step -> step.with(
                        step.state() == StepProgress.State.FAILED
                                ? StepProgress.State.UNKNOWN
                                : StepProgress.State.DONE,
                        "",
                        step.changedAt()))
                .toList();

        shown(failed.replacing(plan.withSteps(steps).with(Proposal.Status.FAILED, note, plan.changedAt())));

        assertThat(card(P1).progress().stopNote()).isEqualTo(note);
    }

    @Test
    void whatAMasterLeftInTheMiddleCanBeFinishedUndoneOrLeft() {
        ProposalCard card = shown(Stages.interrupted());
        assertThat(card.progress().stopNote())
                .startsWith("The master ended in the middle of it. lb1 was read again: step 3 is done. 3 of 6 steps are"
                        + " seen to be done. Nothing of it runs until you decide");
        assertThat(card.answers().canUndo()).isTrue();
        assertThat(card.answers().approveRefusal()).isEmpty();
        long basis = card.answers().basis();
        model.askApprove(P1);
        model.confirm("");
        model.askUndo(P1);
        model.confirm("");
        model.askReject(P1);
        model.confirm("");
        assertThat(sent)
                .containsExactly(
                        new Intent.Approve(P1, basis, "anna"),
                        new Intent.Undo(P1, "anna"),
                        new Intent.Reject(P1, "", "anna"));
    }

    @Test
    void anOverloadThatNobodyCanHelpIsSaidWithItsReasons() {
        model.show(Stages.undecided(), Stages.NOW);
        assertThat(model.cards()).isEmpty();
        Undecided undecided = model.undecided().get().getFirst();
        assertThat(undecided.title()).isEqualTo("shop is overloaded, and nothing can be proposed:");
        assertThat(undecided.reasons()).contains("No server can lend anything to shop.");
    }

    /** The reasons of the rejected plan were listed as reasons why nothing can be proposed. */
    @Test
    void anOverloadWhosePlanWasRejectedSaysByWhomAndUntilWhenItRests() {
        ControlState before = Stages.overloaded();
        Proposal open = before.open().getFirst();
        Instant until = Stages.NOW.plusSeconds(600);
        Continuity.Rest rest =
                new Continuity.Rest(open.plan().service(), open.plan().kind(), open.id(), until);
        ControlState rejected = before.replacing(
                        open.with(Proposal.Status.REJECTED, "Rejected by anna: the sale ends.", Stages.NOW))
                .withContinuity(before.continuity().resting(List.of(rest)));

        model.show(rejected, Stages.NOW);

        Undecided undecided = model.undecided().get().getFirst();
        assertThat(undecided.title()).isEqualTo("shop is overloaded, and the plan for it was rejected:");
        assertThat(undecided.reasons())
                .containsExactly(
                        "Borrow was rejected as P1 and is not offered before %s.".formatted(WallTime.exact(until)),
                        "Rejected by anna: the sale ends.");
    }

    /** A reason for a plan was listed as a reason against it. */
    @Test
    void anOverloadWhosePlanIsNotOpenYetIsNotSaidToBeBeyondHelp() {
        model.show(Stages.overloaded().withProposals(List.of()), Stages.NOW);

        Undecided undecided = model.undecided().get().getFirst();
        assertThat(undecided.title()).isEqualTo("shop is overloaded, and no proposal is open for it:");
        assertThat(undecided.reasons()).anyMatch(reason -> reason.startsWith("rs4 has 4."));
    }

    /** The inbox said "may need something" of a calm service, only because a server of it was not read. */
    @Test
    void aServiceWithinItsLimitsNeedsNothingAlsoWhereAServerOfItIsNotRead() {
        ControlState state = HostStages.longNames();
        model.show(state, Stages.NOW);
        assertThat(state.verdicts()).hasAtLeastOneElementOfType(Verdict.Undecided.class);
        assertThat(model.undecided().get()).isEmpty();
    }

    @Test
    void unfoldsAPlanWhenItBeginsToRunButLetsItBeFolded() {
        shown(Stages.overloaded());
        assertThat(model.unfolded().get()).isEmpty();
        shown(Stages.running());
        assertThat(model.unfolded().get()).contains(P1);
        model.back();
        shown(Stages.running());
        assertThat(model.unfolded().get()).isEmpty();
    }

    @Test
    void aSuccessLeavesTheInboxAfterAWhile() {
        assertThat(shown(Stages.done()).badge().word()).isEqualTo("Done");
        model.show(Stages.done(), Stages.NOW.plus(Duration.ofMinutes(3)));
        assertThat(model.cards()).isEmpty();
    }

    private ProposalCard shown(ControlState state) {
        model.show(state, Stages.NOW);
        return model.cards().getFirst();
    }

    private ProposalCard card(ProposalId id) {
        return model.cards().stream()
                .filter(card -> card.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
