package dev.headroom.backend.control.driver;

import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.TestPatience;
import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.core.ControlCore;
import dev.headroom.backend.control.core.ControlSettings;
import dev.headroom.backend.control.core.PerfectCluster;
import dev.headroom.backend.control.core.Permit;
import dev.headroom.backend.control.core.ScriptedJudgement;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(900)
class VmMasterTest {
    private static final Clock CLOCK = Clock.fixed(PerfectCluster.START.plusSeconds(60), ZoneOffset.UTC);

    private final PerfectCluster cluster = new PerfectCluster();
    private final ScriptedJudgement judgement = new ScriptedJudgement();
    private final FakePorts ports = new FakePorts();
    private final VmMaster master = master(Mode.MANUAL);

    private VmMaster master(Mode mode) {
        ControlCore core = judgement.core(
                new ControlSettings(SharingPolicy.defaults(), Map.of()),
                action -> List.of(new ExactCommand(action.host(), action.describe())));
        return new VmMaster(core, ControlCore.initial(mode, CLOCK.instant()), ports.asPorts(), CLOCK);
    }

    /** All ports of a master: records in one list what it was asked to do, in order. */
    private static final class FakePorts implements ClusterObserver, StepExecutor, Journal, StateSink, Lease {
        final List<String> calls = new CopyOnWriteArrayList<>();
        final BlockingQueue<ControlState> published = new LinkedBlockingQueue<>();
        final BlockingQueue<Consumer<CommandOutcome>> commands = new LinkedBlockingQueue<>();
        volatile Optional<JournalEntry.Kind> journalFailsAt = Optional.empty();
        volatile Optional<String> leaseRefusal = Optional.empty();
        volatile Runnable duringSink = () -> {};
        volatile Runnable duringSend = () -> {};
        volatile Runnable duringHurry = () -> {};
        final AtomicReference<Consumer<Observation>> observations = new AtomicReference<>(o -> {});

        VmMaster.Ports asPorts() {
            return new VmMaster.Ports(this, this, this, this, this);
        }

        @Override
        public void start(Consumer<Observation> sink) {
            observations.set(sink);
        }

        @Override
        public void hurry(Set<HostId> hosts) {
            calls.add("hurry");
            duringHurry.run();
        }

        @Override
        public void execute(Permit permit, Action action, Consumer<CommandOutcome> whenDone) {
            calls.add("send " + action.describe());
            duringSend.run();
            commands.add(whenDone);
        }

        @Override
        public void append(JournalEntry entry) throws IOException {
            if (journalFailsAt.equals(Optional.of(entry.kind()))) {
                throw new IOException("No space left on device");
            }
            calls.add("note " + entry.kind());
        }

        @Override
        public void accept(ControlState state) {
            duringSink.run();
            published.add(state);
        }

        @Override
        public Optional<String> refusal() {
            return leaseRefusal;
        }

        @Override
        public void close() {}
    }

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
    void writesDownWhatItLeavesInTheMiddle() throws Exception {
        judgement.propose(PerfectCluster.borrow(PerfectCluster.WEB, 1, 10));
        master.start();
        Proposal open = observed().open().getFirst();
        ask(new Intent.Approve(open.id(), open.plan().basisRevision(), "ann"));
        readAgain();

        master.close();

        assertThat(ports.calls).containsSubsequence("note STEP_SENT", "note STOPPED", "note STOPPED");
    }

    @Test
    void tellsWhenItMayBeClosed() throws Exception {
        judgement.propose(PerfectCluster.borrow(PerfectCluster.WEB, 1, 10));
        master.start();
        Proposal open = observed().open().getFirst();
        ask(new Intent.Approve(open.id(), open.plan().basisRevision(), "ann"));
        readAgain();
        ask(new Intent.Close(ControlState.Closing.LEAVE, "ann"));
        var closable = master.whenClosable();
        assertThat(closable).isNotDone();

        within(ports.commands).accept(new CommandOutcome.Refused("no"));
        within(ports.published);
        observedAsOf(CLOCK.instant().plusSeconds(1));

        assertThat(closable.get(10, TimeUnit.SECONDS).running()).isEmpty();
    }

    @AfterEach
    void stop() {
        ports.duringSink = () -> {};
        master.close();
    }

    private static <T> T within(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(TestPatience.millis(), TimeUnit.MILLISECONDS);
        if (next == null) {
            throw new AssertionError("Nothing came in time.");
        }
        return next;
    }

    private Answer ask(Intent intent) throws Exception {
        return ask(master, intent);
    }

    private static Answer ask(VmMaster master, Intent intent) throws Exception {
        return master.submit(intent).get(TestPatience.millis(), TimeUnit.MILLISECONDS);
    }

    /** The state after one more reading. */
    private ControlState observed() throws InterruptedException {
        return observedAsOf(CLOCK.instant());
    }

    private ControlState observedAsOf(Instant asked) throws InterruptedException {
        Observation observation = cluster.read(asked);
        ports.observations.get().accept(observation);
        ControlState state = within(ports.published);
        while (!state.observation().equals(observation)) {
            state = within(ports.published);
        }
        return state;
    }

    /** The hosts, after somebody was in a hurry. */
    private ControlState readAgain() throws InterruptedException {
        return observedAsOf(CLOCK.instant().plusSeconds(1));
    }

    /** Started, with an open proposal to borrow. */
    private Intent.Approve proposed() throws InterruptedException {
        master.start();
        judgement.propose(PerfectCluster.borrow(WEB, 1, 10));
        observed();
        return new Intent.Approve(new ProposalId(1), 1, "ann");
    }

    private static String refusal(Answer answer) {
        return answer instanceof Answer.Refused(String sentence) ? sentence : "accepted";
    }

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

        assertThat(after.proposals()).noneMatch(Proposal::approvable);

        judgement.breaks = false;
        assertThat(ask(new Intent.Resume("ann"))).isInstanceOf(Answer.Accepted.class);
        assertThat(observed().halted()).isFalse();
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
        VmMaster.Ports inline = new VmMaster.Ports(
                ports, (permit, action, whenDone) -> whenDone.accept(new CommandOutcome.Ran("")), ports, ports);
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

    /** Starts the master and holds it up while it publishes its first reading, until the latch is counted down. */
    private CountDownLatch startedAndStalled() {
        CountDownLatch inSink = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        master.start();
        ports.duringSink = () -> {
            inSink.countDown();
            await(goOn);
        };
        ports.observations.get().accept(cluster.read(CLOCK.instant()));
        await(inSink);
        return goOn;
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

    @Test
    void refusesWhatIsLeftWhenItStops() throws Exception {
        CountDownLatch goOn = startedAndStalled();
        CompletableFuture<Answer> waiting = master.submit(new Intent.Halt("ann"));
        Thread closer = Thread.ofVirtual().start(master::close);
        CompletableFuture<Answer> late = submittedWhileStopping();
        goOn.countDown();

        assertThat(closer.join(TestPatience.GENEROUS)).isTrue();
        assertThat(refusal(late.get(TestPatience.millis(), TimeUnit.MILLISECONDS)))
                .isEqualTo("The master is stopping.");
        assertThat(waiting).isDone();
        assertThat(ports.calls).last().isEqualTo("note STOPPED");
    }

    private CompletableFuture<Answer> submittedWhileStopping() throws Exception {
        while (true) {
            CompletableFuture<Answer> late = master.submit(new Intent.Resume("ann"));
            if (late.isDone()) {
                return late;
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void refusesAfterItStopped() throws Exception {
        master.start();
        master.close();
        master.close();

        assertThat(refusal(ask(new Intent.Halt("ann")))).isEqualTo("The master is stopping.");
        assertThat(ports.calls).containsExactly("note STARTED", "note STOPPED");
    }

    @Test
    void doesNotInterruptWhatItIsDoingWhenItStops() throws Exception {
        AtomicReference<Boolean> interrupted = new AtomicReference<>(true);
        CountDownLatch inSink = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        master.start();
        ports.duringSink = () -> {
            inSink.countDown();
            await(goOn);
            interrupted.set(Thread.currentThread().isInterrupted());
        };
        ports.observations.get().accept(cluster.read(CLOCK.instant()));
        await(inSink);
        Thread closer = Thread.ofVirtual().start(master::close);
        CompletableFuture<Answer> late = submittedWhileStopping();
        goOn.countDown();

        assertThat(closer.join(TestPatience.GENEROUS)).isTrue();
        assertThat(late).isDone();
        assertThat(interrupted.get()).isFalse();
    }

    @Test
    void isHaltedFromTheStartWhenTheJournalCannotBeWritten() throws Exception {
        ports.journalFailsAt = Optional.of(JournalEntry.Kind.STARTED);

        master.start();

        assertThat(master.state().halted()).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(TestPatience.millis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("Not in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
