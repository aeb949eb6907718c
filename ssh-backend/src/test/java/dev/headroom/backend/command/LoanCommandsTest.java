package dev.headroom.backend.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts that start and stop for a loan, run by this machine's shell. */
class LoanCommandsTest {
    private static final Installation OURS = new Installation("0123abcd-4567", "shop");
    private static final Installation THEIRS = new Installation("ffff0000-1111", "shop");

    @TempDir
    private Path folder = Path.of(".");

    private Path run = Path.of(".");
    private Path ran = Path.of(".");

    private record Ended(int status, String error) {}

    @BeforeEach
    void folders() {
        run = folder.resolve("run");
        ran = folder.resolve("ran");
    }

    @Test
    void aStartLeavesAMarkThatNamesTheInstallationTheClusterAndWhen() throws Exception {
        assertThat(shell(LoanCommands.start(OURS, "web-1", tool())).status()).isZero();
        assertThat(Files.readString(mark())).matches("headroom-loan 1 0123abcd-4567 shop \\d+\\.\\d+\n");
        assertThat(ran).exists();
    }

    @Test
    void nothingIsStartedWhereTheMarkCannotBeWritten() throws Exception {
        Files.writeString(run, "no folder");
        Ended ended = shell(LoanCommands.start(OURS, "web-1", tool()));
        assertThat(ended.status()).isEqualTo(126);
        assertThat(ended.error()).contains("web-1 was not started").contains("headroom.tmpfiles");
        assertThat(ran).doesNotExist();
    }

    @Test
    void aStartThatFailsLeavesNoMark() throws Exception {
        assertThat(shell(LoanCommands.start(OURS, "web-1", CommandLine.of("sh", "-c", "exit 3")))
                        .status())
                .isEqualTo(3);
        assertThat(mark()).doesNotExist();
    }

    /**
     * lxc-start goes on in a process of its own, which is not ended with it: Headroom must be able to stop the
     * container that it starts.
     */
    @ParameterizedTest
    @ValueSource(ints = {124, 137, 143})
    void aStartThatItsLimitEndedKeepsTheMark(int status) throws Exception {
        assertThat(shell(LoanCommands.start(OURS, "web-1", CommandLine.of("sh", "-c", "exit " + status)))
                        .status())
                .isEqualTo(status);
        assertThat(mark()).exists();
    }

    @Test
    void aStopTakesTheMarkAway() throws Exception {
        shell(LoanCommands.start(OURS, "web-1", CommandLine.of("true")));
        assertThat(shell(LoanCommands.stop(OURS, "web-1", tool())).status()).isZero();
        assertThat(mark()).doesNotExist();
        assertThat(ran).exists();
    }

    @Test
    void theHostRefusesToStopWhatBearsNoMarkOfThisInstallation() throws Exception {
        assertThat(shell(LoanCommands.stop(OURS, "web-1", tool())).status()).isEqualTo(126);
        shell(LoanCommands.start(THEIRS, "web-1", CommandLine.of("true")));
        Ended ended = shell(LoanCommands.stop(OURS, "web-1", tool()));
        assertThat(ended.status()).isEqualTo(126);
        assertThat(ended.error()).contains("web-1 was not stopped");
        assertThat(mark()).exists();
        assertThat(ran).doesNotExist();
    }

    private CommandLine tool() {
        return CommandLine.of("touch", ran.toString());
    }

    private Path mark() {
        return run.resolve("loans").resolve("web-1");
    }

    private Ended shell(CommandLine command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command.toShell());
        builder.environment().put("HEADROOM_RUN", run.toString());
        Process process =
                builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), error);
    }
}
