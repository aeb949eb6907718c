package dev.headroom.backend.runtime.lxc;

import dev.headroom.backend.parse.Line;
import dev.headroom.backend.parse.NumericIpv6;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.Tool;
import dev.headroom.backend.runtime.ContainerLine;
import dev.headroom.backend.runtime.ContainerListing;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Endpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads {@code lxc-ls -f -F name,state,autostart,pid,ipv4,ipv6}: a table with a title line. lxc-ls orders the columns
 * itself; LXC 1.0 prints a line of dashes below the titles, and YES and NO. A line that is not understood costs its
 * own container only.
 */
final class LxcListing {
    private static final Pattern DASHES = Pattern.compile("-{3,}");

    /** The command of the listing. */
    static final Tool TOOL = new Tool("lxc-ls -f", Optional.of("lxc"));

    private final Section section;
    private final Map<String, ContainerLine> containers = new TreeMap<>(Comparator.naturalOrder());
    private final List<String> unread = new ArrayList<>();

    private LxcListing(Section section) {
        this.section = section;
    }

    /** The containers. No output at all means that there is none. lxc-ls prints warnings before the titles. */
    public static ContainerListing parse(Section section) {
        LxcListing listing = new LxcListing(section);
        listing.read();
        return new ContainerListing(List.copyOf(listing.containers.values()), listing.unread);
    }

    private void read() {
        Optional<LxcColumns> columns = Optional.empty();
        for (Line line : section.read(TOOL.command())) {
            if (columns.isPresent()) {
                if (!DASHES.matcher(line.text().strip()).matches()) {
                    take(line, columns.get());
                }
            } else if (LxcColumns.isTitle(line)) {
                columns = Optional.of(new LxcColumns(line));
            } else {
                unread.add("%s: '%s'".formatted(TOOL.command(), line.text().strip()));
            }
        }
        if (columns.isEmpty() && !unread.isEmpty()) {
            throw section.read(TOOL.command()).getFirst().surprise("a title line with NAME and STATE");
        }
    }

    private void take(Line line, LxcColumns columns) {
        Optional<Map<String, String>> cells = columns.cells(line);
        if (cells.isEmpty()) {
            unread.add(line.surprise("a container").getMessage());
            return;
        }
        ContainerLine container = container(line, cells.get());
        if (containers.putIfAbsent(container.name(), container) != null) {
            unread.add(line.surprise("each container once").getMessage());
        }
    }

    private ContainerLine container(Line line, Map<String, String> cells) {
        List<String> addresses = new ArrayList<>();
        for (String column : List.of("IPV4", "IPV6")) {
            addresses.addAll(addresses(line, cells.getOrDefault(column, "")));
        }
        return new ContainerLine(
                cells.getOrDefault("NAME", ""),
                state(line, cells.getOrDefault("STATE", "")),
                autostart(line, cells.getOrDefault("AUTOSTART", "")),
                addresses);
    }

    /**
     * The state of a container: lxc-ls prints a hyphen where it may not or cannot ask, UNKNOWN where the container
     * does not answer.
     */
    private ContainerState state(Line line, String word) {
        return switch (word) {
            case "STOPPED" -> ContainerState.STOPPED;
            case "STARTING" -> ContainerState.STARTING;
            case "RUNNING", "THAWED" -> ContainerState.RUNNING;
            case "STOPPING" -> ContainerState.STOPPING;
            case "FREEZING", "FROZEN" -> ContainerState.FROZEN;
            case "ABORTING" -> ContainerState.FAILED;
            case "-", "UNKNOWN" -> ContainerState.UNKNOWN;
            default -> {
                unread.add(line.surprise("a state that LXC has instead of '" + word + "'")
                        .getMessage());
                yield ContainerState.UNKNOWN;
            }
        };
    }

    /**
     * Whether the runtime starts the container at boot. An unknown word counts as yes, since a home container is
     * never stopped.
     */
    private boolean autostart(Line line, String word) {
        return switch (word) {
            case "1", "YES", "BY-GROUP" -> true;
            case "0", "NO" -> false;
            default -> {
                unread.add(line.surprise("0 or 1 for AUTOSTART instead of '" + word + "'")
                        .getMessage());
                yield true;
            }
        };
    }

    private List<String> addresses(Line line, String cell) {
        List<String> addresses = new ArrayList<>();
        if (!cell.isEmpty() && !cell.equals("-")) {
            for (String word : cell.split(",\\s*", -1)) {
                try {
                    addresses.add(
                            new Endpoint(word.indexOf(':') >= 0 ? NumericIpv6.canonical(word) : word, 0).address());
                } catch (IllegalArgumentException noAddress) {
                    unread.add(line.surprise("an address instead of '" + word + "'")
                            .getMessage());
                }
            }
        }
        return addresses;
    }
}
