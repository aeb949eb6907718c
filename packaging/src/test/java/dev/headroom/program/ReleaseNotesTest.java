package dev.headroom.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code release-notes}, which the release workflow calls before it builds anything. */
@DisabledOnOs(OS.WINDOWS)
class ReleaseNotesTest {
    @TempDir
    private Path folder = Path.of("unset");

    @BeforeEach
    void makeTheProject() throws Exception {
        Files.createDirectory(folder.resolve("packaging"));
        Files.copy(Path.of("release-notes"), folder.resolve("packaging/release-notes"));
        Files.writeString(
                folder.resolve("pom.xml"),
                "<project>\n  <version>1.2.0</version>\n  <dependency>\n    <version>9</version>\n");
        changelog(
                "# Changelog\n\n## Unreleased\n\n- later\n\n## 1.2.0 (27 November 2026)\n\n### Fixed\n- `a\\b`: mended\n\n## 1.2\n\n- older\n");
    }

    @Test
    void theNotesAreTheSectionOfThatVersion() throws Exception {
        assertThat(run(0, "v1.2.0")).isEqualTo("### Fixed\n- `a\\b`: mended\n");
    }

    @Test
    void aTagOfAnotherVersionThanTheProjectsFails() throws Exception {
        assertThat(run(2, "v1.2.1")).contains("the tag is v1.2.1, but the version of the project is 1.2.0");
        assertThat(run(2, "1.2.0")).contains("1.2.0 is no tag of a version");
    }

    @Test
    void aVersionWithoutASectionOrWithAnEmptyOneFails() throws Exception {
        changelog("# Changelog\n\n## Unreleased\n\n- later\n\n## 1.2\n\n- older\n");
        assertThat(run(2, "v1.2.0")).contains("CHANGELOG.md has no section \"## 1.2.0\"");
        changelog("# Changelog\n\n## 1.2.0\n\n\n## 1.2\n\n- older\n");
        assertThat(run(2, "v1.2.0")).contains("or it is empty");
    }

    /** The script reads this project's own files. */
    @Test
    void theVersionOfThisProjectIsFound() throws Exception {
        Files.copy(Path.of("../pom.xml"), folder.resolve("pom.xml"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(run(2, "v0.0.0")).containsPattern("the version of the project is \\d+\\.\\d+\\.\\d+");
    }

    private void changelog(String text) throws Exception {
        Files.writeString(folder.resolve("CHANGELOG.md"), text);
    }

    private String run(int exitCode, String tag) throws Exception {
        Process process = new ProcessBuilder(
                        "sh", folder.resolve("packaging/release-notes").toString(), tag)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it ended").isTrue();
        assertThat(process.exitValue()).as(said).isEqualTo(exitCode);
        return said;
    }
}
