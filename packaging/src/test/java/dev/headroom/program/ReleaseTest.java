package dev.headroom.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code release-notes}, which the release workflow calls before it builds anything, and {@code release-files}, which it calls last. */
@DisabledOnOs({OS.WINDOWS, OS.MAC})
class ReleaseTest {
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

    @Test
    void theFilesOfAllSystemsAndTheirChecksumsAreInOneFolder() throws Exception {
        plant("linux", "target/packages/a.deb", "target/packages/a.rpm");
        plant("linux", "share/target/share/headroom/doc/headroom/sbom.json");
        plant("linux", "share/target/share/headroom-master/doc/headroom-master/sbom.json");
        plant("windows", "target/packages/a.msi");
        plant("macos", "target/packages/a.dmg");
        assertThat(files(0)).isEmpty();
        try (Stream<Path> files = Files.list(folder.resolve("files"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "a.deb",
                            "a.rpm",
                            "a.msi",
                            "a.dmg",
                            "headroom-linux-sbom.json",
                            "headroom-master-linux-sbom.json",
                            "SHA256SUMS");
        }
        assertThat(folder.resolve("files/SHA256SUMS")).content().hasLineCount(6);
    }

    @Test
    void aFileThatIsNotAsItsSystemMadeItFails() throws Exception {
        plant("windows", "target/packages/a.msi");
        Path sums = folder.resolve("made/packages-windows/target/packages/SHA256SUMS");
        Files.writeString(sums, "0".repeat(64) + "  a.msi\n");
        assertThat(files(1)).contains("a.msi: FAILED");
    }

    @Test
    void aReleaseWithoutAKindOfFileIsNone() throws Exception {
        plant("linux", "target/packages/a.deb", "target/packages/a.rpm");
        assertThat(files(2)).contains("no system made a file *.msi*");
    }

    private void plant(String system, String... files) throws Exception {
        for (String file : files) {
            Path path = folder.resolve("made/packages-" + system).resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, file);
        }
    }

    private void changelog(String text) throws Exception {
        Files.writeString(folder.resolve("CHANGELOG.md"), text);
    }

    private String run(int exitCode, String tag) throws Exception {
        return call(exitCode, folder.resolve("packaging/release-notes").toString(), tag);
    }

    private String files(int exitCode) throws Exception {
        return call(
                exitCode,
                "release-files",
                folder.resolve("made").toString(),
                folder.resolve("files").toString());
    }

    private static String call(int exitCode, String... script) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh"));
        command.addAll(List.of(script));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it ended").isTrue();
        assertThat(process.exitValue()).as(said).isEqualTo(exitCode);
        return said;
    }
}
