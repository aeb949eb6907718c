package dev.headroom.simulation;

import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Endpoint;
import java.util.List;
import java.util.Locale;

/** Prints containers in the layouts of the tools of LXC 5.0. Pure. */
public final class LxcPrinter {
    static final List<String> DEFAULT_COLUMNS =
            List.of("NAME", "STATE", "AUTOSTART", "GROUPS", "IPV4", "IPV6", "UNPRIVILEGED");

    private LxcPrinter() {}

    /**
     * One container as the tools see it.
     *
     * @param pid of its init process; 0 while there is none
     * @param address the configured address, which the container has only while it runs
     */
    record Line(String name, ContainerState state, boolean autostart, int pid, Endpoint address) {

        String stateName() {
            return switch (state) {
                case STOPPED, FAILED -> "STOPPED";
                case STARTING -> "STARTING";
                case RUNNING -> "RUNNING";
                case STOPPING -> "STOPPING";
                case FROZEN -> "FROZEN";
                case UNKNOWN -> "UNKNOWN";
            };
        }

        private boolean isUp() {
            return state == ContainerState.RUNNING || state == ContainerState.FROZEN;
        }

        private String column(String name) {
            return switch (name.toUpperCase(Locale.ROOT)) {
                case "NAME" -> name();
                case "STATE" -> stateName();
                case "AUTOSTART" -> autostart ? "1" : "0";
                case "PID" -> pid > 0 ? Integer.toString(pid) : "-";
                case "IPV4" -> isUp() ? address.address() : "-";
                case "UNPRIVILEGED" -> "false";
                default -> "-";
            };
        }
    }

    /** {@code lxc-ls -f}: each column is as wide as its widest word. Empty without containers. */
    static String table(List<String> columns, List<Line> containers) {
        if (containers.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        int[] widths = columns.stream()
                .mapToInt(c -> containers.stream()
                        .mapToInt(line -> line.column(c).length())
                        .reduce(c.length(), Math::max))
                .toArray();
        for (int i = 0; i < widths.length; i++) {
            text.append(cell(columns.get(i).toUpperCase(Locale.ROOT), widths[i]));
        }
        text.append('\n');
        for (Line line : containers) {
            for (int i = 0; i < widths.length; i++) {
                text.append(cell(line.column(columns.get(i)), widths[i]));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String cell(String word, int width) {
        return word + " ".repeat(width - word.length() + 1);
    }

    /** {@code lxc-info -n NAME}, without its lines about the network. */
    static String info(Line line) {
        StringBuilder text = new StringBuilder();
        text.append(info("Name:", line.name())).append(info("State:", line.stateName()));
        if (line.pid() > 0) {
            text.append(info("PID:", line.column("PID")));
            text.append(line.column("IPV4").equals("-") ? "" : info("IP:", line.column("IPV4")));
        }
        return text.toString();
    }

    static String info(String key, String value) {
        return String.format(Locale.ROOT, "%-15s %s\n", key, value);
    }

    /** {@code lxc-info -c lxc.net.0.ipv4.address}, which answers for a stopped container too. */
    static String address(Line line) {
        return "lxc.net.0.ipv4.address = " + line.address().address() + "/24\n";
    }
}
