package dev.headroom.demo;

import dev.headroom.console.cli.CommandFailure;
import dev.headroom.console.cli.ExitCode;
import dev.headroom.console.cli.Shutdown;
import dev.headroom.simulation.Scenario;
import dev.headroom.simulation.Scenarios;
import dev.headroom.simulation.SimulatedFleet;
import java.io.IOException;
import java.io.PrintWriter;
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

    @Option(names = "--services", paramLabel = "M", description = "Virtual services (default: 3).")
    private int services = 3;

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
        within("--services", services, 1, hosts - 2);
        within("--port", port, 0, 65_535 - hosts);
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
        return crowd ? Scenarios.crowded(hosts, services, seed) : Scenarios.generated(hosts, services, seed);
    }

    private static void within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, "%s (%d) must be within %d..%d.".formatted(option, value, least, most));
        }
    }
}
