package dev.headroom.backend.parse;

import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Endpoint;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code lxc-ls -f -F NAME,STATE,AUTOSTART,PID,IPV4}: a table with a title line; lxc-ls puts the columns in its own order. */
public final class LxcListing {
    private static final Pattern TITLE = Pattern.compile("\\S+");

    private LxcListing() {}

    /** All containers in order of name; no output at all means that there is none. */
    public static List<ContainerLine> parse(Section section) {
        List<Line> lines = section.read();
        if (lines.isEmpty()) {
            return List.of();
        }
        Columns columns = new Columns(lines.getFirst());
        return lines.stream()
                .skip(1)
                .map(line -> container(line, columns))
                .sorted(Comparator.comparing(ContainerLine::name))
                .toList();
    }

    private static ContainerLine container(Line line, Columns columns) {
        String name = columns.cell(line, "NAME");
        if (name.isEmpty()) {
            throw line.surprise("the name of a container");
        }
        return new ContainerLine(
                name,
                state(line, columns.cell(line, "STATE")),
                autostart(line, columns.cell(line, "AUTOSTART")),
                addresses(line, columns.cell(line, "IPV4")));
    }

    private static ContainerState state(Line line, String word) {
        return switch (word) {
            case "STOPPED" -> ContainerState.STOPPED;
            case "STARTING" -> ContainerState.STARTING;
            case "RUNNING", "THAWED" -> ContainerState.RUNNING;
            case "STOPPING" -> ContainerState.STOPPING;
            case "FREEZING", "FROZEN" -> ContainerState.FROZEN;
            case "ABORTING" -> ContainerState.FAILED;
            default -> throw line.surprise("a state that LXC has instead of '" + word + "'");
        };
    }

    private static boolean autostart(Line line, String word) {
        return switch (word) {
            case "1" -> true;
            case "0" -> false;
            default -> throw line.surprise("0 or 1 for AUTOSTART instead of '" + word + "'");
        };
    }

    private static List<String> addresses(Line line, String cell) {
        return cell.isEmpty() || cell.equals("-")
                ? List.of()
                : Arrays.stream(cell.split(",\\s*", -1))
                        .map(word -> line.checked(() -> new Endpoint(word, 0)).address())
                        .toList();
    }

    /** Where each column begins, from the title line: cells are padded, the last one may hold spaces. */
    private record Columns(Line title) {
        Columns {
            for (String wanted : List.of("NAME", "STATE", "AUTOSTART", "IPV4")) {
                if (!title.words().contains(wanted)) {
                    throw title.surprise("a title line with " + wanted);
                }
            }
        }

        String cell(Line line, String wanted) {
            int begin = -1;
            int end = line.text().length();
            Matcher matcher = TITLE.matcher(title.text());
            while (matcher.find()) {
                if (begin >= 0) {
                    end = Math.min(end, matcher.start());
                    break;
                }
                if (matcher.group().equals(wanted)) {
                    begin = matcher.start();
                }
            }
            return begin < 0 || begin >= end
                    ? ""
                    : line.text().substring(begin, end).strip();
        }
    }
}
