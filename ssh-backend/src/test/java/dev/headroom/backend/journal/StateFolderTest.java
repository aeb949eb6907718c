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

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../etc", "/etc", "a/b", " shop"})
    void refusesANameThatIsNoFolder(String cluster) {
        assertThatThrownBy(() -> StateFolder.of(cluster, new StatePlaces(StatePlaces.Platform.OTHER, Map.of(), folder)))
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
