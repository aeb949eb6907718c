package dev.headroom.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The benchmarks. */
@Command(
        name = "bench",
        description =
                "The project's benchmarks, side by side with the peers they find. Only ratios within one run mean much.",
        mixinStandardHelpOptions = true,
        subcommands = {FinderBenchCommand.class, SharingBenchCommand.class, SshBenchCommand.class})
final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "Name a benchmark: headroom bench finder, headroom bench sharing or headroom bench ssh");
    }
}
