package dev.headroom.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.console.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The benchmark as a command: what it prints, and one sentence for what it cannot use. */
final class BenchCommandTest {
    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void aSmallRunPrintsATableAndTheGrowth() {
        Cli result = Cli.run(
                "bench",
                "finder",
                "--regime",
                "lending",
                "--scale",
                "10x2",
                "--scale",
                "40x4",
                "--runs",
                "1",
                "--seeds",
                "2");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .contains(
                        "lending 10x2: 20 pairs, 2 seeds",
                        "lending 40x4",
                        "MA2SCF",
                        "naive",
                        "density-first",
                        "shift-and-refill")
                .contains("MA2SCF with deadlines", "5000 ms", "lending 40x4, seed 2")
                .contains("ours here", "alloc MB", "time grows as pairs^", "-Ppeers")
                .doesNotContain("BREAKS", "hard");
    }

    @Test
    void jsonIsOneObjectALine() {
        Cli result = Cli.run(
                "bench",
                "finder",
                "--regime",
                "hard",
                "--scale",
                "12x12",
                "--runs",
                "1",
                "--deadline",
                "1000",
                "--json");
        assertThat(result.exitCode()).as(result.err()).isZero();
        JsonMapper json = JsonMapper.builder().build();
        assertThat(result.out().lines()).hasSizeGreaterThanOrEqualTo(3).allSatisfy(line -> {
            JsonNode row = json.readTree(line);
            assertThat(row.get("trial").asString()).isEqualTo("hard 12x12");
            assertThat(row.get("amount").asDouble()).isPositive();
            assertThat(row.get("violations").asInt()).isZero();
        });
    }

    @Test
    void aSceneIsPlayedUnderEachRuleAndTheTargetIsJudged() {
        Cli result = Cli.run("bench", "sharing", "--scene", "lost-server", "--minutes", "1");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("lost-server, ", "no sharing", "LVS feedback", "naive", "HPA-like", "Headroom", "target (");
    }

    @Test
    void whatItCannotUseIsOneSentence() throws IOException {
        refused("Name a benchmark", "bench");
        refused("'ten' must be written as SERVERSxSERVICES", "bench", "finder", "--scale", "ten");
        refused("soft", "bench", "finder", "--regime", "soft");
        refused("--seeds (0) must be within 1..100", "bench", "finder", "--seeds", "0");
        refused("--deadline (0) must be within", "bench", "finder", "--deadline", "0");
        refused("--hosts (2) must be within 3..2000", "bench", "ssh", "--hosts", "2");
        refused("--hosts (2001) must be within 3..2000", "bench", "ssh", "--hosts", "20,2001");
        refused("--minutes (0) must be within 1..120", "bench", "sharing", "--minutes", "0");
        refused("'riot' must be one of flash-crowd", "bench", "sharing", "--scene", "riot");
        refused("has neither a folder", "bench", "sharing", "--data", folder.toString());
        refused("--rounds (0) must be within 1..10000", "bench", "ssh", "--rounds", "0");
        refused("No CP-SAT in", "bench", "finder", "--peers", folder.toString());
        refused("has neither a folder machine-reassignment", "bench", "finder", "--data", folder.toString());
        Path instances = Files.createDirectory(folder.resolve("machine-reassignment"));
        Files.writeString(instances.resolve("model_x.txt.gz"), "not gzip");
        refused("assignment_x.sol.gz", "bench", "finder", "--data", folder.toString());
        Files.writeString(instances.resolve("assignment_x.sol.gz"), "not gzip");
        refused("model_x.txt.gz", "bench", "finder", "--data", folder.toString());
    }

    private static void refused(String says, String... arguments) {
        Cli result = Cli.run(arguments);
        assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
        assertThat(result.err()).startsWith("headroom: ").contains(says);
        assertThat(result.err().strip().lines().count()).as(result.err()).isLessThanOrEqualTo(2);
    }
}
