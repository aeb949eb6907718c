package dev.headroom.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs tools of this system. One that is not here leaves its test out, unless {@code HEADROOM_FIELD=required}. */
public final class Shell {
    private Shell() {}

    /** Leaves the test out, or fails it where all must run, if {@code tool} is not here. */
    public static void needs(String tool) {
        boolean here = Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator, -1))
                .map(folder -> Path.of(folder).resolve(tool))
                .anyMatch(Files::isExecutable);
        if ("required".equals(System.getenv("HEADROOM_FIELD"))) {
            assertThat(here).as("%s is installed", tool).isTrue();
        }
        assumeTrue(here, tool + " is not installed");
    }

    /** What a command prints on both streams; it must succeed. */
    public static String run(Path folder, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, printed).isZero();
        return printed;
    }
}
