package dev.headroom.console.cli.ssh;

import dev.headroom.backend.HostRightsText;
import dev.headroom.backend.command.Sudoers;
import dev.headroom.backend.fleet.SshEnvironment;
import dev.headroom.console.cli.Clusters;
import dev.headroom.console.cli.CommandFailure;
import dev.headroom.console.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the lines of sudoers that the hosts of a cluster need. Connects to none. */
@Command(
        name = "sudoers",
        description =
                "Prints the least lines of sudoers that the login users of a cluster's hosts need, for each host with"
                        + " what each line is for. Put them into /etc/sudoers.d/headroom there. Opens no connection.",
        mixinStandardHelpOptions = true)
public final class SudoersCommand implements Callable<Integer> {
    @Option(names = "--cluster", paramLabel = "FILE", required = true, description = "Cluster file (YAML).")
    private Path cluster = Path.of("cluster.yaml");

    @Option(
            names = "--read-only",
            description = "Only the lines for reading: Headroom then shows the hosts and changes nothing on them.")
    private boolean readOnly;

    @Option(
            names = "--old-sudo",
            description = "For hosts whose sudo is older than 1.9.10 (Ubuntu 22.04, RHEL 8): it permits nothing by the"
                    + " regular expressions of the other lines. These have wildcards, and permit more.")
    private boolean oldSudo;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            HostRightsText.of(
                            Clusters.read(cluster),
                            SshEnvironment.current(),
                            readOnly,
                            oldSudo ? Sudoers.Form.OLD : Sudoers.Form.EXACT)
                    .forEach(out::println);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, "Your SSH configuration cannot be read: %s.".formatted(e.getMessage()), e);
        }
        out.flush();
        return ExitCode.DONE.number();
    }
}
