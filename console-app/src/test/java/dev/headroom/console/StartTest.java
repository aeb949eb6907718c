package dev.headroom.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program loads before it does what it was asked for, in a Java machine of its own. */
class StartTest {
    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void theHelpStartsNeitherJsonNorLoggingNorTheWindow() throws Exception {
        List<String> loaded = classesLoadedBy(0, "--help");
        assertThat(loaded).anyMatch(line -> line.contains(" dev.headroom.console.cli.ObserveCommand "));
        assertThat(loaded.stream()
                        .filter(line -> line.matches(
                                ".* (?:tools\\.jackson\\.databind|ch\\.qos\\.logback|com\\.jcraft|javafx)\\..*")))
                .isEmpty();
    }

    /** The lines of Java's own log of the classes that it loads. */
    private List<String> classesLoadedBy(int exitCode, String... arguments) throws Exception {
        Path classes = folder.resolve("classes.txt");
        Path output = folder.resolve("output.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-Xlog:class+load:file=" + classes.getFileName(),
                "-classpath",
                System.getProperty("java.class.path", ""),
                "dev.headroom.console.Main"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor()).as(Files.readString(output)).isEqualTo(exitCode);
        } finally {
            process.destroy();
        }
        return Files.readAllLines(classes, StandardCharsets.UTF_8);
    }
}
