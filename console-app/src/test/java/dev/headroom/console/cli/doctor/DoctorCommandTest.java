package dev.headroom.console.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.console.cli.Cli;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.simulation.Fault;
import dev.headroom.simulation.Scenarios;
import dev.headroom.simulation.SimulatedFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code headroom doctor} prints, and how it ends. */
@Timeout(900)
class DoctorCommandTest {
    @TempDir
    Path folder;

    @Test
    void aSetUpInOrderEndsWithZeroAndSaysWhatCannotBeKnown() throws IOException {
        try (SimulatedFleet fleet = SimulatedFleet.start(Scenarios.steady(1), folder, 0, 1)) {
            Cli result = Cli.run("doctor", "--cluster", fleet.clusterFile().toString());
            assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
            assertThat(result.out()).contains("cluster\n", "lb1\n", "  fine: Logged in as headroom");
            assertThat(result.err())
                    .as("how far it is")
                    .contains("headroom: asking each of", "headroom: lb1 has told of itself (", "reading tables");

            Cli json = Cli.run(
                    "doctor",
                    "--json",
                    "--host",
                    "rs1",
                    "--cluster",
                    fleet.clusterFile().toString());
            assertThat(json.exitCode()).as(json.err()).isZero();
            assertThat(json.err()).isEmpty();
            JsonNode root = JsonMapper.shared().readTree(json.out());
            assertThat(root.path("complete").asBoolean()).isTrue();
            assertThat(root.path("parts").findValuesAsString("host")).containsExactly("rs1");
            assertThat(root.path("parts"))
                    .as("of one host nothing is said of the whole")
                    .hasSize(1);
        }
    }

    @Test
    void aHostThatCannotBeAskedIsNamedAndTheOthersAreExamined() throws IOException {
        try (SimulatedFleet fleet = SimulatedFleet.start(Scenarios.steady(1), folder, 0, 1)) {
            fleet.cluster().apply(new Fault(new ServerId("rs1"), Fault.Kind.KILL));
            Cli result = Cli.run("doctor", "--cluster", fleet.clusterFile().toString());
            assertThat(result.exitCode()).as(result.out()).isEqualTo(3);
            assertThat(result.out())
                    .startsWith("rs1\n  could not be asked: Cannot reach rs1")
                    .contains("lb1\n", "  fine: Logged in as headroom");
        }
    }

    @Test
    void aServiceThatNoDirectorHasEndsWithFive() throws IOException {
        try (SimulatedFleet fleet = SimulatedFleet.start(Scenarios.steady(1), folder, 0, 1)) {
            String yaml = Files.readString(fleet.clusterFile());
            Path file = Files.writeString(
                    folder.resolve("typo.yaml"),
                    yaml.replaceFirst("virtual: tcp [0-9.]+:", "virtual: tcp 192.0.2.77:"));
            Cli result = Cli.run("doctor", "--cluster", file.toString());
            assertThat(result.exitCode()).as(result.out()).isEqualTo(5);
            assertThat(result.out())
                    .startsWith("cluster\n  will not work: No director that was read has the service")
                    .contains("192.0.2.77");

            fleet.cluster().apply(new Fault(new ServerId("rs1"), Fault.Kind.KILL));
            Cli less = Cli.run("doctor", "--cluster", file.toString());
            assertThat(less.out()).contains("could not be asked: Cannot reach rs1");
            assertThat(less.exitCode())
                    .as("a host that cannot be asked hides nothing: %s", less.out())
                    .isEqualTo(5);
        }
    }

    @Test
    void aHostThatTheFileDoesNotHaveIsBadUsage() throws IOException {
        try (SimulatedFleet fleet = SimulatedFleet.start(Scenarios.steady(1), folder, 0, 1)) {
            Cli result = Cli.run(
                    "doctor", "--host", "rs77", "--cluster", fleet.clusterFile().toString());
            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.err()).contains("has no host 'rs77'", "rs1");
        }
    }
}
