package dev.headroom.bench.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The threads of this process that compile Java and collect garbage, by the names that Linux has of them. */
final class VmThreads {
    private static final Path TASKS = Path.of("/proc/self/task");
    private static final List<String> NAMES = List.of("C1 ", "C2 ", "GC ", "G1 ");

    private VmThreads() {}

    /** Their CPU time; zero where the system does not tell. */
    static Duration cpu() {
        try (Stream<Path> tasks = Files.list(TASKS)) {
            return tasks.map(VmThreads::cpu).reduce(Duration.ZERO, Duration::plus);
        } catch (IOException _) {
            return Duration.ZERO;
        }
    }

    private static Duration cpu(Path task) {
        try {
            String name = Files.readString(task.resolve("comm"));
            if (NAMES.stream().noneMatch(name::startsWith)) {
                return Duration.ZERO;
            }
            String text = Files.readString(task.resolve("schedstat"));
            return Duration.ofNanos(Long.parseLong(text.substring(0, text.indexOf(' '))));
        } catch (IOException _) {
            return Duration.ZERO; // it has ended
        }
    }
}
