package dev.headroom.backend.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFolderTest {
    @TempDir
    Path folder;

    @Test
    void isBelowTheConfiguredFolder() {
        assertThat(StateFolder.of("shop", Map.of("XDG_STATE_HOME", folder.toString()), Path.of("home")))
                .isEqualTo(folder.resolve("headroom").resolve("shop"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "relative/state"})
    void isBelowTheHomeFolderElse(String configured) {
        Path expected = folder.resolve(".local/state/headroom/shop");

        assertThat(StateFolder.of("shop", Map.of("XDG_STATE_HOME", configured), folder))
                .isEqualTo(expected);
        assertThat(StateFolder.of("shop", Map.of(), folder)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../etc", "/etc", "a/b", " shop"})
    void refusesANameThatIsNoFolder(String cluster) {
        assertThatThrownBy(() -> StateFolder.of(cluster, Map.of(), folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The cluster name '" + cluster + "' must be");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void isMadeForItsUserAlone() throws IOException {
        Path made = folder.resolve("headroom").resolve("shop");

        StateFolder.make(made);
        StateFolder.make(made);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
    }
}
