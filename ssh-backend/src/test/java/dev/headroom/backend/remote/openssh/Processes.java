package dev.headroom.backend.remote.openssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.TestPatience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Processes of the tests. Each is waited for and leaves none behind. */
final class Processes {
    private Processes() {}

    /** What a program printed, errors included, and its exit code. */
    record Ended(int code, String said) {}

    /** Runs a program to its end, which must have the exit code 0, and returns what it printed. */
    static String run(String... command) throws IOException, InterruptedException {
        Ended ended = toTheEnd(List.of(command), Map.of());
        assertThat(ended.code())
                .as("%s: %s", String.join(" ", command), ended.said())
                .isZero();
        return ended.said();
    }

    /** @param environment the whole environment of the program */
    static Ended toTheEnd(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("headroom", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile()); // a child that goes on may hold a pipe open
            if (!environment.isEmpty()) {
                builder.environment().clear();
                builder.environment().putAll(environment);
            }
            Process process = builder.start();
            boolean ended = process.waitFor(TestPatience.millis(), TimeUnit.MILLISECONDS);
            endAll(process);
            assertThat(ended).as("%s ended", command).isTrue();
            return new Ended(process.exitValue(), new String(Files.readAllBytes(output), StandardCharsets.ISO_8859_1));
        } finally {
            Files.delete(output);
        }
    }

    /** Ends a process and all that it started. */
    static void endAll(Process process) {
        List<ProcessHandle> started = process.descendants().toList();
        started.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
