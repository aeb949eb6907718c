package dev.headroom.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checkers of desktops find nothing wrong, and the names in the files agree with each other and with the program. */
class DesktopFilesTest {
    private static final String MIME = "application/vnd.headroom.cluster+yaml";

    @TempDir
    private Path folder = Path.of("unset");

    private Path share = Path.of("unset");

    @BeforeEach
    void write() throws IOException {
        Share.write(
                Path.of("src", "main"),
                Files.readString(Path.of("..", "..", "CHANGELOG.md")),
                "0.1.0-SNAPSHOT",
                "2026-11-22",
                folder);
        share = folder.resolve("share").resolve("headroom");
    }

    @Test
    void theDesktopEntryIsValid() throws IOException, InterruptedException {
        Shell.needs("desktop-file-validate");

        assertThat(Shell.run(share, List.of("desktop-file-validate", "applications/dev.headroom.Headroom.desktop")))
                .isEmpty();
    }

    @Test
    void theMetadataAreValid() throws IOException, InterruptedException {
        Shell.needs("appstreamcli");

        assertThat(Shell.run(
                        share,
                        List.of("appstreamcli", "validate", "--no-net", "metainfo/dev.headroom.Headroom.metainfo.xml")))
                .contains("successful");
    }

    /** A window whose class is not that of the entry gets a second button and a blank icon in the taskbar. */
    @Test
    void theEntryIsNamedAsTheClassOfTheWindow() throws IOException {
        assertThat(dev.headroom.Headroom.class.getName()).isEqualTo(Share.ID);
        assertThat(entry())
                .contains(
                        "StartupWMClass=" + Share.ID, "Icon=" + Share.ID, "Exec=headroom %f", "MimeType=" + MIME + ";");
        assertThat(Files.readString(share.resolve("metainfo/dev.headroom.Headroom.metainfo.xml")))
                .contains("<id>" + Share.ID + "</id>", Share.ID + ".desktop", "<mediatype>" + MIME + "</mediatype>")
                .contains("<release version=\"0.1.0\" date=\"2026-11-22\" type=\"development\"/>");
    }

    /** {@code *.yaml} has the weight 50, and some desktops call its type text/yaml, others application/yaml. */
    @Test
    void aClusterFileIsNoYamlOfAnyOtherProgram() throws IOException, InterruptedException {
        Shell.needs("update-mime-database");
        Path packages = Files.createDirectories(folder.resolve("mime").resolve("packages"));
        Files.copy(share.resolve("mime/packages/dev.headroom.Headroom.xml"), packages.resolve("headroom.xml"));
        Files.writeString(packages.resolve("freedesktop.org.xml"), """
                <mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
                  <mime-type type="application/yaml"><comment>YAML</comment><glob pattern="*.yaml"/></mime-type>
                </mime-info>
                """);
        Shell.run(folder, List.of("update-mime-database", folder.resolve("mime").toString()));

        try (Stream<String> globs = Files.lines(folder.resolve("mime/globs2"))) {
            assertThat(globs.filter(line -> !line.startsWith("#")))
                    .containsSubsequence("80:" + MIME + ":*.headroom.yaml", "50:application/yaml:*.yaml");
        }
    }

    @Test
    void theReleasesAreThoseOfTheChangelog() {
        String changelog = "## Unreleased\n\n## 1.1.0 - 2027-03-01\n\n## 1.0.0 - 2027-01-15\n";

        assertThat(Releases.of(changelog, "1.1.0", "2027-03-01"))
                .containsSubsequence("version=\"1.1.0\" date=\"2027-03-01\"", "version=\"1.0.0\" date=\"2027-01-15\"")
                .doesNotContain("development");
    }

    private String entry() throws IOException {
        return Files.readString(share.resolve("applications/dev.headroom.Headroom.desktop"));
    }
}
