package dev.headroom.simulation;

import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.simulation.shell.LxcOptions;
import dev.headroom.simulation.shell.ToolResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The tools of LXC on one simulated server. */
final class LxcCommand {
    private static final int NOT_RUNNING = 2;
    private static final Duration START = Duration.ofSeconds(10);

    private final SimulatedCluster cluster;
    private final SimulatedHost host;
    private final String tool;
    private final LxcOptions options;

    private LxcCommand(SimulatedCluster cluster, SimulatedHost host, String tool, LxcOptions options) {
        this.cluster = cluster;
        this.host = host;
        this.tool = tool;
        this.options = options;
    }

    /** Whether there is a tool of that name. */
    static boolean knows(String tool) {
        return LxcOptions.takesValue(tool).isPresent();
    }

    /**
     * Runs a tool.
     *
     * @throws IOException when the host or the simulation ends while the tool waits
     */
    static ToolResult run(SimulatedCluster cluster, SimulatedHost host, String tool, List<String> arguments)
            throws IOException {
        return new LxcCommand(cluster, host, tool, LxcOptions.read(tool, arguments)).run();
    }

    private ToolResult run() throws IOException {
        if (tool.equals("lxc-ls")) {
            return list();
        }
        Optional<String> given = options.name().filter(name -> !name.isEmpty());
        if (given.isEmpty()) {
            return ToolResult.failed(1, tool + ": No container name specified");
        }
        String name = given.get();
        return switch (tool) {
            case "lxc-info" -> info(name);
            case "lxc-start" -> start(name);
            case "lxc-stop" -> stop(name);
            default -> await(name);
        };
    }

    private ToolResult list() {
        List<LxcPrinter.Line> lines = containers().stream().filter(this::chosen).toList();
        if (options.has("f") || options.has("fancy")) {
            List<String> columns = options.value("F", "fancy-format")
                    .map(c -> List.of(c.split(",", -1)))
                    .orElse(LxcPrinter.DEFAULT_COLUMNS);
            return ToolResult.of(LxcPrinter.table(columns, lines));
        }
        StringBuilder names = new StringBuilder();
        lines.forEach(l -> names.append(l.name()).append('\n'));
        return ToolResult.of(names.toString());
    }

    private boolean chosen(LxcPrinter.Line line) {
        if (options.has("running") || options.has("active")) {
            return line.state() == ContainerState.RUNNING;
        }
        return !options.has("stopped") || line.state() == ContainerState.STOPPED;
    }

    private ToolResult info(String name) {
        Optional<LxcPrinter.Line> found = line(name);
        if (found.isEmpty()) {
            return ToolResult.failed(1, name + " doesn't exist");
        }
        LxcPrinter.Line line = found.get();
        Optional<String> key = options.value("c", "config");
        if (key.isPresent()) {
            return configured(line, key.get());
        }
        boolean all = !options.has("s") && !options.has("p") && !options.has("i");
        return ToolResult.of(all ? LxcPrinter.info(line) : chosenInfo(line));
    }

    private ToolResult configured(LxcPrinter.Line line, String key) {
        if (!key.equals("lxc.net.0.ipv4.address")) {
            return new ToolResult(0, "", key + " invalid\n");
        }
        return ToolResult.of(options.has("H") ? line.address().address() + "/24\n" : LxcPrinter.address(line));
    }

    private String chosenInfo(LxcPrinter.Line line) {
        boolean bare = options.has("H") && !(options.has("s") && options.has("p"));
        StringBuilder text = new StringBuilder();
        if (options.has("s")) {
            text.append(bare ? line.stateName() + "\n" : LxcPrinter.info("State:", line.stateName()));
        }
        if (options.has("p") && line.pid() > 0) {
            String pid = Integer.toString(line.pid());
            text.append(bare ? pid + "\n" : LxcPrinter.info("PID:", pid));
        }
        return text.toString();
    }

    /** Starts a container and returns when it runs, as the real tool does; the service inside listens later. */
    private ToolResult start(String name) throws IOException {
        Optional<LxcPrinter.Line> before = line(name);
        if (before.isEmpty()) {
            return complaint(1, "lxc_start.c: main: 266 No container config specified", name);
        }
        if (before.get().state() != ContainerState.STOPPED) {
            return complaint(0, "lxc_start.c: main: 256 Container is already running", name);
        }
        if (cluster.with(w -> flaw(w, name)) == Fault.Flaw.DOES_NOT_START) {
            return complaint(1, "lxc_start.c: main: 268 The container failed to start", name);
        }
        cluster.with(w -> {
            SimulatedServer server = server(w);
            server.container(name).ifPresent(c -> server.start(c, w.now()));
            return w;
        });
        cluster.awaitSimulated(START, w -> state(w, name) != ContainerState.STARTING);
        return ToolResult.of("");
    }

    private ToolResult stop(String name) throws IOException {
        boolean up = line(name).filter(l -> l.state() != ContainerState.STOPPED).isPresent();
        if (!up) {
            return complaint(NOT_RUNNING, "lxc_stop.c: main: 168 " + name + " is not running", name);
        }
        cluster.with(w -> {
            server(w).container(name).ifPresent(c -> c.stop(w.now()));
            return w;
        });
        cluster.awaitSimulated(START, w -> state(w, name) != ContainerState.STOPPING);
        return ToolResult.of("");
    }

    private ToolResult await(String name) throws IOException {
        List<String> wanted = List.of(options.value("s", "state").orElse("").split("\\|", -1));
        Duration limit =
                options.value("t", "timeout").flatMap(LxcOptions::seconds).orElse(Duration.ofDays(1));
        boolean reached = cluster.awaitSimulated(
                limit,
                w -> server(w)
                        .container(name)
                        .filter(c -> wanted.contains(line(c).stateName()))
                        .isPresent());
        return new ToolResult(reached ? 0 : 1, "", "");
    }

    private ToolResult complaint(int exitCode, String text, String name) {
        return ToolResult.failed(exitCode, tool + ": " + name + ": ../src/lxc/tools/" + text);
    }

    private ContainerState state(World world, String name) {
        return server(world).container(name).map(SimulatedContainer::state).orElse(ContainerState.STOPPED);
    }

    private Fault.Flaw flaw(World world, String name) {
        return server(world).container(name).map(SimulatedContainer::flaw).orElse(Fault.Flaw.NONE);
    }

    private SimulatedServer server(World world) {
        return world.server(host.id()).orElseThrow();
    }

    private List<LxcPrinter.Line> containers() {
        return cluster.with(
                w -> server(w).containers().stream().map(LxcCommand::line).toList());
    }

    private Optional<LxcPrinter.Line> line(String name) {
        return cluster.with(w -> server(w).container(name).map(LxcCommand::line));
    }

    private static LxcPrinter.Line line(SimulatedContainer container) {
        return new LxcPrinter.Line(
                container.description().name(),
                container.state(),
                container.description().home(),
                container.pid(),
                container.description().endpoint());
    }
}
