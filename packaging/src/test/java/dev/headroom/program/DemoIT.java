package dev.headroom.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The packaged program, as a user starts it. */
@Isolated("it measures how fast the machine is, and tells a story at that speed")
final class DemoIT {
    /** The time of the program on two otherwise idle cores, and half as much again. */
    private static final double USUAL_START_IN_SECONDS = 0.75;

    @TempDir
    private Path folder = Path.of("unset");

    private String run(int exitCode, String... arguments) throws Exception {
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        Path launcher =
                Path.of("..", "console-app", "target", "headroom", "bin", windows ? "headroom.cmd" : "headroom");
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
            assertThat(process.waitFor(20, TimeUnit.MINUTES)).as("it ended").isTrue();
        } finally {
            process.destroy();
        }
        String text = java.nio.file.Files.readString(output);
        assertThat(process.exitValue()).as(text).isEqualTo(exitCode);
        return text;
    }

    @Test
    void theFlashCrowdIsToldToItsEndOverRealSsh() throws Exception {
        double speed = speedOfTheStory();
        long begun = System.nanoTime();
        String text = run(0, "demo", "--headless", "--speed", Double.toString(speed));
        System.out.printf(
                "[DEMO] the whole story over SSH on loopback: %d s at speed %.2f%n",
                Duration.ofNanos(System.nanoTime() - begun).toSeconds(), speed);
        assertThat(text)
                .contains("borrow for shop", "give back for shop", "replace what failed", "restore for")
                .contains("The IPVS tables of all directors are as they were.");
    }

    /** The story goes on whether its hosts are read in time or not, so on a slow machine it is told more slowly. */
    private double speedOfTheStory() throws Exception {
        run(0, "--help");
        long begun = System.nanoTime();
        run(0, "--help");
        double took = (System.nanoTime() - begun) / 1e9;
        return Math.clamp(USUAL_START_IN_SECONDS / took, 0.25, 1);
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
