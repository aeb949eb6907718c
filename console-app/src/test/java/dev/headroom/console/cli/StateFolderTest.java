package dev.headroom.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.TestPatience;
import dev.headroom.simulation.Scenarios;
import dev.headroom.simulation.SimulatedFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A state folder that is full, moved away or already holds the answer: one sentence, and an exit code that says what was done. */
@Timeout(900)
@EnabledOnOs(value = OS.LINUX, disabledReason = "/dev/full")
final class StateFolderTest {
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    private Path folder = Path.of("unset");

    private Path state() {
        return folder.resolve("state");
    }

    @Test
    void anAdoptionThatADiskDoesNotTakeIsNoBug() throws IOException {
        try (SimulatedFleet fleet = fleet()) {
            Files.createDirectory(state());
            Files.createSymbolicLink(state().resolve("ledger.json.new"), FULL);
            Cli adopted = adopt(fleet, "--yes");

            assertThat(adopted.exitCode()).as(adopted.err()).isEqualTo(2);
            assertThat(adopted.err())
                    .startsWith("headroom: The state folder " + state())
                    .contains("No space left on device", "nothing was recorded", "--state")
                    .doesNotContain("\tat ", "bug");
        }
    }

    @Test
    void aFolderThatADiskDoesNotTakeIsNoBug() throws IOException {
        try (SimulatedFleet fleet = fleet()) {
            Files.createDirectory(state());
            Files.createSymbolicLink(state().resolve("installation"), FULL);
            Cli adopted = adopt(fleet, "--yes");

            assertThat(adopted.exitCode()).as(adopted.err()).isEqualTo(2);
            assertThat(adopted.err()).contains("No space left on device").doesNotContain("\tat ", "bug");
        }
    }

    @Test
    void anAdoptionThatNobodyConfirmedIsRefused() throws IOException {
        try (SimulatedFleet fleet = fleet()) {
            Cli asked = adopt(fleet);

            assertThat(asked.exitCode()).as(asked.out()).isEqualTo(4);
            assertThat(asked.err()).contains("Nothing was recorded", "--yes");
            assertThat(state().resolve("ledger.json")).doesNotExist();
        }
    }

    @Test
    void anAdoptionThatChangesNothingSaysSo() throws IOException {
        try (SimulatedFleet fleet = fleet()) {
            assertThat(adopt(fleet, "--yes").exitCode()).isZero();
            Cli again = adopt(fleet);

            assertThat(again.exitCode()).as(again.err()).isZero();
            assertThat(again.out()).contains("already adopted, unchanged").doesNotContain("Nothing was recorded");
        }
    }

    @Test
    void aMasterEndsWhenItsFolderIsMovedAway() throws Exception {
        try (SimulatedFleet fleet = fleet()) {
            CompletableFuture<Cli> master = CompletableFuture.supplyAsync(
                    () -> Cli.run(
                            "master",
                            "--mode",
                            "watch",
                            "--cluster",
                            fleet.clusterFile().toString(),
                            "--state",
                            state().toString()),
                    task -> Thread.ofPlatform().daemon().start(task));
            TestPatience.until(
                    "the master listens",
                    () -> Cli.run("state", "--cluster", fleet.clusterFile().toString(), "--state", state().toString())
                                    .exitCode()
                            == 0,
                    master::toString);

            Files.move(state(), folder.resolve("gone"));
            Cli ended = master.get(TestPatience.millis(), TimeUnit.MILLISECONDS);

            assertThat(ended.exitCode()).as(ended.err()).isEqualTo(4);
            assertThat(ended.err()).contains(state().toString(), "moved, removed or replaced", "start it again");
        }
    }

    /** As one that this user may not enter; a link to itself stands for it, since root may enter every folder. */
    @ParameterizedTest
    @ValueSource(strings = {"state", "halt", "adopt", "master --mode=manual", "master --mode=watch", "plan"})
    void aFolderThatCannotBeEnteredIsNotTakenForAnEmptyOne(String command) throws IOException {
        Files.createSymbolicLink(state(), state());
        Path cluster = Files.writeString(folder.resolve("cluster.yaml"), BadInputTest.HOSTS);
        Cli ended = Cli.run((command + " --cluster " + cluster + " --state " + state()).split(" ", -1));

        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith("headroom: The state folder " + state() + " cannot be used (")
                .contains("Mend that, or name another with --state.");
    }

    private Cli adopt(SimulatedFleet fleet, String... more) {
        String[] line = {"adopt", "--cluster", fleet.clusterFile().toString(), "--state", state().toString()};
        String[] all = java.util.Arrays.copyOf(line, line.length + more.length);
        System.arraycopy(more, 0, all, line.length, more.length);
        return Cli.run(all);
    }

    private SimulatedFleet fleet() throws IOException {
        return SimulatedFleet.start(Scenarios.steady(1), folder, 0, 1);
    }
}
