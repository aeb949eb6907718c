package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.StepProgress.State.PENDING;
import static dev.headroom.backend.control.core.PerfectCluster.MAIL;
import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static dev.headroom.backend.control.core.PerfectCluster.borrow;
import static dev.headroom.backend.control.core.PerfectCluster.quiesce;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The fate of a proposal before an operator answers it. */
class ProposalsTest {
    private final Loop loop = new Loop(Mode.MANUAL);

    @Test
    void opensAProposalWithTheExactCommands() {
        Proposal proposal = loop.proposed();

        assertThat(proposal.status()).isEqualTo(Proposal.Status.OPEN);
        assertThat(proposal.id()).hasToString("P1");
        assertThat(proposal.steps()).extracting(StepProgress::state).containsOnly(PENDING);
        assertThat(proposal.steps().getFirst().commands())
                .extracting(ExactCommand::text)
                .containsExactly("do start web on rs2");
        assertThat(loop.journal()).containsExactly(JournalEntry.Kind.PROPOSED);
        assertThat(loop.sent()).isEmpty();
    }

    @Test
    void keepsAProposalWhileOnlyNumbersDrift() {
        Proposal first = loop.proposed();

        loop.judgement.propose(borrow(WEB, 2, 12));
        loop.observes();

        assertThat(loop.open()).isEqualTo(first);
    }

    @Test
    void supersedesAProposalByAnotherPlan() {
        Proposal first = loop.proposed();

        Proposal second = loop.proposed(quiesce(WEB, 2));

        assertThat(loop.again(first).status()).isEqualTo(Proposal.Status.SUPERSEDED);
        assertThat(second.id()).hasToString("P2");
        assertThat(loop.state.proposals()).extracting(Proposal::id).containsExactly(second.id(), first.id());
    }

    @Test
    void withdrawsWhatIsNotAskedForAnyMore() {
        Proposal proposal = loop.proposed();

        loop.judgement.say(new Verdict.NoChange(WEB, List.of("All is well.")));
        loop.observes();

        assertThat(loop.state.open()).isEmpty();
        assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.SUPERSEDED);
        assertThat(loop.again(proposal).note()).isEqualTo("All is well.");
    }

    @Test
    void keepsWhatMayStillRunWhileAReadingIsMissing() {
        Proposal proposal = loop.proposed();

        loop.judgement.say(new Verdict.Undecided(WEB, List.of("Nobody can say.")));
        loop.observes();

        assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.OPEN);
    }

    @Test
    void doesNotOfferARejectedPlanAgainUntilTheTermIsOver() {
        Proposal rejected = loop.proposed();
        loop.asked(new Intent.Reject(rejected.id(), "not today", Loop.OPERATOR));
        assertThat(loop.again(rejected).note()).isEqualTo("Rejected by ann: not today.");

        loop.judgement.propose(borrow(WEB, 2, 12));
        loop.after(loop.policy.deadlines().proposal().minus(Loop.INTERVAL));
        loop.observes();
        assertThat(loop.state.open()).isEmpty();

        loop.observes();
        assertThat(loop.open().id()).hasToString("P2");
    }

    @Test
    void offersAnotherPlanAfterARejection() {
        loop.asked(new Intent.Reject(loop.proposed().id(), "", Loop.OPERATOR));

        assertThat(loop.proposed(quiesce(WEB, 2)).id()).hasToString("P2");
    }

    @Test
    void letsAProposalExpireAndOffersItAnew() {
        Proposal old = loop.proposed();

        loop.after(loop.policy.deadlines().proposal());
        loop.observes();

        assertThat(loop.again(old).status()).isEqualTo(Proposal.Status.EXPIRED);
        assertThat(loop.open().id()).hasToString("P2");
    }

    @Test
    void offersNothingElseForAServiceWhosePlanRuns() {
        Proposal running = loop.approved();

        loop.judgement.propose(quiesce(WEB, 2));
        loop.observes();

        assertThat(loop.state.open()).isEmpty();
        assertThat(loop.again(running).status()).isEqualTo(Proposal.Status.RUNNING);
    }

    @Test
    void offersForEachServiceOnItsOwn() {
        loop.proposed();
        loop.judgement.propose(borrow(MAIL, 1, 10));
        loop.observes();

        assertThat(loop.state.open()).extracting(p -> p.plan().service()).containsExactlyInAnyOrder(WEB, MAIL);
    }

    @Test
    void keepsTheLastEndedProposalsOnly() {
        for (int i = 0; i < 120; i++) {
            loop.judgement.propose(i % 2 == 0 ? borrow(WEB, i, 10) : quiesce(WEB, i));
            loop.observes();
        }

        assertThat(loop.open().id()).hasToString("P120");
        assertThat(loop.state.proposals()).hasSizeLessThan(60);
    }
}
