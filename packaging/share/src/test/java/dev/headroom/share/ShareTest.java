package dev.headroom.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShareTest {
    private static final Path SOURCES = Path.of("src", "main");

    @TempDir
    Path folder;

    @Test
    void theSameSourcesMakeTheSameBytes() throws IOException {
        assertThat(hashes(written("one"))).isEqualTo(hashes(written("two")));
    }

    @Test
    void theConsoleHasAllThatADesktopAsksFor() throws IOException {
        Path share = written("one").resolve("share/headroom");

        assertThat(share)
                .isDirectoryRecursivelyContaining("glob:**/applications/dev.headroom.Headroom.desktop")
                .isDirectoryRecursivelyContaining("glob:**/mime/packages/dev.headroom.Headroom.xml")
                .isDirectoryRecursivelyContaining("glob:**/metainfo/dev.headroom.Headroom.metainfo.xml")
                .isDirectoryRecursivelyContaining("glob:**/hicolor/16x16/apps/dev.headroom.Headroom.png")
                .isDirectoryRecursivelyContaining("glob:**/hicolor/scalable/apps/dev.headroom.Headroom.svg")
                .isDirectoryRecursivelyContaining("glob:**/man/man1/headroom-demo.1.gz");
    }

    @Test
    void theMasterHasNothingForADesktopAndNoCommandThatItLacks() throws IOException {
        Path share = written("one").resolve("share/headroom-master");

        assertThat(hashes(share).keySet())
                .contains("man/man8/headroom-master.8.gz", "bash-completion/completions/headroom-master")
                .noneMatch(file -> file.matches("(?:applications|icons|mime|metainfo)/.*"))
                .noneMatch(file -> file.matches(".*(?:demo|simulate|bench).*"));
    }

    /** Both may be installed on one computer. */
    @Test
    void noFileIsInBothPackages() throws IOException {
        Path share = written("one").resolve("share");

        assertThat(hashes(share.resolve("headroom")).keySet())
                .doesNotContainAnyElementsOf(
                        hashes(share.resolve("headroom-master")).keySet());
    }

    private Path written(String name) throws IOException {
        Path target = folder.resolve(name);
        Share.write(SOURCES, "## Unreleased\n", "0.1.0-SNAPSHOT", "2026-11-22", target);
        return target;
    }

    private static Map<String, Integer> hashes(Path folder) throws IOException {
        Map<String, Integer> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                hashes.put(
                        folder.relativize(file).toString().replace('\\', '/'),
                        java.util.Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return hashes;
    }
}
