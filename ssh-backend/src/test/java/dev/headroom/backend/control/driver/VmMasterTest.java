package dev.headroom.backend.control.driver;

import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.TestPatience;
import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.core.ControlCore;
import dev.headroom.backend.control.core.ControlSettings;
import dev.headroom.backend.control.core.PerfectCluster;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The actions of a master and their order. */
class VmMasterTest extends VmMasterFixture {
    @Test
    void carriesOutEffectsInOrder() throws Exception {
        Intent.Approve approve = proposed();

        assertThat(ask(approve)).isInstanceOf(Answer.Accepted.class);
        readAgain();
        within(ports.commands).accept(new CommandOutcome.Ran(""));
        ControlState after = observed();

        assertThat(ports.calls)
                .containsExactly(
                        "note STARTED",
                        "note PROPOSED",
                        "note APPROVED",
                        "hurry",
                        "note STEP_SENT",
                        "send start web on rs2",
                        "hurry");
        assertThat(after.running()).isNotEmpty();
        assertThat(master.state()).isEqualTo(after);
    }

    @Test
    void sendsNothingThatIsNotInTheJournal() throws Exception {
        Intent.Approve approve = proposed();
        ports.journalFailsAt = Optional.of(JournalEntry.Kind.STEP_SENT);

        ask(approve);
        readAgain();

        assertThat(master.state().halted()).isTrue();
        assertThat(master.state().notices().getFirst().sentence()).contains("(No space left on device)");
        // the step that was announced ends too: it was never sent, and the reading shows that
        ask(new Intent.Resume("ann"));
        ControlState after = readAgain();
        assertThat(after.proposal(new ProposalId(1)).orElseThrow().steps().getFirst())
                .satisfies(step -> assertThat(step.state()).isEqualTo(StepProgress.State.FAILED))
                .satisfies(step -> assertThat(step.detail()).startsWith("Not sent: "));
        assertThat(ports.calls).noneMatch(c -> c.startsWith("send"));
    }

    @Test
    void beginsNothingWithoutTheLease() throws Exception {
        Intent.Approve approve = proposed();
        ports.leaseRefusal = Optional.of("Another master may write.");

        assertThat(refusal(ask(approve))).isEqualTo("Another master may write.");
        assertThat(refusal(ask(new Intent.SetMode(Mode.AUTOMATIC, "ann")))).isEqualTo("Another master may write.");
        assertThat(ask(new Intent.SetMode(Mode.WATCH, "ann"))).isInstanceOf(Answer.Accepted.class);
        assertThat(ask(new Intent.Halt("ann"))).isInstanceOf(Answer.Accepted.class);
        assertThat(ports.calls).noneMatch(c -> c.startsWith("send"));
    }

    @Test
    void sendsNothingWithoutTheLeaseInAutomaticModeEither() throws Exception {
        ports.leaseRefusal = Optional.of("Another master may write.");
        try (VmMaster automatic = master(Mode.AUTOMATIC)) {
            automatic.start();
            judgement.propose(PerfectCluster.borrow(WEB, 1, 10));
            observed();
            readAgain();
            within(ports.published);
            ControlState after = readAgain();

            assertThat(after.proposals())
                    .extracting(Proposal::note)
                    .contains("Step 1 failed: Not sent: Another master may write.");
            assertThat(ports.calls).noneMatch(c -> c.startsWith("send"));
        }
    }

    @Test
    void showsInTheStateWhatItRefusesForLackOfTheLease() throws Exception {
        master.start();
        observed();
        ports.leaseRefusal = Optional.of("Another master may write.");

        Answer answer = master.submit(new Intent.SetMode(Mode.AUTOMATIC, "ann"))
                .get(TestPatience.millis(), TimeUnit.MILLISECONDS);

        assertThat(answer).isEqualTo(new Answer.Refused("Another master may write."));
        assertThat(within(ports.published).notices())
                .as("a window has nothing else to show it by")
                .anyMatch(notice -> notice.sentence().equals("Another master may write."));
    }

    @Test
    void writesDownNothingForAHaltOrAResumeThatChangesNothing() throws Exception {
        master.start();
        observed();
        ask(new Intent.Resume("ann"));
        ask(new Intent.Halt("ann"));
        ask(new Intent.Halt("ben"));

        assertThat(ports.calls).filteredOn("note RESUMED"::equals).isEmpty();
        assertThat(ports.calls).filteredOn("note HALTED"::equals).hasSize(1);
        assertThat(master.state().notices()).noneMatch(n -> n.sentence().contains("ben"));
    }

    @Test
    void letsASinkAskSomething() throws Exception {
        BlockingQueue<CompletableFuture<Answer>> asked = new LinkedBlockingQueue<>();
        master.start();
        ports.duringSink = () -> {
            ports.duringSink = () -> {};
            asked.add(master.submit(new Intent.Halt("sink")));
        };

        observed();

        assertThat(within(asked).get(TestPatience.millis(), TimeUnit.MILLISECONDS))
                .isInstanceOf(Answer.Accepted.class);
        assertThat(master.state().halted()).isTrue();
    }

    @Test
    void acceptsAnOutcomeFromWithinTheCall() throws Exception {
        Ports inline = new Ports(
                ports, (permit, action, _, whenDone) -> whenDone.accept(new CommandOutcome.Ran("")), ports, ports);
        ControlCore core = judgement.core(new ControlSettings(SharingPolicy.defaults(), Map.of()), a -> List.of());
        try (VmMaster direct =
                new VmMaster(core, ControlCore.initial(Mode.AUTOMATIC, CLOCK.instant()), inline, CLOCK)) {
            direct.start();
            judgement.propose(PerfectCluster.borrow(WEB, 1, 10));
            observed();
            readAgain();

            ControlState after = within(ports.published);
            assertThat(after.running().getFirst().steps().getFirst().state()).isEqualTo(StepProgress.State.VERIFYING);
        }
    }

    /** A core that is slower than the readings: they do not pile up, and nothing else is lost. */
    @Test
    void aStalledCoreGetsTheNewestReadingAndEveryIntent() throws Exception {
        CountDownLatch goOn = startedAndStalled();
        List<CompletableFuture<Answer>> answers = new java.util.ArrayList<>();
        for (int i = 1; i <= 1000; i++) {
            ports.observations.get().accept(cluster.read(CLOCK.instant().plusSeconds(i)));
            if (i % 100 == 0) {
                answers.add(master.submit(new Intent.Halt("ann")));
            }
        }
        goOn.countDown();
        for (CompletableFuture<Answer> answer : answers) {
            assertThat(answer.get(TestPatience.millis(), TimeUnit.MILLISECONDS)).isInstanceOf(Answer.Accepted.class);
        }
        assertThat(master.state().snapshot().takenAt())
                .isEqualTo(cluster.read(CLOCK.instant().plusSeconds(1000))
                        .snapshot()
                        .takenAt());
        assertThat(ports.published).hasSize(2 + answers.size());
    }
}
