package dev.headroom.console.cli;

import dev.headroom.backend.ClusterConnection;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.control.Adoption;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Kept;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.driver.ClusterObserver;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.journal.FileLease;
import dev.headroom.backend.journal.LedgerFile;
import dev.headroom.backend.journal.StateFolder;
import dev.headroom.backend.link.Caller;
import dev.headroom.backend.link.DivisionText;
import dev.headroom.backend.link.MasterClient;
import dev.headroom.backend.remote.Printable;
import dev.headroom.backend.time.SteadyClock;
import dev.headroom.backend.time.TimeLimit;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Shows which containers are home containers and which are stand-by containers, and records that the operator agrees.
 */
@Command(
        name = "adopt",
        description =
                "Shows which containers of a cluster are home containers and which are stand-by containers, and asks"
                        + " whether you agree. Until you agree, Headroom only watches the cluster.%nEnds with exit code 0"
                        + " if you have agreed to the division, now or earlier, and with 4 if not: then nothing was"
                        + " recorded.",
        mixinStandardHelpOptions = true)
final class AdoptCommand implements Callable<Integer> {
    private static final String FINGERPRINT = "fingerprint ";

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--yes", description = "Agrees without asking.")
    private boolean yes;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Path folder = cluster.stateFolder();
        try {
            return adopt(folder);
        } catch (IOException e) {
            throw CommandFailure.unusable(folder, ", so nothing was recorded", e);
        }
    }

    private int adopt(Path folder) throws IOException, InterruptedException {
        String by = Caller.operator();
        Optional<MasterClient.Reply> running = new MasterClient(folder).ask("adopt", "", "", by);
        if (running.isPresent()) {
            String shown = running.get().sentence();
            print(Printable.of(shown));
            if (!DivisionText.saysUnchanged(shown)) {
                confirm();
                String fingerprint = shown.substring(shown.lastIndexOf(FINGERPRINT) + FINGERPRINT.length());
                MasterClient.Reply reply = new MasterClient(folder)
                        .ask("adopt", "", fingerprint.strip(), by)
                        .orElseThrow(
                                () -> new CommandFailure(ExitCode.UNREACHABLE, "The master has ended; try again."));
                if (!reply.accepted()) {
                    throw new CommandFailure(ExitCode.REFUSED, reply.sentence());
                }
                print("Adopted.");
            }
            return ExitCode.DONE.number();
        }
        return withoutMaster(cluster.read(), folder);
    }

    private int withoutMaster(ClusterFile file, Path folder) throws IOException, InterruptedException {
        Clusters.remark(file, spec.commandLine().getErr());
        Adoption before = MasterCommand.adoption(folder);
        Observation seen = observation(file, folder);
        Adoption found = before.seen(seen.snapshot());
        print(DivisionText.of(found));
        DivisionText.notes(seen).forEach(note -> print("Note: " + note));
        List<HostStatus> missing = Observations.missing(seen);
        if (!missing.isEmpty()) {
            print("Not read, so asked for again when they are: " + Observations.sentences(missing));
        }
        if (found.found().parts().isEmpty()) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE, "No container of any service of %s was found.".formatted(file.name()));
        }
        if (!found.unchanged()) {
            confirm();
            try (FileLease lease = FileLease.take(folder.resolve("lease"))) {
                lease.refusal().ifPresent(refusal -> {
                    throw new CommandFailure(ExitCode.REFUSED, refusal);
                });
                LedgerFile ledger = new LedgerFile(folder);
                ledger.keep(new Kept(found.answer(), ledger.read().memory()));
            }
            print("Adopted. Headroom may be run on %s in manual or automatic mode.".formatted(file.name()));
        }
        return ExitCode.DONE.number();
    }

    private static Observation observation(ClusterFile file, Path folder) throws IOException, InterruptedException {
        Installation ours = new Installation(StateFolder.installation(folder), file.name());
        BlockingQueue<Observation> observations = new LinkedBlockingQueue<>();
        TimeLimit limit = TimeLimit.ofHosts(file.hosts().size());
        try (ClusterConnection connection = Clusters.connectOnce(file, limit);
                ClusterObserver observer = connection.observer(SteadyClock.ofThisProcess(), ours)) {
            observer.start(Observations.newestTo(observations));
            return Observations.settled(observations, file, limit);
        }
    }

    /**
     * Asks the operator at a terminal; without a terminal no operator can agree. Without a yes this ends the command.
     */
    private void confirm() {
        if (yes) {
            return;
        }
        Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        if (terminal.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "Nothing was recorded. If that is right, say so: %s adopt --yes --cluster %s"
                                    .formatted(Caller.command(), cluster.fileWord())
                            + cluster.stateOption());
        }
        String answer = terminal.get().readLine("Is that right? Type yes: ");
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).equals("yes")) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "Nothing was recorded. The cluster file can say it otherwise: 'home:' and 'standBy:' of a"
                            + " service.");
        }
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }
}
