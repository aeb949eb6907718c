package dev.headroom.backend.control.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Notice;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.RevertReport;
import dev.headroom.backend.control.RevertReport.Outcome;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.restraint.Reverting;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.policy.Mode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the core makes of directors that take their part of a plan back by themselves. */
class RevertToldTest {
    private final Loop loop = new Loop(Mode.MANUAL);

    private void told(ProposalId plan, Outcome outcome) {
        loop.happens(new Event.RevertTold(new RevertReport(PerfectCluster.LB1, plan, outcome)));
    }

    @Test
    void eachCommandOnADirectorSaysWhatItTakesBackAndTheEndOfThePlanEndsIt() {
        Proposal proposal = loop.approved();
        assertThat(loop.lastSent().permit().takenBack())
                .as("a container's start")
                .isEmpty();
        loop.works();
        loop.observes();
        assertThat(loop.lastSent().permit().takenBack())
                .isNotEmpty()
                .allMatch(change -> change.director().equals(PerfectCluster.LB1) && change.mutates());
        assertThat(Reverting.armed(loop.state)).isEqualTo(Set.of(proposal.id()));
        loop.works();
        loop.observes();
        assertThat(loop.lastSent().permit().takenBack())
                .isNotEmpty()
                .allMatch(change -> change.director().equals(PerfectCluster.LB2));
        loop.works();
        loop.observes();
        assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.DONE);
        assertThat(Reverting.armed(loop.state)).isEmpty();
    }

    /** Half done, the others are safe ends; taking them back is not. */
    @ParameterizedTest
    @EnumSource(PlanKind.class)
    void onlySomeKindsAreTakenBack(PlanKind kind) {
        Proposal running = loop.approved();
        Plan plan = running.plan();
        Action add = plan.actions().stream()
                .filter(TableAction.class::isInstance)
                .findFirst()
                .orElseThrow();
        Plan other = new Plan(
                kind,
                plan.service(),
                plan.basisRevision(),
                plan.amount(),
                plan.steps(),
                plan.forecast(),
                plan.reasons(),
                List.of());
        boolean taken = Set.of(PlanKind.BORROW, PlanKind.MAKE_ROOM, PlanKind.BALANCE, PlanKind.GIVE_BACK)
                .contains(kind);
        assertThat(Reverting.of(with(running, other), add).isEmpty()).isEqualTo(!taken);
    }

    private static Proposal with(Proposal running, Plan plan) {
        return new Proposal(
                running.id(),
                plan,
                running.steps(),
                running.status(),
                running.openedAt(),
                running.changedAt(),
                running.note());
    }

    /** A person has added the loan at the first director before the master did: that stays if the master dies. */
    @Test
    void whatSomebodyElseHasDoneIsNotTakenBack() {
        Proposal running = loop.approved();
        TableAction first = running.plan().actions().stream()
                .filter(TableAction.class::isInstance)
                .map(TableAction.class::cast)
                .findFirst()
                .orElseThrow();
        int step = running.plan().actions().indexOf(first);
        Proposal theirs =
                running.withStep(step, running.steps().get(step).with(StepProgress.State.NOT_NEEDED, "", loop.now));

        assertThat(Reverting.of(running, first)).contains(first);
        assertThat(Reverting.of(theirs, first)).doesNotContain(first);
    }

    @Test
    void theCardAndTheJournalSayIt() {
        Proposal proposal = loop.approved();
        told(proposal.id(), new Outcome.Armed());
        assertThat(loop.again(proposal).note()).endsWith("If this master dies, lb1 takes its part back by itself.");
        assertThat(loop.journal()).endsWith(JournalEntry.Kind.REVERT);
        assertThat(loop.state.notices()).isEmpty();
    }

    @Test
    void whatCannotBeArmedIsANoticeOnce() {
        Proposal proposal = loop.approved();
        told(proposal.id(), new Outcome.NotArmed("flock is not installed there"));
        told(proposal.id(), new Outcome.NotArmed("flock is not installed there"));
        assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.RUNNING);
        assertThat(loop.again(proposal).note()).endsWith("If this master dies, lb1 keeps its part as it is then.");
        assertThat(loop.state.notices())
                .extracting(Notice::sentence)
                .containsExactly(
                        "lb1 cannot take its part of P1 back by itself if this master dies: flock is not installed there. The plan goes on.");
        assertThat(loop.journal().stream().filter(JournalEntry.Kind.REVERT::equals))
                .hasSize(1);
    }

    /** The next master takes the weight of 0 for its own, and clears the loan away. */
    @Test
    void whatADirectorHasTakenBackIsOurs() {
        Proposal proposal = loop.approved();
        loop.works();
        loop.observes();
        loop.works();
        loop.observes();
        assertThat(loop.state.memory().quiesced()).isEmpty();
        told(proposal.id(), new Outcome.Reverted(true));
        assertThat(loop.state.memory().quiesced())
                .singleElement()
                .satisfies(q -> assertThat(q.director()).isEqualTo(PerfectCluster.LB1));
        assertThat(loop.state.notices())
                .extracting(Notice::sentence)
                .containsExactly(
                        "lb1 has taken its part of P1 back by itself, as far as it could, for the master that ran it did not renew the lease there.");
    }

    @Test
    void whatAnotherInstallationLeftChangesNothingButIsTold() {
        Proposal proposal = loop.approved();
        told(proposal.id(), new Outcome.Reverted(false));
        assertThat(loop.state.memory().quiesced()).isEmpty();
        assertThat(loop.again(proposal).note()).isEqualTo("Approved by ann.");
        assertThat(loop.state.notices()).hasSize(1);
        told(new ProposalId(99), new Outcome.Reverted(true));
        assertThat(loop.state.notices()).hasSize(2);
    }
}
