package dev.headroom.backend;

import static dev.headroom.backend.AskedMaster.approved;
import static dev.headroom.backend.AskedMaster.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.driver.Answer;
import dev.headroom.backend.etcd.EtcdServer;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.simulation.Scenarios;
import dev.headroom.simulation.SimulatedFleet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two masters that a real etcd elects, at one simulated cluster behind real SSH. */
class ElectedMastersTest {
    @TempDir
    private Path folder = Path.of(".");

    private Optional<SimulatedFleet> fleet = Optional.empty();
    private Optional<EtcdServer> etcd = Optional.empty();

    @BeforeEach
    void cluster() throws Exception {
        etcd = Optional.of(EtcdServer.start(folder));
        fleet = Optional.of(SimulatedFleet.start(Scenarios.crowded(8, 2, 1), folder.resolve("fleet"), 0, 1));
    }

    @AfterEach
    void end() throws Exception {
        fleet.ifPresent(SimulatedFleet::close);
        if (etcd.isPresent()) {
            etcd.get().close();
        }
    }

    @Test
    void theElectedOneActsUntilEtcdStopsOrAnotherTakesOverWhileAPlanRuns() throws Exception {
        try (ClusterConnection here = connection();
                ClusterConnection there = connection();
                RunningMaster first = master(here, "first")) {
            until(
                    first,
                    "the first may act",
                    s -> s.mode() == Mode.MANUAL && s.barred().isEmpty());
            try (RunningMaster second = master(there, "second")) {
                until(
                        second,
                        "the second names the first",
                        s -> s.barred()
                                .filter(why -> why.contains("End it there, or take over"))
                                .isPresent());
                etcd.orElseThrow().signal("STOP");
                ControlState stopped = until(
                        first,
                        "the first stops acting when its election is over",
                        s -> s.barred()
                                .filter(why -> why.contains("etcd does not say"))
                                .isPresent());
                assertThat(stopped.halted()).isFalse();
                Proposal offered = until(
                                first, "it offers a loan", s -> !s.open().isEmpty())
                        .open()
                        .getFirst();
                assertThat(approved(first, offered)).isInstanceOf(Answer.Refused.class);
                etcd.orElseThrow().signal("CONT");
                until(
                        first,
                        "one of both goes on",
                        s -> s.barred().isEmpty()
                                || second.master().state().barred().isEmpty());
                boolean isFirst = first.master().state().barred().isEmpty();
                RunningMaster acting = isFirst ? first : second;
                RunningMaster other = isFirst ? second : first;

                Proposal plan = until(acting, "it offers a loan", s -> !s.open().isEmpty())
                        .open()
                        .getFirst();
                assertThat(approved(acting, plan)).isInstanceOf(Answer.Accepted.class);
                until(
                        acting,
                        "a step is done",
                        s -> s.proposal(plan.id())
                                .filter(p -> p.steps().getFirst().state() == StepProgress.State.DONE)
                                .isPresent());
                assertThat(other.master()
                                .submit(new Intent.TakeOver("bob"))
                                .get(TestPatience.millis(), TimeUnit.MILLISECONDS))
                        .isInstanceOf(Answer.Accepted.class);
                until(acting, "it sends nothing more", s -> s.barred().isPresent());
                until(other, "the other may act", s -> s.barred().isEmpty());
                until(acting, "its plan has ended", s -> s.running().isEmpty());
            }
        }
    }

    private ClusterConnection connection() throws Exception {
        Path file = folder.resolve("elected.yaml");
        Files.writeString(
                file,
                Files.readString(fleet.orElseThrow().clusterFile())
                        + "\nlease: etcd %s\n".formatted(etcd.orElseThrow().endpoint()));
        return ClusterConnection.overSsh(ClusterFile.read(file));
    }

    private RunningMaster master(ClusterConnection connection, String name) throws Exception {
        return RunningMaster.startAdopting(
                connection, Mode.MANUAL, Files.createDirectories(folder.resolve(name)), _ -> {});
    }
}
