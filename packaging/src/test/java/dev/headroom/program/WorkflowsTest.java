package dev.headroom.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The workflows run what was looked at, with no more rights than they need. */
class WorkflowsTest {
    private static final Pattern USES = Pattern.compile("(?m)^\\s*(?:- )?uses:\\s*(.*)$");
    private static final Pattern PINNED = Pattern.compile("[\\w.-]+/[\\w./-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+");
    private static final Pattern CHECKOUT = Pattern.compile("uses: actions/checkout@.*\\n(.*)");
    private static final Pattern SCRIPT =
            Pattern.compile("(?:^| |source/)((?:packaging/(?!target)[a-z-]+|\\.ci/[a-z]+))(?= |$)");
    private static final YAMLMapper YAML = YAMLMapper.builder().build();
    private static final Pattern JOB = Pattern.compile("(?m)^ {2}[a-z]+:\\n(?:(?: {4}.*| *)\\n)*");

    @Test
    void eachActionIsPinnedByTheHashOfACommitWithItsVersionBeside() {
        assertThat(workflows())
                .hasSize(3)
                .allSatisfy(text -> assertThat(found(USES, text))
                        .hasSizeGreaterThan(2)
                        .allSatisfy(used -> assertThat(used).matches(PINNED)));
        assertThat("actions/checkout@v7").doesNotMatch(PINNED);
        assertThat("actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1").doesNotMatch(PINNED);
    }

    @Test
    void noCheckoutLeavesCredentialsBehind() {
        assertThat(workflows())
                .allSatisfy(text -> assertThat(found(CHECKOUT, text))
                        .isNotEmpty()
                        .allSatisfy(next -> assertThat(next).contains("persist-credentials: false")));
    }

    @Test
    void eachJobHasAnEndAndItsOwnRights() {
        assertThat(workflows()).allSatisfy(text -> {
            assertThat(text).contains("\npermissions: {}\n");
            assertThat(JOB.matcher(text.substring(text.indexOf("\njobs:\n")))
                            .results()
                            .map(MatchResult::group))
                    .isNotEmpty()
                    .allSatisfy(job -> assertThat(job).contains("    timeout-minutes: ", "    permissions:\n"));
        });
    }

    /** A key that is mistyped is ignored there, and what it should do is not done. */
    @Test
    void eachKeyIsOneOfAWorkflowOfAJobOrOfAStep() {
        assertThat(workflows()).allSatisfy(text -> {
            JsonNode workflow = YAML.readTree(text);
            assertThat(workflow.propertyNames()).isSubsetOf("name", "on", "permissions", "concurrency", "jobs");
            assertThat(workflow.get("on").propertyNames())
                    .isNotEmpty()
                    .isSubsetOf("push", "pull_request", "schedule", "workflow_dispatch");
            JsonNode jobs = workflow.get("jobs");
            assertThat(jobs.values()).isNotEmpty().allSatisfy(job -> {
                assertThat(job.propertyNames())
                        .contains("permissions", "runs-on", "timeout-minutes", "steps")
                        .isSubsetOf(
                                "permissions", "runs-on", "timeout-minutes", "steps", "needs", "strategy", "defaults");
                if (job.has("needs")) {
                    assertThat(jobs.propertyNames()).contains(job.get("needs").asString());
                }
                assertThat(job.get("steps").values()).isNotEmpty().allSatisfy(WorkflowsTest::isAStep);
            });
        });
    }

    /** It uses an action or runs a command, never both; a script of this repository that it runs is there. */
    private static void isAStep(JsonNode step) {
        assertThat(step.propertyNames()).isSubsetOf("uses", "with", "run", "env", "if");
        assertThat(step.has("uses")).isNotEqualTo(step.has("run"));
        assertThat(step.has("with")).as(step.toString()).isIn(false, step.has("uses"));
        if (step.has("run")) {
            assertThat(found(SCRIPT, step.get("run").asString()))
                    .allSatisfy(
                            script -> assertThat(Path.of("..").resolve(script)).isExecutable());
        }
    }

    /** What is published was checked: by the check that each change passes, on the files that are kept right after. */
    @Test
    void aReleaseChecksThePackagesThatItKeeps() {
        String release = read(Path.of("../.github/workflows/release.yml"));
        assertThat(release)
                .containsSubsequence(
                        ".ci/run tools",
                        "-Ppackage -DskipTests package",
                        "HEADROOM_PACKAGES=required packaging/check",
                        "actions/upload-artifact@",
                        "packaging/target/packages/");
    }

    private static List<String> workflows() {
        try (Stream<Path> files = Files.list(Path.of("../.github/workflows"))) {
            return files.map(WorkflowsTest::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
