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

/** The workflows run what was looked at, with no more rights than they need. */
class WorkflowsTest {
    private static final Pattern USES = Pattern.compile("(?m)^\\s*(?:- )?uses:\\s*(.*)$");
    private static final Pattern PINNED = Pattern.compile("[\\w.-]+/[\\w./-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+");
    private static final Pattern CHECKOUT = Pattern.compile("uses: actions/checkout@.*\\n(.*)");
    private static final Pattern JOB = Pattern.compile("(?m)^ {2}[a-z]+:\\n(?:(?: {4}.*| *)\\n)*");

    @Test
    void eachActionIsPinnedByTheHashOfACommitWithItsVersionBeside() {
        assertThat(workflows())
                .hasSize(2)
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
