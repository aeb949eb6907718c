package dev.headroom.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.TestPatience;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.fleet.SshFleet;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.inventory.DirectorEntry;
import dev.headroom.backend.inventory.ServerEntry;
import dev.headroom.backend.inventory.ServiceEntry;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ZoneId;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedFleetTest {
    private static final Duration DEADLINE = TestPatience.GENEROUS;
    private static final ServerId RS1 = new ServerId("rs1");

    @TempDir
    Path folder;

    @Test
    void theClusterFileSaysWhatTheStoryIsMadeOf() throws Exception {
        Scenario story = Scenarios.flashCrowd(1);
        try (SimulatedFleet fleet = SimulatedFleet.start(story, folder.resolve("a b"), 0, 1)) {
            ClusterFile file = ClusterFile.read(fleet.clusterFile());

            ClusterDescription cluster = story.cluster();
            assertThat(file.name()).isEqualTo("demo");
            assertThat(file.directors())
                    .extracting(DirectorEntry::id)
                    .isEqualTo(cluster.directors().stream()
                            .map(ClusterDescription.DirectorDescription::id)
                            .toList());
            assertThat(file.servers())
                    .extracting(ServerEntry::zone)
                    .isEqualTo(cluster.servers().stream()
                            .map(ClusterDescription.ServerDescription::zone)
                            .toList())
                    .contains(new ZoneId("rack-c"));
            assertThat(file.services())
                    .extracting(ServiceEntry::address)
                    .isEqualTo(cluster.services().stream()
                            .map(ClusterDescription.ServiceDescription::address)
                            .toList());
            assertThat(file.policy().holds().overload())
                    .isEqualTo(cluster.policy().holds().overload());
            assertThat(file.policy().holds().giveBack())
                    .isEqualTo(cluster.policy().holds().giveBack());
            assertThat(file.policy().reserve()).isEqualTo(cluster.policy().reserve());
            assertThat(file.interval()).isEqualTo(cluster.interval());
        }
    }

    @Test
    void aKilledHostIsUnreachableAndComesBack() throws Exception {
        CommandLine question = CommandLine.of("lxc-ls", "-1", "--running");
        CommandLine wait = CommandLine.of("lxc-wait", "-n", "shop-1", "-s", "RUNNING", "-t", "60");
        try (SimulatedFleet fleet = SimulatedFleet.start(Scenarios.steady(1), folder, 0, 50)) {
            assertThat(ask(fleet, question)).isEqualTo(new RemoteResult.Completed(0, "shop-1\n", ""));

            fleet.cluster().apply(new Fault(RS1, Fault.Kind.KILL));
            assertThat(ask(fleet, question))
                    .isInstanceOfSatisfying(
                            RemoteResult.Failed.class,
                            failed -> assertThat(failed.failure()).isInstanceOf(RemoteFailure.Unreachable.class));

            fleet.cluster().apply(new Fault(RS1, Fault.Kind.HEAL));
            assertThat(ask(fleet, wait)).isEqualTo(new RemoteResult.Completed(0, "", ""));
        }
    }

    /** With a connection of its own: a shell that was refused once does not try again at once. */
    private static RemoteResult ask(SimulatedFleet fleet, CommandLine command) {
        try (SshFleet ssh = SshFleet.of(fleet.sshd().targets())) {
            return ssh.shell(RS1).run(command, DEADLINE);
        }
    }
}
