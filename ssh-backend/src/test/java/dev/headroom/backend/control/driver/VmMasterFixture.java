package dev.headroom.backend.control.driver;

import static dev.headroom.backend.control.core.PerfectCluster.WEB;

import dev.headroom.backend.TestPatience;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.core.ControlCore;
import dev.headroom.backend.control.core.ControlSettings;
import dev.headroom.backend.control.core.PerfectCluster;
import dev.headroom.backend.control.core.ScriptedJudgement;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A master on a cluster that obeys, with ports that record what it asks for. */
@Timeout(900)
abstract class VmMasterFixture {
    static final Clock CLOCK = Clock.fixed(PerfectCluster.START.plusSeconds(60), ZoneOffset.UTC);

    final PerfectCluster cluster = new PerfectCluster();
    final ScriptedJudgement judgement = new ScriptedJudgement();
    final FakePorts ports = new FakePorts();
    final VmMaster master = master(Mode.MANUAL);

    VmMaster master(Mode mode) {
        return master(mode, ports.asPorts());
    }

    VmMaster master(Mode mode, Ports through) {
        ControlCore core = judgement.core(
                new ControlSettings(SharingPolicy.defaults(), Map.of()),
                action -> List.of(new ExactCommand(action.host(), action.describe())));
        return new VmMaster(core, ControlCore.initial(mode, CLOCK.instant()), through, CLOCK);
    }

    @AfterEach
    void stop() {
        ports.duringSink = () -> {};
        master.close();
    }

    static <T> T within(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(TestPatience.millis(), TimeUnit.MILLISECONDS);
        if (next == null) {
            throw new AssertionError("Nothing came in time.");
        }
        return next;
    }

    Answer ask(Intent intent) throws Exception {
        return ask(master, intent);
    }

    static Answer ask(VmMaster master, Intent intent) throws Exception {
        return master.submit(intent).get(TestPatience.millis(), TimeUnit.MILLISECONDS);
    }

    /** The state after one more reading. */
    ControlState observed() throws InterruptedException {
        return observedAsOf(CLOCK.instant());
    }

    ControlState observedAsOf(Instant asked) throws InterruptedException {
        Observation observation = cluster.read(asked);
        ports.observations.get().accept(observation);
        ControlState state = within(ports.published);
        while (!state.observation().equals(observation)) {
            state = within(ports.published);
        }
        return state;
    }

    /** The hosts, after somebody was in a hurry. */
    ControlState readAgain() throws InterruptedException {
        return observedAsOf(CLOCK.instant().plusSeconds(1));
    }

    /** Started, with an open proposal to borrow. */
    Intent.Approve proposed() throws InterruptedException {
        master.start();
        judgement.propose(PerfectCluster.borrow(WEB, 1, 10));
        observed();
        return new Intent.Approve(new ProposalId(1), 1, "ann");
    }

    static String refusal(Answer answer) {
        return answer instanceof Answer.Refused(String sentence) ? sentence : "accepted";
    }

    /** Starts the master and holds it up while it publishes its first reading, until the latch is counted down. */
    CountDownLatch startedAndStalled() {
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

    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(TestPatience.millis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("Not in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
