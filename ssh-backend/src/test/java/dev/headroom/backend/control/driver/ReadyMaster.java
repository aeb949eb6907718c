package dev.headroom.backend.control.driver;

import dev.headroom.backend.TestPatience;
import dev.headroom.backend.act.ActionCommands;
import dev.headroom.backend.act.PlanScripts;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.core.ControlCore;
import dev.headroom.backend.control.core.ControlSettings;
import dev.headroom.backend.control.core.PerfectCluster;
import dev.headroom.backend.control.core.Permit;
import dev.headroom.backend.control.core.ScriptedJudgement;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A running master over a perfect cluster with one open proposal for each service it was made for. For tests of other packages. */
public final class ReadyMaster implements AutoCloseable {
    public static final ServiceId WEB = PerfectCluster.WEB;
    public static final ServiceId MAIL = PerfectCluster.MAIL;

    private final PerfectCluster cluster = new PerfectCluster();
    private final Clock clock = Clock.systemUTC();
    private final AtomicInteger sent = new AtomicInteger();
    private final CountDownLatch firstSent = new CountDownLatch(1);
    private final AtomicInteger triedAgain = new AtomicInteger();
    private final VmMaster master;
    private volatile Consumer<Observation> observations = o -> {};

    private ReadyMaster(ScriptedJudgement judgement) {
        ControlCore core = judgement.core(new ControlSettings(SharingPolicy.defaults(), Map.of()), action -> List.of());
        CountDownLatch seen = new CountDownLatch(1);
        Ports ports = new Ports(new Observer(), this::execute, new ForgetfulJournal(), state -> seen.countDown());
        master = new VmMaster(core, ControlCore.initial(Mode.MANUAL, clock.instant()), ports, clock);
        master.start();
        observations.accept(cluster.read(clock.instant()));
        await(seen);
    }

    public static ReadyMaster proposingFor(ServiceId... services) {
        ScriptedJudgement judgement = new ScriptedJudgement();
        for (ServiceId service : services) {
            judgement.propose(PerfectCluster.borrow(service, 1, 10));
        }
        return new ReadyMaster(judgement);
    }

    /** A master whose proposal for the web meets an objection at its approval. */
    public static ReadyMaster objecting(String sentence) {
        ScriptedJudgement judgement = new ScriptedJudgement();
        judgement.propose(PerfectCluster.borrow(WEB, 1, 10));
        judgement.object(WEB, sentence);
        return new ReadyMaster(judgement);
    }

    public VmMaster master() {
        return master;
    }

    /** Writes scripts with the commands of a cluster whose login users are root. */
    public PlanScripts scripts() {
        Map<HostId, Privilege> roots = master.state().proposals().stream()
                .flatMap(proposal -> proposal.plan().actions().stream())
                .map(Action::host)
                .distinct()
                .collect(Collectors.toMap(host -> host, _ -> Privilege.ROOT));
        ActionCommands commands = ActionCommands.withUsualRuntime(roots, new Installation("0123-4567", "shop"));
        return new PlanScripts("shop", SharingPolicy.defaults(), commands::preview);
    }

    /** How many commands were sent, once the first is. */
    public int commandsSent() {
        await(firstSent);
        return sent.get();
    }

    public int triedAgain() {
        return triedAgain.get();
    }

    private void execute(Permit permit, Action action, TimeMark decided, Consumer<CommandOutcome> whenDone) {
        sent.incrementAndGet();
        firstSent.countDown();
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

    @Override
    public void close() {
        master.close();
    }

    private final class Observer implements ClusterObserver {
        @Override
        public void start(Consumer<Observation> sink) {
            observations = sink;
        }

        @Override
        public void hurry(Set<HostId> hosts) {
            observations.accept(cluster.read(clock.instant().plusMillis(1)));
        }

        @Override
        public void tryAgain() {
            triedAgain.incrementAndGet();
        }

        @Override
        public void close() {}
    }

    private static final class ForgetfulJournal implements Journal {
        @Override
        public void append(JournalEntry entry) {}

        @Override
        public void close() {}
    }
}
