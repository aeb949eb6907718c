package dev.headroom.program.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * No behaviour on display text: the packaged program goes the same way with each sentence and word of its core and its window worded
 * anew. See decision 0003.
 */
@Isolated("it tells a story at the speed of the machine")
@Tag("nightly")
final class RewordedProgramIT {
    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void theWholeDemoStoryIsToldToItsEnd() throws Exception {
        Rewording rewording = Rewording.in(folder);
        // half as fast as it could be: the story goes on whether its hosts are read in time or not
        String text = run(program(rewording, "demo", "--headless", "--speed", "0.5"));

        // exit code 0: borrowed, given back, replaced; nothing failed, no loan left, all IPVS tables as they were
        assertThat(text).as("kinds of plans").contains("BORROW=", "GIVE_BACK=", "FAILOVER=", "RESTORE=");
        assertThat(Mark.without(text)).contains("borrow for shop", "give back for shop", "replace what failed");
        assertThat(text).doesNotContain("borrow for shop", "give back for shop", "replace what failed");
        assertReworded(rewording, "demo", Map.of(Part.CORE, 600L, Part.WINDOW, 35L));
    }

    @Test
    void everyViewIsDrawn() throws Exception {
        Rewording rewording = Rewording.in(folder);
        Path pictures = folder.resolve("pictures");
        run(program(rewording, "demo", "--screenshots", pictures.toString()));

        assertThat(pictures)
                .isDirectoryContaining("glob:**overview-overloaded-light-*.png")
                .isDirectoryContaining("glob:**proposal-halted-dark-*.png")
                .isDirectoryContaining("glob:**connections-refused-contrast-*.png");
        assertReworded(rewording, "pictures", Map.of(Part.CORE, 400L, Part.WINDOW, 330L));
    }

    @Test
    void anOperatorsJourneysThroughTheWindowEndTheSame() throws Exception {
        Rewording rewording = Rewording.in(folder);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        run(new ProcessBuilder(
                java,
                rewording.option(),
                "-Dstdout.encoding=UTF-8",
                "-Dglass.platform=Headless",
                "-Dprism.order=sw",
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                WindowStory.class.getName()));
        assertReworded(rewording, "window", Map.of(Part.CORE, 400L, Part.WINDOW, 300L));
    }

    private static void assertReworded(Rewording rewording, String story, Map<Part, Long> atLeast) throws IOException {
        Map<Part, Long> reworded = rewording.reworded();
        List<String> undecided = rewording.undecided();
        System.out.printf("[REWORDED] %s: %s constants; %d not decided%n", story, reworded, undecided.size());
        undecided.forEach(each -> System.out.println("[REWORDED] " + each));
        atLeast.forEach(
                (part, least) -> assertThat(reworded.get(part)).as("%s", part).isGreaterThanOrEqualTo(least));
    }

    private static ProcessBuilder program(Rewording rewording, String... arguments) {
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        Path launcher =
                Path.of("..", "console-app", "target", "headroom", "bin", windows ? "headroom.cmd" : "headroom");
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(launcher.toAbsolutePath().toString()), Stream.of(arguments))
                        .toList());
        builder.environment().put("HEADROOM_JAVA_OPTIONS", rewording.option() + " -Dstdout.encoding=UTF-8");
        return builder;
    }

    private String run(ProcessBuilder builder) throws Exception {
        Path output = folder.resolve("output.txt");
        builder.environment().put("XDG_STATE_HOME", folder.toString());
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        boolean ended;
        try {
            ended = process.waitFor(10, TimeUnit.MINUTES);
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output);
        assertThat(ended).as("it ended: " + text).isTrue();
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }
}
