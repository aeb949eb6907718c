package dev.headroom.backend.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one tool printed in a frame.
 *
 * @param name which tool, see {@link #command()}
 * @param argument the container it is about; empty for the others
 * @param lines standard output and standard error together
 * @param status the tool's exit status
 */
public record Section(String name, String argument, List<String> lines, int status) {
    public Section {
        lines = List.copyOf(lines);
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

    /** The first line that says something; empty if there is none. */
    public Optional<String> firstLine() {
        return lines.stream().filter(line -> !line.isBlank()).findFirst();
    }

    /** The lines that say something. sudo's complaint about a host without a name of its own is not the tool's. */
    List<Line> read() {
        List<Line> result = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank() && !line.startsWith("sudo: unable to resolve host ")) {
                result.add(new Line(command(), i + 1, line));
            }
        }
        return result;
    }
}
