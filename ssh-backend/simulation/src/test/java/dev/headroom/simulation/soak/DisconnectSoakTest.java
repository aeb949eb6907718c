package dev.headroom.simulation.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.ClusterConnection;
import dev.headroom.backend.TestPatience;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.fleet.SshFleet;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.time.SteadyClock;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.simulation.Scenarios;
import dev.headroom.simulation.SimulatedFleet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many hosts over real SSH, of whose connections 1 % are cut each second: what the program holds does not grow, and
 * every host is read again. The time and the number of hosts are system properties.
 */
class DisconnectSoakTest {
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("soak.seconds", 120));
    private static final int HOSTS = Integer.getInteger("soak.hosts", 200);
    private static final double CUT_EACH_SECOND = 0.01;

    /** The table of the run, also of one that is still going on. */
    private static final Path TABLE = Path.of("target", "soak", HOSTS + "-hosts.txt");

    /** How often the footprint is taken, each time when all hosts are read again: else it would tell how many are. */
    private static final int SAMPLES = 12;

    /** The part by which what is held may differ between the first third and the last. */
    private static final double FLAT = 1.15;

    @TempDir
    Path folder;

    private final AtomicReference<List<HostStatus>> statuses = new AtomicReference<>(List.of());

    @Test
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    void cutConnectionsLeaveNothingBehindAndEveryHostComesBack() throws Exception {
        try (VirtualThreads threads = new VirtualThreads();
                SimulatedFleet simulated = SimulatedFleet.start(Scenarios.generated(HOSTS, 8, 1), folder, 0, 1);
                SshFleet shells = SshFleet.of(simulated.sshd().targets());
                ClusterConnection connection = new ClusterConnection(
                        ClusterFile.read(simulated.clusterFile()),
                        shells,
                        host -> shells.target(host).user());
                var observer = connection.observer(SteadyClock.ofThisProcess(), Installation.NONE)) {
            observer.start(this::seen);
            TestPatience.until("every host is read", () -> live() == HOSTS, this::absent);

            List<Footprint> footprints = cut(simulated, threads);
            judge(footprints);
        }
    }

    private void seen(Observation observation) {
        statuses.set(observation.hosts());
    }

    private long live() {
        return statuses.get().stream()
                .filter(status -> status.state() == HostStatus.State.CONNECTED)
                .count();
    }

    private String absent() {
        return statuses.get().stream()
                .filter(status -> status.state() != HostStatus.State.CONNECTED)
                .map(HostStatus::toString)
                .collect(Collectors.joining("\n"));
    }

    /** Cuts sessions for the whole time, and says what the program held meanwhile. */
    private List<Footprint> cut(SimulatedFleet simulated, VirtualThreads threads) throws Exception {
        List<HostId> hosts =
                simulated.sshd().targets().stream().map(t -> t.host()).toList();
        SplittableRandom random = new SplittableRandom(1);
        List<Footprint> footprints = new ArrayList<>();
        CountDownLatch never = new CountDownLatch(1);
        double due = 0;
        int cuts = 0;
        for (long second = 1; second <= TIME.toSeconds(); second++) {
            never.await(1, TimeUnit.SECONDS);
            for (due += HOSTS * CUT_EACH_SECOND; due >= 1; due--) {
                simulated.sshd().cut(hosts.get(random.nextInt(HOSTS)));
                cuts++;
            }
            if (second * SAMPLES / TIME.toSeconds() > footprints.size()) {
                TestPatience.until("every host is read again", () -> live() == HOSTS, this::absent);
                footprints.add(
                        Footprint.now(second, threads.alive(), simulated.sshd().sessions(), live(), cuts));
                Files.createDirectories(TABLE.getParent());
                Files.writeString(TABLE, table(footprints) + "\n");
            }
        }
        return footprints;
    }

    private static String table(List<Footprint> footprints) {
        return footprints.stream().map(Footprint::row).collect(Collectors.joining("\n", Footprint.TITLE + "\n", ""));
    }

    private static void judge(List<Footprint> footprints) {
        String table = table(footprints);
        assertThat(Footprint.growth(footprints, Footprint::heap))
                .as("heap\n%s", table)
                .isLessThan(FLAT);
        assertThat(Footprint.growth(footprints, Footprint::threads))
                .as("threads\n%s", table)
                .isLessThan(FLAT);
        assertThat(Footprint.growth(footprints, Footprint::virtual))
                .as("virtual threads\n%s", table)
                .isLessThan(FLAT);
        if (footprints.getFirst().descriptors() > 0) {
            assertThat(Footprint.growth(footprints, Footprint::descriptors))
                    .as("descriptors\n%s", table)
                    .isLessThan(FLAT);
        }
        assertThat(footprints).as("sessions\n%s", table).allMatch(f -> f.sessions() <= 2 * HOSTS);
    }
}
