package dev.headroom.console.proposals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.console.frame.SampleStates;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProposalsViewModelTest {
    private static final ProposalId P7 = new ProposalId(7);
    private final List<Intent> sent = new ArrayList<>();
    private final ProposalsViewModel model = new ProposalsViewModel(sent::add, "anna");

    @Test
    void saysWhatWhoseHowMuchAndFromWhom() {
        ProposalCard card = shown(SampleStates.overloaded());
        assertThat(card.identity()).isEqualTo("P7 · priority 1");
        assertThat(card.title()).isEqualTo("Borrow · shop");
        assertThat(card.amount()).isEqualTo("+231 conn/s");
        assertThat(card.from()).isEqualTo("from rs5");
        assertThat(card.age()).isEqualTo("12 s ago");
        assertThat(card.scope()).isEqualTo("4 steps on 3 hosts");
        assertThat(card.approveRefusal()).isEmpty();
    }

    @Test
    void approvesOnlyAfterAskingAndWithTheRevisionThatWasSeen() {
        shown(SampleStates.overloaded());
        model.askApprove(P7);
        assertThat(sent).isEmpty();
        model.confirm("");
        assertThat(sent).containsExactly(new Intent.Approve(P7, 412, "anna"));
        model.confirm("");
        assertThat(sent).hasSize(1);
    }

    @Test
    void aQuestionLapsesWhenThePlanChangesUnderIt() {
        ControlState state = SampleStates.overloaded();
        shown(state);
        model.askApprove(P7);
        model.show(replanned(state, 413), SampleStates.NOW);
        assertThat(model.ask().get()).isEmpty();
        assertThat(model.remark().get()).contains("P7 changed");
        model.confirm("");
        assertThat(sent).isEmpty();
    }

    @Test
    void rejectsWithAReason() {
        shown(SampleStates.overloaded());
        model.askReject(P7);
        model.confirm(" sale ends at noon ");
        assertThat(sent).containsExactly(new Intent.Reject(P7, "sale ends at noon", "anna"));
    }

    @Test
    void backWithdrawsTheQuestionFirstAndThenFoldsUp() {
        shown(SampleStates.overloaded());
        model.askApprove(P7);
        assertThat(model.back()).isTrue();
        assertThat(model.ask().get()).isEmpty();
        assertThat(model.unfolded().get()).contains(P7);
        assertThat(model.back()).isTrue();
        assertThat(model.unfolded().get()).isEmpty();
        assertThat(model.back()).isFalse();
    }

    @Test
    void watchModeSaysWhyItCannotBeApproved() {
        ProposalCard card = shown(withMode(SampleStates.overloaded(), Mode.WATCH, false));
        assertThat(card.approveRefusal()).startsWith("Watch mode changes nothing");
        model.askApprove(P7);
        assertThat(model.ask().get()).isEmpty();
    }

    @Test
    void nothingIsApprovedWhileHalted() {
        assertThat(shown(withMode(SampleStates.overloaded(), Mode.MANUAL, true)).approveRefusal())
                .startsWith("Halted");
    }

    @Test
    void aStoppedPlanSaysWhereAndThatTheRestWasNotRunAndOffersUndo() {
        ProposalCard halted = shown(SampleStates.halted());
        assertThat(halted.stopNote()).isEqualTo("Halted after step 2 of 4. The rest was not run.");
        assertThat(halted.canUndo()).isTrue();
        assertThat(shown(SampleStates.failed()).stopNote()).isEqualTo("Step 3 failed. The rest was not run.");
        model.askUndo(P7);
        model.confirm("");
        assertThat(sent).containsExactly(new Intent.Undo(P7, "anna"));
    }

    @Test
    void whatAMasterLeftInTheMiddleCanBeFinishedUndoneOrLeft() {
        ProposalCard card = shown(SampleStates.interrupted());
        assertThat(card.stopNote())
                .startsWith("The master ended after step 2 of 4. Nothing of it runs until you decide");
        assertThat(card.canUndo()).isTrue();
        assertThat(card.approveRefusal()).isEmpty();
        model.askApprove(P7);
        model.confirm("");
        model.askUndo(P7);
        model.confirm("");
        model.askReject(P7);
        model.confirm("");
        assertThat(sent)
                .containsExactly(
                        new Intent.Approve(P7, 412, "anna"),
                        new Intent.Undo(P7, "anna"),
                        new Intent.Reject(P7, "", "anna"));
    }

    @Test
    void anOverloadThatNobodyCanHelpIsSaidWithItsReasons() {
        model.show(SampleStates.undecided(), SampleStates.NOW);
        assertThat(model.cards()).isEmpty();
        Undecided undecided = model.undecided().get().getFirst();
        assertThat(undecided.title()).isEqualTo("shop is overloaded, and nothing can be proposed:");
        assertThat(undecided.reasons()).contains("No server can lend anything to shop.");
    }

    @Test
    void unfoldsAPlanWhenItBeginsToRunButLetsItBeFolded() {
        shown(SampleStates.overloaded());
        assertThat(model.unfolded().get()).isEmpty();
        shown(SampleStates.running());
        assertThat(model.unfolded().get()).contains(P7);
        model.back();
        shown(SampleStates.running());
        assertThat(model.unfolded().get()).isEmpty();
    }

    @Test
    void aSuccessLeavesTheInboxAfterAWhile() {
        assertThat(shown(SampleStates.lent()).badge().word()).isEqualTo("Done");
        model.show(SampleStates.lent(), SampleStates.NOW.plus(Duration.ofMinutes(3)));
        assertThat(model.cards()).isEmpty();
    }

    private ProposalCard shown(ControlState state) {
        model.show(state, SampleStates.NOW);
        return model.cards().getFirst();
    }

    private static ControlState withMode(ControlState state, Mode mode, boolean halted) {
        return new ControlState(
                mode,
                halted,
                state.observation(),
                state.memory(),
                state.assessments(),
                state.verdicts(),
                state.proposals(),
                state.notices());
    }

    private static ControlState replanned(ControlState state, long revision) {
        Proposal old = state.proposals().getFirst();
        Plan plan = old.plan();
        Proposal replanned = new Proposal(
                old.id(),
                new Plan(
                        plan.kind(),
                        plan.service(),
                        revision,
                        plan.amount(),
                        plan.steps(),
                        plan.forecast(),
                        plan.reasons(),
                        plan.whyNot()),
                old.steps(),
                old.status(),
                old.openedAt(),
                old.changedAt(),
                old.note());
        return new ControlState(
                state.mode(),
                state.halted(),
                state.observation(),
                state.memory(),
                state.assessments(),
                state.verdicts(),
                List.of(replanned),
                state.notices());
    }
}
