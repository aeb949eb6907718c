package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.StepProgress.State.DONE;
import static dev.headroom.backend.control.StepProgress.State.NOT_NEEDED;
import static dev.headroom.backend.control.StepProgress.State.NOT_RUN;
import static dev.headroom.backend.control.StepProgress.State.RUNNING;
import static dev.headroom.backend.control.StepProgress.State.VERIFYING;
import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static dev.headroom.backend.control.core.PerfectCluster.quiesce;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Notice;
import dev.headroom.backend.control.Proposal;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Halt, resume, and plans that are halted in the middle. */
class HaltTest {
    private final Loop loop = new Loop(Mode.MANUAL);

    @Test
    void followsTheCommandOnTheWayAndRunsNothingMore() {
        Proposal proposal = loop.approved();
        loop.works();
        loop.observes();

        loop.asked(new Intent.Halt(Loop.OPERATOR));
        assertThat(loop.steps(proposal)).containsExactly(DONE, NOT_NEEDED, RUNNING, NOT_RUN);
        assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.RUNNING);

        loop.works();
        loop.observes();
        assertThat(loop.steps(proposal)).containsExactly(DONE, NOT_NEEDED, DONE, NOT_RUN);
        assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.HALTED);
        assertThat(loop.again(proposal).note()).isEqualTo("Halted by ann.");
        assertThat(loop.sent()).hasSize(2);
        assertThat(loop.open().plan().kind()).isEqualTo(PlanKind.UNDO);
        assertThat(loop.open().plan().actions()).hasSize(2);
    }

    /** An operator who believes that all stands still, while a master on another computer acts, would be deceived. */
    @Test
    void saysThatTheMasterThatActsGoesOn() {
        loop.happens(new Event.LeaseAwaited("ann@desk holds the lease of shop.", true));
        List<String> refused = Loop.refusals(loop.asked(new Intent.Halt(Loop.OPERATOR)));
        assertThat(loop.state.halted()).isTrue();
        assertThat(refused)
                .containsExactly(
                        "This master is halted, but it is not the one that acts. That one is told to halt, too; it is not known yet whether it has. ann@desk holds the lease of shop.");
    }

    /** The lease of the hosts comes and goes with other masters; a plan that waits for it is not lost. */
    @Test
    void beginsNothingWithoutTheLeaseOfTheHosts() {
        Proposal proposal = loop.proposed();
        loop.happens(new Event.LeaseAwaited("ann@desk holds the lease of shop.", true));
        assertThat(loop.refusalOf(
                        new Intent.Approve(proposal.id(), proposal.plan().basisRevision(), Loop.OPERATOR)))
                .contains("ann@desk holds the lease of shop.");
        assertThat(loop.state.notices().getFirst().topic()).isEqualTo(Notice.Topic.BARRED);

        loop.happens(new Event.LeaseSettled(Optional.of(7L)));
        assertThat(loop.state.notices()).noneMatch(n -> n.topic().equals(Notice.Topic.BARRED));
        assertThat(loop.journal()).contains(JournalEntry.Kind.LEASE);
        loop.approves(proposal);
        assertThat(loop.sent()).hasSize(1);
    }

    @Test
    void endsAWaitAtOnce() {
        loop.cluster.apply(new ContainerAction.StartContainer(PerfectCluster.standBy(WEB)));
        Proposal proposal = loop.proposed(PerfectCluster.plan(
                PlanKind.GIVE_BACK,
                WEB,
                1,
                new ContainerAction.AwaitServing(
                        new ContainerId(new ServerId("rs2"), "mail"), Duration.ofSeconds(30))));
        loop.approves(proposal);
        assertThat(loop.steps(proposal)).containsExactly(VERIFYING);

        loop.asked(new Intent.Halt(Loop.OPERATOR));

        assertThat(loop.steps(proposal)).containsExactly(NOT_RUN);
        assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.HALTED);
    }

    @Test
    void duringTheLastStepChangesNothing() {
        Proposal proposal = loop.proposed(quiesce(WEB, 1));
        loop.approves(proposal);
        loop.works();
        loop.observes();
        loop.asked(new Intent.Halt(Loop.OPERATOR));
        loop.works();

        loop.observes();

        assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.DONE);
        assertThat(loop.state.halted()).isTrue();
    }

    @Test
    void isNotUndoneByResumingWhileTheCommandIsOnTheWay() {
        Proposal proposal = loop.approved();
        loop.asked(new Intent.Halt(Loop.OPERATOR));
        loop.asked(new Intent.Resume(Loop.OPERATOR));

        loop.works();
        loop.observes();

        assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.HALTED);
        assertThat(loop.sent()).hasSize(1);
    }

    @Test
    void happensWhenOnlyWatchingIsAskedFor() {
        Proposal proposal = loop.approved();
        loop.asked(new Intent.SetMode(Mode.WATCH, "bob"));

        loop.works();
        loop.observes();

        assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.HALTED);
        assertThat(loop.again(proposal).note()).isEqualTo("Halted by bob.");
        assertThat(loop.sent()).hasSize(1);
    }

    @Test
    void isObeyedEvenIfNobodyMarkedTheSteps() {
        Proposal proposal = loop.approved();
        // as the driver leaves the state after a fault in the core
        loop.state = loop.state.withHalted(true);

        loop.works();
        loop.observes();

        assertThat(loop.steps(proposal)).containsExactly(DONE, NOT_NEEDED, NOT_RUN, NOT_RUN);
        assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.HALTED);
        assertThat(loop.sent()).hasSize(1);
    }

    @Test
    void happensWhenTheJournalFails() {
        Proposal proposal = loop.approved();
        loop.happens(new Event.JournalFailed("No space left on device"));
        loop.happens(new Event.JournalFailed("No space left on device"));

        loop.works();
        loop.observes();

        assertThat(loop.state.halted()).isTrue();
        assertThat(loop.again(proposal).note()).isEqualTo("Halted by the master.");
        assertThat(loop.state.notices())
                .extracting(Notice::sentence)
                .containsOnlyOnce(
                        "Halted: the journal cannot be written (No space left on device). Mend that, then resume.");
    }

    @Test
    void bySomethingThatNoOperatorCanMendDoesNotAskForMendingWhenTheJournalFailsToo() {
        loop.happens(new Event.JournalFailed("The folder was moved."));
        loop.happens(new Event.LeaseLost("The folder was moved."));
        loop.happens(new Event.JournalFailed("The folder was moved."));

        assertThat(loop.state.halted()).isTrue();
        assertThat(loop.state.notices())
                .extracting(Notice::sentence)
                .contains("Halted: The folder was moved.")
                .noneMatch(sentence -> sentence.contains("then resume"));
    }
}
