package dev.headroom.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, as a user starts it. */
final class DemoIT {
    @TempDir
    private Path folder = Path.of("unset");

    private String run(int exitCode, String... arguments) throws Exception {
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        Path launcher = Path.of("target", "headroom", "bin", windows ? "headroom.cmd" : "headroom");
        Path output = folder.resolve("output.txt");
        String[] command = new String[arguments.length + 1];
        command[0] = launcher.toAbsolutePath().toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("XDG_STATE_HOME", folder.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("it ended").isTrue();
        } finally {
            process.destroy();
        }
        String text = java.nio.file.Files.readString(output);
        assertThat(process.exitValue()).as(text).isEqualTo(exitCode);
        return text;
    }

    @Test
    void theFlashCrowdIsToldToItsEndOverRealSsh() throws Exception {
        long begun = System.nanoTime();
        String text = run(0, "demo", "--headless");
        System.out.printf(
                "[DEMO] the whole story over SSH on loopback: %d s%n",
                Duration.ofNanos(System.nanoTime() - begun).toSeconds());
        assertThat(text)
                .contains("borrow for shop", "give back for shop", "replace what failed", "restore for")
                .contains("The IPVS tables of all directors are as they were.");
    }

    @Test
    void everyViewIsDrawnInEveryThemeWithoutADisplay() throws Exception {
        Path pictures = folder.resolve("pictures");
        assertThat(run(0, "demo", "--screenshots", pictures.toString())).contains("pictures in");
        assertThat(pictures)
                .isDirectoryContaining("glob:**overview-overloaded-light-*.png")
                .isDirectoryContaining("glob:**proposal-halted-dark-*.png")
                .isDirectoryContaining("glob:**connections-refused-contrast-*.png");
    }

    @Test
    void saysWhatItIsAndHowItEnds() throws Exception {
        assertThat(run(0, "--help")).contains("demo", "observe", "plan", "master", "simulate", "Exit codes");
        assertThat(run(2, "observe", "--cluster", "nowhere.yaml")).contains("nowhere.yaml");
    }
}
