package dev.headroom.demo;

import dev.headroom.console.cli.CommandFailure;
import dev.headroom.console.cli.ExitCode;
import dev.headroom.console.cli.Shutdown;
import dev.headroom.simulation.Scenario;
import dev.headroom.simulation.Scenarios;
import dev.headroom.simulation.SimulatedFleet;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves simulated hosts to any SSH client on this machine. */
@Command(
        name = "simulate",
        description = {
            "Serves simulated hosts over SSH on loopback until it is ended (Ctrl-C), for any SSH client.",
            "The demand is low, so a master proposes nothing; with --crowd it proposes a loan."
        },
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
    private static final int MOST_HOSTS = 2_000;
    private static final int DIRECTORS = 2;
    private static final int USUAL_SERVICES = 3;

    @Option(
            names = "--hosts",
            paramLabel = "N",
            required = true,
            description = "Directors (two) and real servers together, from 3.")
    private int hosts;

    @Option(
            names = "--port",
            paramLabel = "P",
            description = "Port of the first host, the others follow (default: any free ports).")
    private int port;

    @Option(
            names = "--services",
            paramLabel = "M",
            description = "Virtual services, at most one for each real server (default: 3, or as many as that allows).")
    private Optional<Integer> services = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "The seed of the cluster: the same seed makes the same cluster (default: 1).")
    private long seed = 1;

    @Option(
            names = "--crowd",
            description =
                    "20 s after the beginning the demand for svc1 exceeds its threshold: a master proposes a loan.")
    private boolean crowd;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        within("--hosts", hosts, 3, MOST_HOSTS);
        within("--services", servicesOf(hosts, services), 1, hosts - DIRECTORS);
        within("--port", port, 0, 65_535 - hosts);
        tryPorts();
        PrintWriter out = spec.commandLine().getOut();
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (TemporaryFolder folder = TemporaryFolder.create("headroom-simulate");
                SimulatedFleet fleet = SimulatedFleet.start(scenario(), folder.path(), port, 1)) {
            out.println("%d hosts on 127.0.0.1. Cluster file: %s".formatted(hosts, fleet.clusterFile()));
            out.println("Try: headroom observe --once --cluster " + fleet.clusterFile());
            out.flush();
            Shutdown.onSignal(ended, closed);
            ended.await();
        } finally {
            closed.countDown();
        }
        return ExitCode.DONE.number();
    }

    private Scenario scenario() {
        int count = servicesOf(hosts, services);
        return crowd ? Scenarios.crowded(hosts, count, seed) : Scenarios.generated(hosts, count, seed);
    }

    static int servicesOf(int hosts, Optional<Integer> asked) {
        return asked.orElse(Math.min(USUAL_SERVICES, hosts - DIRECTORS));
    }

    /** The SSH server would log a port that it cannot have, and would not say which one that is. */
    private void tryPorts() {
        for (int next = port; port > 0 && next < port + hosts; next++) {
            try (ServerSocket free = new ServerSocket()) {
                free.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), next));
            } catch (IOException e) {
                throw new CommandFailure(
                        ExitCode.BAD_INPUT,
                        "The port %d of 127.0.0.1 cannot be used (%s). Name others with --port: the %d hosts need one each, in a row; or leave --port out."
                                .formatted(next, e.getMessage(), hosts),
                        e);
            }
        }
    }

    private static void within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, "%s (%d) must be within %d..%d.".formatted(option, value, least, most));
        }
    }
}
