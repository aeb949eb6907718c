package dev.headroom.simulation.ipvs;

import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.simulation.ipvs.IpvsPrinter.Layout;
import dev.headroom.simulation.shell.ShellWords;
import dev.headroom.simulation.shell.ToolResult;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * {@code ipvsadm} on one director's table, with the real tool's refusals and exit codes. {@code -e} replaces the
 * whole destination.
 */
public final class IpvsadmCommand {
    private static final int REFUSED = 255;
    private static final int BAD_USAGE = 2;
    private static final Set<String> OF_SERVICE =
            Set.of("scheduler", "persistent", "netmask", "ops", "sched-flags", "ipv6");
    private static final Set<String> OF_SERVER = Set.of(
            "real-server",
            "gatewaying",
            "ipip",
            "masquerading",
            "weight",
            "u-threshold",
            "l-threshold",
            "tun-type",
            "tun-port",
            "tun-nocsum",
            "tun-csum",
            "tun-remcsum",
            "ipv6");
    private static final Set<String> OF_LIST = Set.of(
            "numeric",
            "exact",
            "connection",
            "stats",
            "rate",
            "thresholds",
            "persistent-conn",
            "timeout",
            "daemon",
            "tun-info",
            "nosort",
            "sort");
    private static final Set<String> ADDRESSES = Set.of("tcp-service", "udp-service", "sctp-service", "fwmark-service");
    private static final Set<String> WITHOUT_ADDRESS = Set.of("save", "clear");
    private static final Set<String> ADDRESS_IS_OPTIONAL = Set.of("list", "zero");
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "add-service",
            OF_SERVICE,
            "edit-service",
            OF_SERVICE,
            "delete-service",
            Set.of("ipv6"),
            "add-server",
            OF_SERVER,
            "edit-server",
            OF_SERVER,
            "delete-server",
            Set.of("real-server", "ipv6"),
            "list",
            OF_LIST,
            "save",
            Set.of("numeric"),
            "zero",
            Set.of(),
            "clear",
            Set.of());

    private final SimulatedTable table;
    private final IpvsadmOptions options;

    private IpvsadmCommand(SimulatedTable table, IpvsadmOptions options) {
        this.table = table;
        this.options = options;
    }

    /**
     * Runs one command.
     *
     * @param input standard input, for {@code -R}
     */
    public static ToolResult run(SimulatedTable table, List<String> arguments, String input) {
        if (arguments.isEmpty()) {
            return ToolResult.of(IpvsPrinter.version() + IpvsPrinter.list(Layout.CONNECTIONS, table.listings()));
        }
        IpvsadmOptions options = IpvsadmOptions.read(arguments);
        if (options.complaint().isPresent()) {
            return ToolResult.failed(BAD_USAGE, options.complaint().get());
        }
        if (options.has("restore")) {
            return restore(table, input);
        }
        if (options.has("version")) {
            return ToolResult.of("ipvsadm v1.31 2019/12/24 (compiled with popt and IPVS v1.2.1)\n");
        }
        return new IpvsadmCommand(table, options).run();
    }

    /** Runs one line after the other; only the last one's exit code counts, as in the real tool. */
    private static ToolResult restore(SimulatedTable table, String input) {
        StringBuilder errors = new StringBuilder();
        int exitCode = 0;
        for (String line : input.lines().toList()) {
            if (!line.isBlank()) {
                ToolResult one = run(table, ShellWords.split(line).orElse(List.of(line)), "");
                errors.append(one.error());
                exitCode = one.exitCode();
                if (exitCode == BAD_USAGE) {
                    break;
                }
            }
        }
        return new ToolResult(exitCode, "", errors.toString());
    }

    private ToolResult run() {
        List<String> commands =
                options.names().stream().filter(ALLOWED::containsKey).toList();
        if (commands.isEmpty()) {
            return ToolResult.failed(REFUSED, "Try `ipvsadm -h' or 'ipvsadm --help' for more information.");
        }
        if (commands.size() > 1) {
            return ToolResult.failed(BAD_USAGE, "multiple commands specified");
        }
        String command = commands.getFirst();
        Optional<String> wrong = illegal(command);
        if (wrong.isPresent()) {
            return ToolResult.failed(BAD_USAGE, wrong.get());
        }
        try {
            return run(command);
        } catch (IllegalArgumentException e) {
            return ToolResult.failed(BAD_USAGE, Objects.toString(e.getMessage(), "invalid argument"));
        }
    }

    private Optional<String> illegal(String command) {
        return unexpected(command).or(() -> missing(command));
    }

    private Optional<String> unexpected(String command) {
        Set<String> allowed = ALLOWED.getOrDefault(command, Set.of());
        boolean takesAddress = !WITHOUT_ADDRESS.contains(command);
        return options.names().stream()
                .filter(name -> !name.equals(command) && !allowed.contains(name))
                .filter(name -> !takesAddress || !ADDRESSES.contains(name))
                .findFirst()
                .map(name -> "Illegal '%s' option with the '%s' command".formatted(name, command));
    }

    private Optional<String> missing(String command) {
        boolean needsAddress = !WITHOUT_ADDRESS.contains(command) && !ADDRESS_IS_OPTIONAL.contains(command);
        if (needsAddress && options.names().stream().noneMatch(ADDRESSES::contains)) {
            return Optional.of(
                    "You need to supply the 'service-address' option for the '%s' command".formatted(command));
        }
        if (command.endsWith("-server") && !options.has("real-server")) {
            return Optional.of("You need to supply the 'real-server' option for the '%s' command".formatted(command));
        }
        return Optional.empty();
    }

    private ToolResult run(String command) {
        IpvsadmValues values = new IpvsadmValues(options);
        return switch (command) {
            case "list" -> list(values);
            case "save" -> ToolResult.of(IpvsPrinter.rules(table.listings()));
            case "clear" -> {
                table.flush();
                yield ToolResult.of("");
            }
            case "zero" -> zero(values);
            case "add-service", "edit-service" -> service(command, values);
            case "delete-service" -> ended(table.deleteService(values.address()));
            case "delete-server" -> ended(table.deleteDestination(values.address(), values.destination()));
            default -> server(command, values);
        };
    }

    private ToolResult service(String command, IpvsadmValues values) {
        if (!IpvsadmValues.SCHEDULERS.contains(values.scheduler().name())) {
            return ToolResult.failed(REFUSED, "Scheduler or persistence engine not found");
        }
        return ended(
                command.equals("add-service")
                        ? table.addService(values.address(), values.settings())
                        : table.editService(values.address(), values.settings()));
    }

    private ToolResult server(String command, IpvsadmValues values) {
        VirtualAddress address = values.address();
        ForwardingMethod method = values.method();
        Endpoint endpoint = values.destination();
        // Only masquerading can change the port.
        boolean samePort =
                address instanceof VirtualAddress.Socket && !(method instanceof ForwardingMethod.Masquerading);
        if (samePort) {
            endpoint = new Endpoint(endpoint.address(), values.servicePort());
        }
        DestinationSpec whole = new DestinationSpec(
                endpoint,
                method,
                new Weight(values.number("weight", 1, 65_535, "illegal weight specified")),
                new Thresholds(
                        values.number("u-threshold", 0, Integer.MAX_VALUE, "illegal u_threshold specified"),
                        values.number("l-threshold", 0, Integer.MAX_VALUE, "illegal l_threshold specified")));
        return ended(
                command.equals("add-server")
                        ? table.addDestination(address, whole)
                        : table.editDestination(address, whole));
    }

    private ToolResult zero(IpvsadmValues values) {
        if (options.names().stream().anyMatch(ADDRESSES::contains)) {
            return ended(table.zeroService(values.address()));
        }
        table.services().forEach(IpvsService::zero);
        return ToolResult.of("");
    }

    private ToolResult list(IpvsadmValues values) {
        if (options.has("timeout")) {
            return ToolResult.of("Timeout (tcp tcpfin udp): 900 120 300\n");
        }
        if (options.has("daemon")) {
            return ToolResult.of("");
        }
        if (options.has("connection")) {
            return ToolResult.of("""
                IPVS connection entries
                pro expire state       source             virtual            destination
                """);
        }
        Layout layout = layout();
        if (options.names().stream().noneMatch(ADDRESSES::contains)) {
            return ToolResult.of(IpvsPrinter.version() + IpvsPrinter.list(layout, table.listings()));
        }
        return table.service(values.address())
                .map(s -> ToolResult.of(IpvsPrinter.list(layout, List.of(s.listing()))))
                .orElseGet(() -> ToolResult.failed(1, "No such service"));
    }

    private Layout layout() {
        if (options.has("stats")) {
            return Layout.STATS;
        }
        if (options.has("rate")) {
            return Layout.RATE;
        }
        if (options.has("thresholds")) {
            return Layout.THRESHOLDS;
        }
        if (options.has("persistent-conn")) {
            return Layout.PERSISTENT;
        }
        return options.has("tun-info") ? Layout.TUNNEL : Layout.CONNECTIONS;
    }

    private static ToolResult ended(Optional<String> complaint) {
        return complaint.map(c -> ToolResult.failed(REFUSED, c)).orElseGet(() -> ToolResult.of(""));
    }
}
