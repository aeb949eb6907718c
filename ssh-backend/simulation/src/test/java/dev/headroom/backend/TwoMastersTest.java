package dev.headroom.backend;

import static dev.headroom.backend.AskedMaster.approved;
import static dev.headroom.backend.AskedMaster.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.driver.Answer;
import dev.headroom.backend.control.leasehold.HostOrder;
import dev.headroom.backend.control.leasehold.OrderStanding;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.link.MasterClient;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.simulation.Scenarios;
import dev.headroom.simulation.SimulatedCluster;
import dev.headroom.simulation.SimulatedFleet;
import dev.headroom.simulation.Truth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two masters with a state folder each, as on two laptops, at one simulated cluster behind real SSH. */
class TwoMastersTest {
    @TempDir
    private Path folder = Path.of(".");

    private Optional<SimulatedFleet> fleet = Optional.empty();

    @BeforeEach
    void cluster() throws Exception {
        fleet = Optional.of(SimulatedFleet.start(Scenarios.crowded(8, 2, 1), folder.resolve("fleet"), 0, 1));
    }

    @AfterEach
    void end() {
        fleet.ifPresent(SimulatedFleet::close);
    }

    @Test
    void oneActsAndTheOtherSaysWhoDoesUntilItTakesOver() throws Exception {
        try (ClusterConnection here = connection();
                ClusterConnection there = connection();
                RunningMaster first = master(here, "first")) {
            until(
                    first,
                    "the first may act",
                    s -> s.mode() == Mode.MANUAL && s.barred().isEmpty());
            Proposal offered = until(first, "it offers a loan", s -> !s.open().isEmpty())
                    .open()
                    .getFirst();

            try (RunningMaster second = master(there, "second")) {
                ControlState waits = until(
                        second,
                        "the second names the first",
                        s -> s.barred()
                                .filter(why -> why.contains("holds the lease"))
                                .isPresent());
                assertThat(waits.halted()).as("it only looks").isFalse();
                Proposal same = until(
                                second,
                                "it offers the same loan",
                                s -> !s.open().isEmpty())
                        .open()
                        .getFirst();
                assertThat(same.prospects().approval().orElseThrow()).contains("holds the lease");
                assertThat(approved(second, same))
                        .isInstanceOfSatisfying(
                                Answer.Refused.class,
                                refused -> assertThat(refused.sentence()).contains("holds the lease"));

                assertThat(second.master()
                                .submit(new Intent.TakeOver("bob"))
                                .get(TestPatience.millis(), TimeUnit.MILLISECONDS))
                        .isInstanceOf(Answer.Accepted.class);
                until(second, "the second may act", s -> s.barred().isEmpty());
                ControlState lost = until(first, "the first is halted", ControlState::halted);
                assertThat(lost.barred().orElseThrow()).contains("has taken over");
                assertThat(approved(first, offered)).isInstanceOf(Answer.Refused.class);
                Proposal theirs = second.master().state().open().getFirst();
                assertThat(approved(second, theirs)).isInstanceOf(Answer.Accepted.class);
                until(
                        second,
                        "its commands reach the hosts",
                        s -> s.proposal(theirs.id())
                                .filter(p -> p.status() == Proposal.Status.DONE)
                                .isPresent());
            }
        }
    }

    /** The order goes by the hosts; the command says what became of it. */
    @Test
    void whoDoesNotActHaltsWhoDoes() throws Exception {
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
                        "the second waits",
                        s -> s.continuity().leasehold().rival().isPresent());
                MasterClient client = new MasterClient(folder.resolve("second"));
                MasterClient.Reply halted = client.ask("halt", "", "", "bob").orElseThrow();
                assertThat(halted.sentence()).contains("has taken note of the order and is halted");
                assertThat(halted.accepted()).isTrue();
                assertThat(first.master().state().halted()).isTrue();
                assertThat(first.master().state().haltedBecause().orElseThrow()).startsWith("Halted by bob");
                assertThat(second.master().state().halted()).isTrue();
                assertThat(client.ask("state", "", "", "bob").orElseThrow().sentence())
                        .contains("has taken note of the order");

                MasterClient.Reply resumed = client.ask("resume", "", "", "bob").orElseThrow();
                assertThat(resumed.sentence()).contains("is not halted");
                assertThat(first.master().state().halted()).isFalse();
                assertThat(second.master().state().halted()).isFalse();
            }
            assertThat(Files.readString(folder.resolve("first/" + RunningMaster.JOURNAL)))
                    .contains("Halted by an order on the hosts (number 1).");
        }
    }

    @Test
    void aComputerWithoutAMasterHaltsTheOneThatActs() throws Exception {
        try (ClusterConnection here = connection();
                ClusterConnection there = connection();
                RunningMaster first = master(here, "first")) {
            until(
                    first,
                    "the first may act",
                    s -> s.mode() == Mode.MANUAL && s.barred().isEmpty());
            TestPatience.until("each host keeps the lease of the first", this::isLeaseKept, () -> "");
            assertThat(OrderByHosts.give(there, HostOrder.Verb.HALT, "bob", Duration.ofSeconds(60)))
                    .extracting(OrderStanding::state)
                    .isEqualTo(OrderStanding.State.DONE);
            assertThat(first.master().state().halted()).isTrue();
            assertThat(OrderByHosts.give(there, HostOrder.Verb.RESUME, "bob", Duration.ofSeconds(60)))
                    .extracting(OrderStanding::state)
                    .isEqualTo(OrderStanding.State.DONE);
            assertThat(first.master().state().halted()).isFalse();
            assertThat(OrderByHosts.give(there, HostOrder.Verb.RESUME, "bob", Duration.ofSeconds(60)))
                    .isEqualTo(OrderStanding.NONE);
        }
    }

    /** A master that has not taken it yet need not be halted, and the order says so. */
    private boolean isLeaseKept() throws Exception {
        SimulatedCluster cluster = fleet.orElseThrow().cluster();
        String name = ClusterFile.read(fleet.orElseThrow().clusterFile()).name();
        return cluster.description().hosts().stream()
                .allMatch(host -> Truth.holder(cluster, host, name).isPresent());
    }

    private ClusterConnection connection() throws Exception {
        return ClusterConnection.overSsh(ClusterFile.read(fleet.orElseThrow().clusterFile()));
    }

    private RunningMaster master(ClusterConnection connection, String name) throws Exception {
        return RunningMaster.startAdopting(
                connection, Mode.MANUAL, Files.createDirectories(folder.resolve(name)), _ -> {});
    }
}
