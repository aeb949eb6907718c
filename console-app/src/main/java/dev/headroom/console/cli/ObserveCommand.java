package dev.headroom.console.cli;

import dev.headroom.backend.ClusterConnection;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.driver.ClusterObserver;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.json.SnapshotJson;
import dev.headroom.backend.time.SteadyClock;
import dev.headroom.backend.time.TimeLimit;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Connects and prints the cluster; it cannot change anything. */
@Command(
        name = "observe",
        description = "Connects to the hosts and prints their readings, again and again. Changes nothing.",
        mixinStandardHelpOptions = true)
final class ObserveCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--once", description = "Ends after one complete observation.")
    private boolean once;

    @Option(names = "--json", description = "One JSON object a line; 'plan --snapshot' reads it.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        ClusterFile file = cluster.read();
        TimeLimit limit = TimeLimit.ofHosts(file.hosts().size());
        return once
                ? Shutdown.lookOnce(limit, spec.commandLine().getErr(), () -> observe(file, limit))
                : observe(file, limit);
    }

    private int observe(ClusterFile file, TimeLimit limit) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        BlockingQueue<Observation> observations = new LinkedBlockingQueue<>();
        try (ClusterConnection connection = once ? Clusters.connectOnce(file, limit) : Clusters.connect(file);
                ClusterObserver observer = connection.observer(
                        SteadyClock.ofThisProcess(), Clusters.installation(connection.file(), cluster.stateFolder()))) {
            Clusters.remark(connection.file(), spec.commandLine().getErr());
            observer.start(Observations.newestTo(observations));
            while (true) {
                Observation observation = once
                        ? Observations.settled(
                                observations,
                                connection.file(),
                                limit,
                                spec.commandLine().getErr())
                        : observations.take();
                print(observation, out);
                if (once) {
                    return end(observation);
                }
            }
        }
    }

    private void print(Observation observation, PrintWriter out) {
        if (json) {
            out.println(SnapshotJson.write(observation.snapshot()));
        } else if (once) {
            SnapshotText.printOnce(observation, out);
        } else {
            SnapshotText.print(observation, out);
        }
        out.flush();
    }

    /**
     * The exit code of {@code --once}: a host that cannot be observed is a failure of the command, after all hosts
     * were printed.
     */
    private static int end(Observation observation) {
        List<HostStatus> missing = Observations.missing(observation);
        if (!missing.isEmpty()) {
            throw new CommandFailure(ExitCode.UNREACHABLE, Observations.sentences(missing));
        }
        return ExitCode.DONE.number();
    }
}
