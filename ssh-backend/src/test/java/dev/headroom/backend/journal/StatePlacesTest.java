package dev.headroom.backend.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.journal.StatePlaces.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatePlacesTest {
    @TempDir
    Path home;

    private Path all(Platform platform, Map<String, String> environment) {
        return new StatePlaces(platform, environment, home).all();
    }

    @ParameterizedTest
    @CsvSource({
        "OTHER, .local/state/headroom",
        "WINDOWS, AppData/Local/headroom",
        "MAC, Library/Application Support/headroom",
    })
    void isWhereTheSystemKeepsState(Platform platform, String place) {
        assertThat(all(platform, Map.of())).isEqualTo(home.resolve(place));
    }

    @Test
    void windowsSaysWhereItsLocalDataAre() {
        Path moved = home.resolve("moved");

        assertThat(all(Platform.WINDOWS, Map.of("LOCALAPPDATA", moved.toString())))
                .isEqualTo(moved.resolve("headroom"));
    }

    @ParameterizedTest
    @EnumSource
    void isBelowTheConfiguredFolder(Platform platform) {
        Path configured = home.resolve("configured");

        assertThat(all(platform, Map.of("XDG_STATE_HOME", configured.toString())))
                .isEqualTo(configured.resolve("headroom"));
    }

    /** "All paths set in these environment variables must be absolute": XDG base directory specification. */
    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "relative/state", "./state", "~/state"})
    void aRelativePathIsIgnored(String configured) {
        assertThat(all(Platform.OTHER, Map.of("XDG_STATE_HOME", configured)))
                .isEqualTo(home.resolve(".local/state/headroom"));
        assertThat(all(Platform.WINDOWS, Map.of("LOCALAPPDATA", configured)))
                .isEqualTo(home.resolve("AppData/Local/headroom"));
    }

    /** A journal that is not found is a master that does not know its own loans. */
    @ParameterizedTest
    @EnumSource
    void whatTheFirstVersionsLeftStaysInUse(Platform platform) throws IOException {
        Path first = Files.createDirectories(home.resolve(".local/state/headroom"));

        assertThat(all(platform, Map.of())).isEqualTo(first);
    }

    @Test
    void theSystemsOwnPlaceCountsOnceItIsThere() throws IOException {
        Files.createDirectories(home.resolve(".local/state/headroom"));
        Path own = Files.createDirectories(home.resolve("Library/Application Support/headroom"));

        assertThat(all(Platform.MAC, Map.of())).isEqualTo(own);
    }

    /** Who enters the account of the unit, by whatever way, finds the unit's masters, and no second state folder. */
    @Test
    void theAccountOfTheUnitHasTheStateFolderOfTheUnit() {
        Path account = Path.of("/var/lib/headroom");
        assertThat(new StatePlaces(Platform.OTHER, Map.of(), account).all()).isEqualTo(account);
        assertThat(new StatePlaces(Platform.OTHER, Map.of("XDG_STATE_HOME", home.toString()), account).all())
                .isEqualTo(home.resolve("headroom"));
    }

    /** Java calls the home of a user "?" whom the system does not know. */
    @Test
    void aUserWithoutAHomeHasNoPlace() {
        Path none = Path.of("?");
        assertThat(new StatePlaces(Platform.OTHER, Map.of(), none).areKnown()).isFalse();
        assertThat(new StatePlaces(Platform.OTHER, Map.of("XDG_STATE_HOME", home.toString()), none).areKnown())
                .isTrue();
        assertThat(new StatePlaces(Platform.OTHER, Map.of(), home).areKnown()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"Linux, OTHER", "Windows 11, WINDOWS", "Mac OS X, MAC", "Darwin, MAC", "FreeBSD, OTHER"})
    void theSystemIsKnownByItsName(String name, Platform platform) {
        assertThat(Platform.named(name)).isEqualTo(platform);
    }
}
