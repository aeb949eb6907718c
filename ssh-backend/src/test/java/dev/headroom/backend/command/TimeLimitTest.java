package dev.headroom.backend.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.TestPatience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The limit of a changing command, as a host's shell runs it: the tool is gone when the command has ended. */
@EnabledOnOs(OS.LINUX)
class TimeLimitTest {
    private static final Path BUSYBOX = Path.of("/bin/busybox");

    /** It says who it is, and then hangs. */
    private static final String HANGS = "echo $$ >\"$0\"; exec sleep 1000";

    @TempDir
    private Path folder;

    record Case(List<String> shell, boolean ofBusybox, String trap) {
        @Override
        public String toString() {
            return "%s, %s%s"
                    .formatted(
                            String.join(" ", shell),
                            ofBusybox ? "busybox timeout" : "timeout",
                            trap.isEmpty() ? "" : ", TERM ignored");
        }
    }

    static Stream<Case> cases() {
        List<String> dash = List.of("/bin/dash");
        return Stream.of(
                new Case(dash, false, ""),
                new Case(dash, false, "trap '' TERM; "),
                new Case(dash, true, ""),
                new Case(dash, true, "trap '' TERM; "),
                new Case(List.of("/bin/busybox", "ash"), true, "trap '' TERM; "),
                new Case(List.of("/bin/bash"), false, "trap '' TERM; "));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void endsATool(Case wanted) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of(wanted.shell.getFirst()))
                && (!wanted.ofBusybox || Files.isExecutable(BUSYBOX)));
        Path told = folder.resolve("told");
        CommandLine command = Privilege.ROOT.applyWithin(
                Duration.ofSeconds(1), CommandLine.of("sh", "-c", wanted.trap + HANGS, told.toString()));
        List<String> words = new ArrayList<>(wanted.shell);
        words.addAll(List.of("-c", command.toShell()));
        ProcessBuilder builder = new ProcessBuilder(words).inheritIO();
        if (wanted.ofBusybox) {
            Files.createSymbolicLink(folder.resolve("timeout"), BUSYBOX);
            builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
        }
        Process process = builder.start();
        assertThat(process.waitFor(TestPatience.millis(), TimeUnit.MILLISECONDS))
                .isTrue();
        // as the shell has them, or as sshd tells them: 128 and the signal
        assertThat(process.exitValue()).isIn(Set.of(124, 137, 143));
        ProcessHandle.of(Long.parseLong(Files.readString(told).strip()))
                .ifPresent(tool -> assertThat(tool.onExit()).succeedsWithin(Duration.ofMillis(TestPatience.millis())));
    }
}
