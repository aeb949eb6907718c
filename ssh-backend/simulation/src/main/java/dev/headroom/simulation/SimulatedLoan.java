package dev.headroom.simulation;

import dev.headroom.backend.command.LoanCommands;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.simulation.shell.ToolResult;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Answers in place of the two scripts that start and stop a container for a loan, which it recognizes by their text
 * and does not run.
 */
final class SimulatedLoan {
    private static final int NOT_BEGUN = 126;

    private SimulatedLoan() {}

    static ToolResult run(SimulatedCluster cluster, SimulatedHost host, String script, List<String> arguments)
            throws IOException {
        if (script.equals(LoanCommands.START) && arguments.size() > 3) {
            return start(cluster, host, arguments);
        }
        return script.equals(LoanCommands.STOP) && arguments.size() > 2
                ? stop(cluster, host, arguments)
                : ToolResult.failed(NOT_BEGUN, "sh: this simulated host runs no scripts but Headroom's");
    }

    private static ToolResult start(SimulatedCluster cluster, SimulatedHost host, List<String> arguments)
            throws IOException {
        String name = arguments.getFirst();
        cluster.with(w -> {
            SimulatedServer server = server(w, host.id());
            double uptime = server.life().uptimeSeconds(w.now());
            server.marks()
                    .put(
                            name,
                            String.format(
                                    Locale.ROOT,
                                    "headroom-loan 1 %s %s %.2f",
                                    arguments.get(1),
                                    arguments.get(2),
                                    uptime));
            return w;
        });
        ToolResult result = host.tool(arguments.subList(3, arguments.size()), "");
        if (result.exitCode() != 0) {
            forget(cluster, host, name);
        }
        return result;
    }

    private static ToolResult stop(SimulatedCluster cluster, SimulatedHost host, List<String> arguments)
            throws IOException {
        String name = arguments.getFirst();
        String mark = cluster.with(w -> server(w, host.id()).marks().getOrDefault(name, ""));
        if (!mark.startsWith("headroom-loan 1 " + arguments.get(1) + " ")) {
            return ToolResult.failed(
                    NOT_BEGUN, "headroom: " + name + " was not stopped, for it does not bear the mark");
        }
        ToolResult result = host.tool(arguments.subList(2, arguments.size()), "");
        if (result.exitCode() == 0) {
            forget(cluster, host, name);
        }
        return result;
    }

    private static void forget(SimulatedCluster cluster, SimulatedHost host, String name) {
        cluster.with(w -> {
            server(w, host.id()).marks().remove(name);
            return w;
        });
    }

    private static SimulatedServer server(World world, HostId id) {
        return world.server(id).orElseThrow();
    }
}
