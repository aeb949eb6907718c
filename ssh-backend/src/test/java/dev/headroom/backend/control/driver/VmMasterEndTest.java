package dev.headroom.backend.control.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.TestPatience;
import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.Continuity;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.core.PerfectCluster;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The end of a master, and the state that it leaves. */
class VmMasterEndTest extends VmMasterFixture {
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
        ask(new Intent.Close(Continuity.Closing.LEAVE, "ann"));
        var closable = master.whenClosable();
        assertThat(closable).isNotDone();

        within(ports.commands).accept(new CommandOutcome.Refused("no"));
        within(ports.published);
        observedAsOf(CLOCK.instant().plusSeconds(1));

        assertThat(closable.get(10, TimeUnit.SECONDS).running()).isEmpty();
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
}
