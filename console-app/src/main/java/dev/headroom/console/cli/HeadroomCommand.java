package dev.headroom.console.cli;

import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.journal.FileTrouble;
import dev.headroom.backend.remote.Printable;
import dev.headroom.ma2scf.policy.Mode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/**
 * {@code headroom} itself: opens the console; its subcommands need no window. Other modules add theirs by {@link
 * CommandProvider}.
 */
@Command(
        name = "headroom",
        description = "Console for Linux Virtual Server clusters that share service capacity.%n"
                + "Without a command it opens the console on a cluster.",
        mixinStandardHelpOptions = true,
        versionProvider = HeadroomCommand.Version.class,
        subcommands = {
            ObserveCommand.class,
            PlanCommand.class,
            MasterCommand.class,
            AdoptCommand.class,
            ApproveCommand.class,
            AnswerCommands.Reject.class,
            AnswerCommands.Undo.class,
            AnswerCommands.Halt.class,
            AnswerCommands.Resume.class,
            AnswerCommands.Connect.class,
            AnswerCommands.State.class
        })
public final class HeadroomCommand implements Callable<Integer> {
    @Option(names = "--cluster", paramLabel = "FILE", description = "Cluster file (YAML) to open the console on.")
    private Optional<Path> cluster = Optional.empty();

    @Option(names = "--mode", description = "watch, manual (default) or automatic.")
    private Mode mode = Mode.MANUAL;

    HeadroomCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        ClusterFile file = cluster.map(Clusters::read)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.BAD_INPUT,
                        "Name a cluster file: headroom --cluster FILE. To see Headroom without one: headroom demo"));
        WindowLauncher.show(file, mode, ClusterOptions.stateFolder(file.name()));
        return ExitCode.DONE.number();
    }

    /** Runs one command line and returns its exit code. */
    public static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    /** The command line with all commands that are here. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new HeadroomCommand());
        for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
            provider.commands().forEach(line::addSubcommand);
        }
        line.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.meanings());
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpLongOptionsMaxWidth(28)
                .setParameterExceptionHandler(HeadroomCommand::badUsage)
                .setExecutionExceptionHandler(HeadroomCommand::failed);
    }

    private static int badUsage(CommandLine.ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("headroom: " + Printable.of(String.valueOf(e.getMessage())));
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.BAD_INPUT.number();
    }

    private static int failed(Exception e, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (e instanceof CommandFailure failure) {
            err.println("headroom: " + Printable.of(String.valueOf(failure.getMessage())));
            return failure.exitCode().number();
        }
        if (e instanceof IOException || e instanceof UncheckedIOException) {
            Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
            err.println("headroom: a file or stream of this machine cannot be used (%s). Mend that, then try again."
                    .formatted(cause instanceof IOException known ? FileTrouble.of(known) : cause.getMessage()));
            return ExitCode.BAD_INPUT.number();
        }
        err.println("headroom: this is a bug. Please report it with the lines below.");
        e.printStackTrace(err);
        return ExitCode.BUG.number();
    }

    /** Reads the version from the program's jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = HeadroomCommand.class.getPackage().getImplementationVersion();
            return new String[] {"headroom " + (version == null ? "(unreleased)" : version)};
        }
    }
}
