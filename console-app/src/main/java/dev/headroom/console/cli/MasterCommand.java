package dev.headroom.console.cli;

import dev.headroom.backend.ClusterConnection;
import dev.headroom.backend.RunningMaster;
import dev.headroom.backend.control.Adoption;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.journal.FileTrouble;
import dev.headroom.backend.journal.JournalSettings;
import dev.headroom.backend.journal.LedgerFile;
import dev.headroom.backend.journal.StateFolder;
import dev.headroom.backend.link.Caller;
import dev.headroom.console.cli.journal.HangUp;
import dev.headroom.console.cli.journal.JournalOptions;
import dev.headroom.ma2scf.policy.Mode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs VMMaster without a window. */
@Command(
        name = "master",
        description = "Runs the control loop without a window until it is ended (Ctrl-C). "
                + "Answer its proposals with the commands 'approve', 'reject', 'halt'.",
        mixinStandardHelpOptions = true)
final class MasterCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--mode",
            required = true,
            description = "watch: only observes; manual: proposes; automatic: approves its own proposals.")
    private Mode mode = Mode.WATCH;

    @Mixin
    private JournalOptions journal = new JournalOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        ClusterFile file = cluster.read();
        Path folder = cluster.stateFolder();
        PrintWriter out = spec.commandLine().getOut();
        Clusters.remark(file, spec.commandLine().getErr());
        make(folder);
        if (mode != Mode.WATCH) {
            adoption(folder).refusal().ifPresent(_ -> {
                throw new CommandFailure(
                        ExitCode.REFUSED,
                        "No operator has agreed yet to which containers of %s are home containers and which are stand-by containers. Look at them and adopt the cluster: %s adopt --cluster %s%s"
                                .formatted(file.name(), Caller.command(), cluster.fileWord(), cluster.stateOption()));
            });
        }
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (ClusterConnection connection = Clusters.connect(file);
                RunningMaster running = start(connection, folder, out)) {
            running.leaseRefusal().filter(_ -> mode != Mode.WATCH).ifPresent(refusal -> {
                throw new CommandFailure(ExitCode.REFUSED, refusal);
            });
            out.println("Master of %s in %s mode; journal in %s."
                    .formatted(
                            file.name(),
                            running.master().state().mode().name().toLowerCase(java.util.Locale.ROOT),
                            folder));
            out.flush();
            Shutdown.onSignal(ended, closed);
            HangUp.onSignal(running::reopenJournal);
            CompletableFuture<String> lost = running.whenLeaseIsLost();
            var _ = lost.thenRun(ended::countDown);
            ended.await();
            if (!running.master().state().mayClose()) {
                out.println("Ending after the command on the way.");
                out.flush();
            }
            running.leave().forEach(out::println);
            out.flush();
            if (lost.isDone()) {
                throw new CommandFailure(ExitCode.REFUSED, lost.join());
            }
        } finally {
            closed.countDown();
        }
        return ExitCode.DONE.number();
    }

    static Adoption adoption(Path folder) {
        try {
            return new LedgerFile(folder).read().adoption();
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    "The ledger of agreed containers and loans cannot be read (%s). Mend or remove that file; without it no running container counts as a loan of this master."
                            .formatted(FileTrouble.of(e)),
                    e);
        }
    }

    /** Makes the state folder before anything is judged by what it holds: what cannot be read is not "not agreed". */
    private static void make(Path folder) {
        try {
            StateFolder.make(folder);
        } catch (IOException e) {
            throw CommandFailure.unusable(folder, e);
        }
    }

    private JournalSettings settings() {
        try {
            return journal.settings();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
        }
    }

    private RunningMaster start(ClusterConnection connection, Path folder, PrintWriter out) {
        try {
            return RunningMaster.start(connection, mode, folder, new StateNarrator(out), settings());
        } catch (IOException e) {
            throw CommandFailure.unusable(folder, e);
        }
    }
}
