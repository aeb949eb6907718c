package dev.headroom.backend.parse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one tool printed in a frame.
 *
 * @param name which tool, see {@link #command()}
 * @param argument the container it is about; empty for the others
 * @param lines standard output: the data
 * @param error standard error: words for a person, never data
 * @param status the tool's exit status
 * @param age how long before the frame it was read
 */
public record Section(String name, String argument, List<String> lines, List<String> error, int status, Duration age) {
    public Section {
        lines = List.copyOf(lines);
        error = List.copyOf(error);
    }

    /** What was read for this frame, without a word on standard error. */
    public Section(String name, String argument, List<String> lines, int status) {
        this(name, argument, lines, List.of(), status, Duration.ZERO);
    }

    /** The same, told again later. */
    Section aged(Duration later) {
        return new Section(name, argument, lines, error, status, later);
    }

    /** The command whose output this is, for a sentence. */
    public String command() {
        return switch (name) {
            case "uptime" -> "/proc/uptime";
            case "stat" -> "/proc/stat";
            case "meminfo" -> "/proc/meminfo";
            case "netdev" -> "/proc/net/dev";
            case "ipvs-rules" -> "ipvsadm -Sn";
            case "ipvs-list" -> "ipvsadm -Ln";
            case "ipvs-stats" -> "ipvsadm -Ln --stats --exact";
            case "ipvs-thresholds" -> "ipvsadm -Ln --thresholds";
            case "ipvs-persistent" -> "ipvsadm -Ln --persistent-conn";
            case "ipvs-daemon" -> "ipvsadm -Ln --daemon";
            case "ipvs-timeout" -> "ipvsadm -Ln --timeout";
            case "probes" -> "the probes";
            case "containers" -> "lxc-ls -f";
            case "address" -> "lxc-info -n " + argument;
            case "cpu" -> "cpu.stat of " + argument;
            case "memory" -> "memory.current of " + argument;
            case "listening" -> "/proc/net/tcp of " + argument;
            default -> name + (argument.isEmpty() ? "" : " " + argument);
        };
    }

    public boolean succeeded() {
        return status == 0;
    }

    /** The first line that says something, of the errors if there is one; empty if there is none. */
    public Optional<String> firstLine() {
        return Stream.concat(error.stream(), lines.stream())
                .filter(line -> !line.isBlank())
                .findFirst();
    }

    /** The lines of data that say something. */
    List<Line> read() {
        List<Line> result = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank()) {
                result.add(new Line(command(), i + 1, line));
            }
        }
        return result;
    }
}
