package dev.headroom.console.cli.ssh;

import dev.headroom.backend.fleet.SshEnvironment;
import dev.headroom.backend.fleet.SshReport;
import dev.headroom.backend.fleet.SshReports;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.inventory.HostEntry;
import dev.headroom.console.cli.Clusters;
import dev.headroom.console.cli.CommandFailure;
import dev.headroom.console.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what counts for logging in to a host, and where it is from; opens no connection. */
@Command(
        name = "ssh-config",
        description = {
            "Prints what counts for logging in to a host, in the form of 'ssh -G'; opens no connection.",
            "Each setting has its file and line. Tells too the way there through jump hosts, the keys, and what"
                    + " Headroom does not follow.",
            "Ends with exit code 0 also where a line NOT CONNECTED says why Headroom would not connect; --json has that"
                    + " in 'refused'."
        },
        mixinStandardHelpOptions = true)
public final class SshConfigCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "HOST",
            description =
                    "A host of the cluster file; where none is named, as ssh takes it: a name or an address, user@host,"
                            + " ssh://user@host:port; also [host]:port.")
    private String host = "";

    @Option(names = "--cluster", paramLabel = "FILE", description = "Cluster file (YAML), whose settings decide first.")
    private Optional<Path> cluster = Optional.empty();

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        SshReport report = report();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(SshConfigText.json(report));
        } else {
            SshConfigText.print(report, out);
        }
        out.flush();
        return ExitCode.DONE.number();
    }

    private SshReport report() {
        Optional<HostEntry> entry = cluster.map(this::entry);
        try {
            SshReports reports = SshReports.of(SshEnvironment.current());
            return entry.map(reports::report).orElseGet(() -> reports.report(host));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, "Your SSH configuration cannot be read: %s.".formatted(e.getMessage()), e);
        }
    }

    private HostEntry entry(Path path) {
        ClusterFile file = Clusters.read(path);
        Clusters.checkHosts(file, path, List.of(host));
        return file.hosts().stream()
                .filter(entry -> entry.id().name().equals(host))
                .findFirst()
                .orElseThrow();
    }
}
