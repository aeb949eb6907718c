package dev.headroom.bench.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The CPU times of processes as Linux tells them in /proc. */
final class ProcessTable {
    private static final Path PROC = Path.of("/proc");
    /** Linux counts in hundredths of a second here, whatever its own clock does. */
    private static final long NANOS_A_TICK = 10_000_000;

    private ProcessTable() {}

    /**
     * One process.
     *
     * @param own its own CPU time
     * @param children the CPU time of the children that it has waited for, and of theirs
     */
    private record Entry(long parent, Duration own, Duration children) {}

    /** The CPU time of these processes, each of one thread, of all that they started, and of those of these that have ended. */
    static Duration ofTrees(Set<Long> roots) {
        Map<Long, Entry> all = read();
        return all.keySet().stream()
                .filter(id -> descends(id, roots, all))
                .map(all::get)
                .map(entry -> entry.own().plus(entry.children()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The CPU time of the children of this process that have ended. */
    static Duration ofEndedChildren() {
        return entry(PROC.resolve("self")).map(Entry::children).findFirst().orElse(Duration.ZERO);
    }

    private static boolean descends(long id, Set<Long> roots, Map<Long, Entry> all) {
        long at = id;
        while (!roots.contains(at)) {
            Entry entry = all.get(at);
            if (entry == null || entry.parent() == at) {
                return false;
            }
            at = entry.parent();
        }
        return true;
    }

    private static Map<Long, Entry> read() {
        Map<Long, Entry> all = new HashMap<>();
        try (Stream<Path> files = Files.list(PROC)) {
            files.filter(file -> file.getFileName().toString().chars().allMatch(Character::isDigit))
                    .forEach(file -> entry(file)
                            .forEach(entry ->
                                    all.put(Long.parseLong(file.getFileName().toString()), entry)));
        } catch (IOException _) {
            return Map.of(); // no Linux
        }
        return all;
    }

    private static Stream<Entry> entry(Path process) {
        try {
            String text = Files.readString(process.resolve("stat"));
            // The name, in parentheses, can hold blanks.
            List<String> fields =
                    List.of(text.substring(text.lastIndexOf(')') + 2).split(" ", -1));
            return Stream.of(new Entry(
                    Long.parseLong(fields.get(1)),
                    own(process),
                    ticks(fields.get(13)).plus(ticks(fields.get(14)))));
        } catch (IOException _) {
            return Stream.empty(); // it has ended
        }
    }

    /** Of a process with one thread, to the nanosecond; hundredths of a second would tell nothing of a short one. */
    private static Duration own(Path process) throws IOException {
        String text = Files.readString(process.resolve("schedstat"));
        return Duration.ofNanos(Long.parseLong(text.substring(0, text.indexOf(' '))));
    }

    private static Duration ticks(String count) {
        return Duration.ofNanos(Long.parseLong(count) * NANOS_A_TICK);
    }
}
