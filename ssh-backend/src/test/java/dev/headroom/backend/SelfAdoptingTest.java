package dev.headroom.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Kept;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.core.ControlCore;
import dev.headroom.backend.control.core.ControlSettings;
import dev.headroom.backend.control.core.PerfectCluster;
import dev.headroom.backend.control.core.ScriptedJudgement;
import dev.headroom.backend.control.driver.ClusterObserver;
import dev.headroom.backend.control.driver.Journal;
import dev.headroom.backend.control.driver.Ports;
import dev.headroom.backend.control.driver.VmMaster;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A simulated cluster is adopted by the program once all of it was read, and only then is the mode set. */
class SelfAdoptingTest {
    private final Clock clock = Clock.systemUTC();
    private final PerfectCluster cluster = new PerfectCluster();
    private final LinkedBlockingQueue<ControlState> states = new LinkedBlockingQueue<>();
    private final Observer observer = new Observer();
    private VmMaster master = master(Mode.AUTOMATIC);

    private VmMaster master(Mode wanted) {
        ControlCore core =
                new ScriptedJudgement().core(new ControlSettings(SharingPolicy.defaults(), Map.of()), _ -> List.of());
        ControlState first = core.resumed(wanted, Kept.NOTHING, List.of(), clock.instant());
        SelfAdopting adopting = new SelfAdopting(states::add, wanted);
        VmMaster made =
                new VmMaster(core, first, new Ports(observer, (_, _, _, _) -> {}, new NoJournal(), adopting), clock);
        adopting.adoptFor(made);
        made.start();
        return made;
    }

    @AfterEach
    void close() {
        master.close();
    }

    @Test
    void nothingIsAgreedToBeforeEveryHostWasRead() throws InterruptedException {
        observer.see(unread(cluster.read(clock.instant())));
        next(state -> !state.snapshot().servers().isEmpty());
        // what was asked for at the first reading is answered before the second
        Observation second = unread(cluster.read(clock.instant().plusMillis(1)));
        observer.see(second);
        ControlState waiting = next(
                state -> state.snapshot().takenAt().equals(second.snapshot().takenAt()));
        assertThat(waiting.adoption().permitsChanges()).isFalse();
        assertThat(waiting.mode()).isEqualTo(Mode.WATCH);
        observer.see(cluster.read(clock.instant().plusMillis(2)));
        ControlState adopted = next(state -> state.adoption().permitsChanges());
        assertThat(adopted.adoption().unchanged()).isTrue();
        assertThat(next(state -> state.mode() == Mode.AUTOMATIC).adoption().unchanged())
                .isTrue();
    }

    @Test
    void aClusterThatIsOnlyWatchedIsAdoptedAndStaysWatched() throws InterruptedException {
        master.close();
        states.clear();
        master = master(Mode.WATCH);
        observer.see(cluster.read(clock.instant()));
        assertThat(next(state -> state.adoption().permitsChanges()).mode()).isEqualTo(Mode.WATCH);
    }

    private ControlState next(Predicate<ControlState> wanted) throws InterruptedException {
        while (true) {
            ControlState state = states.poll(TestPatience.millis(), TimeUnit.MILLISECONDS);
            assertThat(state).as("a state that was waited for").isNotNull();
            if (state != null && wanted.test(state)) {
                return state;
            }
        }
    }

    /** The same, but that one server has not said yet which containers it has. */
    private static Observation unread(Observation whole) {
        ClusterSnapshot all = whole.snapshot();
        List<RealServer> servers = all.servers().stream()
                .map(s -> s.equals(all.servers().getLast())
                        ? new RealServer(
                                s.id(), s.zone(), s.lends(), s.load(), new Reading.Missing<>("It was not read yet."))
                        : s)
                .toList();
        return new Observation(
                new ClusterSnapshot(all.revision(), all.takenAt(), all.directors(), servers, all.services()),
                whole.hosts());
    }

    private static final class Observer implements ClusterObserver {
        private volatile Consumer<Observation> sink = _ -> {};

        void see(Observation observation) {
            sink.accept(observation);
        }

        @Override
        public void start(Consumer<Observation> observations) {
            sink = observations;
        }

        @Override
        public void hurry(Set<HostId> hosts) {}

        @Override
        public void tryAgain() {}

        @Override
        public void close() {}
    }

    private static final class NoJournal implements Journal {
        @Override
        public void append(JournalEntry entry) {}

        @Override
        public void close() {}
    }
}
