package dev.headroom.console.cli;

import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.journal.FileTrouble;
import dev.headroom.backend.link.Caller;
import dev.headroom.backend.remote.Printable;
import dev.headroom.console.cli.doctor.DoctorCommand;
import dev.headroom.console.cli.journal.JournalCommand;
import dev.headroom.console.cli.ssh.SshConfigCommand;
import dev.headroom.console.cli.ssh.SudoersCommand;
import dev.headroom.console.cli.ssh.TrustCommand;
import dev.headroom.console.welcome.Choice;
import dev.headroom.ma2scf.policy.Mode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

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
            SshConfigCommand.class,
            DoctorCommand.class,
            TrustCommand.class,
            SudoersCommand.class,
            MasterCommand.class,
            AdoptCommand.class,
            ApproveCommand.class,
            AnswerCommands.Reject.class,
            AnswerCommands.Undo.class,
            AnswerCommands.Halt.class,
            AnswerCommands.Resume.class,
            AnswerCommands.SetMode.class,
            AnswerCommands.SetMaintenance.class,
            AnswerCommands.Connect.class,
            AnswerCommands.TakeOver.class,
            AnswerCommands.State.class,
            AnswerCommands.Proposals.class,
            AnswerCommands.Script.class,
            JournalCommand.class
        })
public final class HeadroomCommand implements Callable<Integer> {
    @Option(names = "--cluster", paramLabel = "FILE", description = "Cluster file (YAML) to open the console on.")
    private Optional<Path> cluster = Optional.empty();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "The same cluster file, as a file manager names it: a path or a file:// URL.")
    private Optional<String> opened = Optional.empty();

    @Option(names = "--mode", description = "watch, manual (default) or automatic.")
    private Mode mode = Mode.MANUAL;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private static final String DEMO = "demo";

    HeadroomCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        Optional<Path> alone = opened.map(OpenedFile::of);
        if (cluster.isPresent() && alone.isPresent()) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    "Name one cluster file: '%s' and '%s' are two.".formatted(cluster.get(), alone.get()));
        }
        Optional<Path> file = cluster.or(() -> alone);
        if (file.isPresent()) {
            return open(file.get());
        }
        if (!WindowLauncher.hasToolkit()) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    "This program has no window. Name a command; '%s --help' lists them.".formatted(Caller.command()));
        }
        if (!Onlooker.seesOnlyWindows()) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    "Name a cluster file: headroom --cluster FILE. To see Headroom without one: headroom demo");
        }
        return switch (Onlooker.ask(spec.subcommands().containsKey(DEMO))) {
            case Choice.ClusterFile chosen -> open(chosen.file());
            case Choice.Demo _ -> run(DEMO);
            case Choice.Nothing _ -> ExitCode.DONE.number();
        };
    }

    private int open(Path path) throws InterruptedException {
        ClusterFile file = Clusters.read(path);
        try (OpenWindow window = WindowLauncher.open(file.name(), file.policy().reserve())) {
            window.show(file, mode, ClusterOptions.stateFolder(file.name()));
        }
        return ExitCode.DONE.number();
    }

    /** Runs one command line and returns its exit code. */
    public static int run(String... arguments) {
        CommandLine line = commandLine();
        int code = line.execute(arguments);
        // Streams of Java keep an error to themselves: a disk that is full, a reader that has gone.
        boolean notFlushed = line.getOut().checkError();
        boolean lost = System.out.checkError() || notFlushed;
        if (code != ExitCode.DONE.number() || !lost) {
            return code;
        }
        line.getErr()
                .println("headroom: standard output did not take all that was printed: its disk is full, or its reader"
                        + " has gone.");
        line.getErr().flush();
        return ExitCode.BAD_INPUT.number();
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
        if (!WindowLauncher.hasToolkit()) {
            asOnServers(line);
        }
        return line.setCommandName(Caller.command())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpLongOptionsMaxWidth(28)
                .setParameterExceptionHandler(HeadroomCommand::badUsage)
                .setExecutionExceptionHandler(HeadroomCommand::failed);
    }

    /** Describes a program without a window: its command opens nothing. See decision 0012. */
    public static void asOnServers(CommandLine line) {
        line.getCommandSpec()
                .usageMessage()
                .description("Master of Linux Virtual Server clusters that share service capacity, without a window.");
        List.copyOf(line.getCommandSpec().args()).stream()
                .filter(arg -> !(arg instanceof OptionSpec option && (option.usageHelp() || option.versionHelp())))
                .forEach(line.getCommandSpec()::remove);
    }

    private static int badUsage(CommandLine.ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("headroom: " + Printable.of(mistake(e)));
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.BAD_INPUT.number();
    }

    /** A mistyped command is taken for a file, and its options for unknown ones: the command is the mistake. */
    private static String mistake(CommandLine.ParameterException e) {
        return e.getCommandLine().getCommandSpec().userObject() instanceof HeadroomCommand typed
                ? typed.opened.flatMap(OpenedFile::noCommand).orElseGet(() -> String.valueOf(e.getMessage()))
                : String.valueOf(e.getMessage());
    }

    private static int failed(Exception e, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (e instanceof CommandFailure failure) {
            Onlooker.tell(command, failure.print(err));
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

    /**
     * The version as the packages have it, the commit and its day, which the build has written into the file {@code
     * release} of the runtime. Without an image the version is the module's; on a class path there is none.
     */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            Path release = Path.of(System.getProperty("java.home", ""), "release");
            String module = Optional.ofNullable(
                            HeadroomCommand.class.getModule().getDescriptor())
                    .flatMap(ModuleDescriptor::rawVersion)
                    .orElse("(unreleased)");
            return new String[] {
                Caller.command() + " " + of(Files.exists(release) ? Files.readString(release) : "", module)
            };
        }

        static String of(String release, String module) {
            String commit = value(release, "HEADROOM_COMMIT").orElse("unknown");
            return "%s (commit %s%s)"
                    .formatted(
                            value(release, "HEADROOM_VERSION").orElse(module),
                            commit,
                            value(release, "HEADROOM_DAY")
                                    .filter(_ -> !commit.equals("unknown"))
                                    .map(" of %s"::formatted)
                                    .orElse(""));
        }

        private static Optional<String> value(String release, String key) {
            return release.lines()
                    .filter(line -> line.startsWith(key + "="))
                    .map(line -> line.substring(key.length() + 1).replace("\"", ""))
                    .findFirst();
        }
    }
}
