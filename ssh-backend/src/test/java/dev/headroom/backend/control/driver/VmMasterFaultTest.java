package dev.headroom.backend.control.driver;

import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.TestPatience;
import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Notice;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.core.PerfectCluster;
import dev.headroom.backend.control.leasehold.HostOrder;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.policy.Mode;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whatever fails around a master, it goes on, and halts where it must. */
class VmMasterFaultTest extends VmMasterFixture {
    private static final ServerId RS1 = new ServerId("rs1");

    @Test
    void haltsForGoodWhenItLosesItsLease() throws Exception {
        master.start();
        observed();
        ports.leaseRefusal = Optional.of("The folder was moved.");

        master.leaseLost("The folder was moved.");
        ControlState halted = within(ports.published);
        Answer resumed = master.submit(new Intent.Resume("ann")).get(TestPatience.millis(), TimeUnit.MILLISECONDS);

        assertThat(halted.halted()).isTrue();
        assertThat(halted.notices()).anyMatch(n -> n.sentence().equals("Halted: The folder was moved."));
        assertThat(resumed).isEqualTo(new Answer.Refused("The folder was moved."));
        assertThat(master.state().halted()).isTrue();
    }

    @Test
    void saysOfAnOpenProposalThatItCannotBeApprovedOnceTheLeaseIsLost() throws Exception {
        judgement.propose(PerfectCluster.borrow(WEB, 1, 10));
        master.start();
        Proposal open = observed().open().getFirst();
        assertThat(open.prospects().approval()).isEmpty();
        ports.leaseRefusal = Optional.of("The folder was moved.");

        master.leaseLost("The folder was moved.");
        ControlState halted = within(ports.published);

        assertThat(halted.barred()).contains("The folder was moved.");
        assertThat(halted.proposal(open.id()).orElseThrow().prospects().approval())
                .contains("The folder was moved.");
    }

    @Test
    void survivesASinkThatFails() throws Exception {
        Intent.Approve approve = proposed();
        ports.duringSink = () -> {
            throw new IllegalStateException("window gone");
        };

        assertThat(ask(approve)).isInstanceOf(Answer.Accepted.class);
        assertThat(ask(new Intent.Halt("ann"))).isInstanceOf(Answer.Accepted.class);
    }

    @Test
    void survivesAnObserverThatFails() throws Exception {
        ports.duringHurry = () -> {
            throw new IllegalStateException("no thread");
        };
        ask(proposed());
        readAgain();

        within(ports.commands).accept(new CommandOutcome.Ran(""));

        assertThat(ask(new Intent.Halt("ann"))).isInstanceOf(Answer.Accepted.class);
    }

    @Test
    void takesAnExecutorThatFailsForAnUnclearOutcome() throws Exception {
        ports.duringSend = () -> {
            throw new IllegalStateException("no lane");
        };

        ask(proposed());
        readAgain();

        StepProgress step = observed().running().getFirst().steps().getFirst();
        assertThat(step.state()).isEqualTo(StepProgress.State.VERIFYING);
        assertThat(step.detail()).contains("no lane");
    }

    @Test
    void haltsButKeepsServingWhenTheCoreHasAFault() throws Exception {
        proposed();
        judgement.breaks = true;
        ports.observations.get().accept(cluster.read(CLOCK.instant()));
        ControlState after = within(ports.published);
        assertThat(after.halted()).isTrue();
        assertThat(after.notices().getFirst().sentence()).startsWith("Halted: Headroom itself has a fault");

        assertThat(after.proposals())
                .noneMatch(proposal -> proposal.prospects().approval().isEmpty());

        judgement.breaks = false;
        assertThat(ask(new Intent.Resume("ann"))).isInstanceOf(Answer.Accepted.class);
        assertThat(observed().halted()).isFalse();
    }

    @Test
    void isHaltedFromTheStartWhenTheJournalCannotBeWritten() throws Exception {
        ports.journalFailsAt = Optional.of(JournalEntry.Kind.STARTED);

        master.start();

        assertThat(master.state().halted()).isTrue();
    }

    /** The state folder's disk fills while the master runs, and is cleared later. */
    @Test
    void sendsNothingWithAFullDiskSaysSoAndGoesOnWhenThereIsRoom() throws Exception {
        Intent.Approve approve = proposed();
        ports.journalFailsAt = Optional.of(JournalEntry.Kind.APPROVED);
        assertThat(refusal(ask(approve))).isEqualTo("The journal cannot be written; the master has halted.");
        readAgain();
        assertThat(master.state().notices())
                .anyMatch(n -> n.topic().equals(Notice.Topic.JOURNAL)
                        && n.sentence().contains("No space left on device")
                        && n.sentence().contains("then resume"));

        ports.journalFailsAt = Optional.of(JournalEntry.Kind.RESUMED);
        assertThat(ask(new Intent.Resume("ann"))).isInstanceOf(Answer.Refused.class);
        assertThat(master.state().halted()).as("the disk is still full").isTrue();
        readAgain();
        assertThat(ports.calls).noneMatch(c -> c.startsWith("send"));

        ports.journalFailsAt = Optional.empty();
        assertThat(ask(new Intent.Resume("ann"))).isInstanceOf(Answer.Accepted.class);
        assertThat(ports.calls)
                .as("the next master learns of all that has happened meanwhile")
                .containsSubsequence("note APPROVED", "note ENDED", "note RESUMED");
        Proposal offered = readAgain().open().getFirst();
        ask(new Intent.Approve(offered.id(), offered.plan().basisRevision(), "ann"));
        observedAsOf(CLOCK.instant().plusSeconds(2));
        assertThat(ports.calls).contains("send start web on rs2");
    }

    /** It is halted whatever becomes of its journal, so the master that acts must learn of it, and who ordered it, too. */
    @Test
    void hostsAreToldOfAHaltThatTheDiskDidNotTake() throws Exception {
        OrderedHosts hosts = new OrderedHosts();
        try (VmMaster beside = master(Mode.AUTOMATIC, ports.asPorts(hosts))) {
            beside.start();
            ports.journalFailsAt = Optional.of(JournalEntry.Kind.HALTED);
            ask(beside, new Intent.Halt("ann"));
            assertThat(hosts.told).containsExactly("HALT by ann");

            ports.journalFailsAt = Optional.empty();
            ask(beside, new Intent.Resume("ann"));
            hosts.told.clear();
            ports.journalFailsAt = Optional.of(JournalEntry.Kind.HALTED);
            HostOrder order = new HostOrder(7, "bbbb.k2x9ab", HostOrder.Verb.HALT, "bob, at bob@desk");
            hosts.ordered.accept(new HostsOrders.Come(order, false));
            // the answer comes after the order was handled
            ask(beside, new Intent.SetMode(Mode.MANUAL, "ann"));

            assertThat(hosts.told).containsExactly("7 HALTED");
            assertThat(beside.state().halted()).isTrue();
        }
    }

    /** What is asked for with a full disk and holds is not called refused; the state says that the master has halted, and why. */
    @Test
    void anOrderThatHoldsWithAFullDiskIsAcceptedAndItsEntryIsOwed() throws Exception {
        master.start();
        observed();
        ports.journalFailsAt = Optional.of(JournalEntry.Kind.MAINTENANCE);

        Answer answer = ask(new Intent.SetMaintenance(RS1, true, "ann"));

        assertThat(answer).isInstanceOfSatisfying(Answer.Accepted.class, accepted -> {
            assertThat(accepted.state().continuity().maintenance().concerns(RS1))
                    .isTrue();
            assertThat(accepted.state().haltedBecause().orElseThrow()).contains("the journal cannot be written");
        });
        ports.journalFailsAt = Optional.of(JournalEntry.Kind.HALTED);
        assertThat(ask(new Intent.Halt("ann"))).isInstanceOf(Answer.Accepted.class);
        ports.journalFailsAt = Optional.empty();
        assertThat(ask(new Intent.Resume("ann"))).isInstanceOf(Answer.Accepted.class);
        assertThat(ports.calls).containsSubsequence("note MAINTENANCE", "note RESUMED");
    }
}
