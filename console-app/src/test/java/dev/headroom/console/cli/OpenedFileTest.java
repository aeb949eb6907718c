package dev.headroom.console.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that a desktop hands over, or that a user typed. */
class OpenedFileTest {
    @TempDir
    private Path folder = Path.of("unset");

    @ParameterizedTest
    @ValueSource(
            strings = {"my shop.headroom.yaml", "größe 100%.headroom.yaml", "a+b#c?d.headroom.yaml", "-x;$(id).yaml"})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no '?' in its names")
    void isThePathAndTheUrlOfTheFileWhateverItsName(String name) throws IOException {
        Path file = Files.createFile(folder.resolve(name));

        assertThat(OpenedFile.of(file.toString())).isEqualTo(file);
        assertThat(OpenedFile.of(file.toUri().toString())).isEqualTo(file);
        assertThat(OpenedFile.of("file://localhost" + file.toUri().getRawPath()))
                .isEqualTo(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.headroom.yaml", "sub/shop.headroom.yaml", "./demo", "~shop.yaml"})
    void aRelativePathStaysRelative(String typed) {
        assertThat(OpenedFile.of(typed)).isEqualTo(Path.of(typed));
    }

    @ParameterizedTest
    @CsvSource({
        "sftp://lb1/etc/shop.yaml, is no file of this computer",
        "file://lb1/etc/shop.yaml, is no file of this computer",
        "file:///a%zz.yaml, is no URL of a file",
        "obsrve, There is no command 'obsrve'",
    })
    void whatCanBeNoFileHereIsRefusedWithASentence(String typed, String says) {
        assertThatThrownBy(() -> OpenedFile.of(typed))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(says);
    }

    @ParameterizedTest
    @CsvSource({
        "obsrve --once, There is no command 'obsrve'",
        "obsrve --cluster a.yaml, There is no command 'obsrve'",
        "a.yaml --cluster b.yaml, Name one cluster file: 'b.yaml' and 'a.yaml' are two.",
        "missing.headroom.yaml, missing.headroom.yaml",
        "a.yaml b.yaml, b.yaml",
    })
    void theCommandLineSaysWhatIsWrong(String line, String says) {
        Cli run = Cli.run(line.split(" ", -1));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("headroom: ").contains(says).doesNotContain("\tat ");
    }

    @Test
    void aFileThatHasTheNameOfNoCommandIsOpened() throws IOException {
        Path shop = Files.createFile(folder.resolve("shop"));

        assertThat(Cli.run(shop.toString()).err()).contains(shop.toString());
    }
}
