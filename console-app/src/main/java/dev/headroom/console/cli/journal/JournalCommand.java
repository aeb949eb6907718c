package dev.headroom.console.cli.journal;

import dev.headroom.backend.RunningMaster;
import dev.headroom.backend.journal.FileTrouble;
import dev.headroom.backend.journal.JournalReader;
import dev.headroom.backend.journal.Verification;
import dev.headroom.backend.remote.Printable;
import dev.headroom.backend.time.SteadyClock;
import dev.headroom.console.cli.ClusterOptions;
import dev.headroom.console.cli.CommandFailure;
import dev.headroom.console.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Reads the journal of a cluster's masters; a master may run meanwhile. */
@Command(
        name = "journal",
        description = "Reads the journal of a cluster's masters, with all its files; a master may run meanwhile.",
        subcommands = {
            JournalCommand.Verify.class,
            ShowCommand.class,
            ExportCommand.class,
            HistoryCommand.class,
            LoansCommand.class
        },
        mixinStandardHelpOptions = true)
public final class JournalCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do with the journal: verify, show, export, history or loans.");
    }

    /** A command that reads one journal. */
    abstract static class Reading implements Callable<Integer> {
        @Mixin
        private ClusterOptions cluster = new ClusterOptions();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        /** Reads and prints. */
        abstract ExitCode read(JournalReader journal) throws IOException;

        @Override
        public Integer call() {
            Path file = cluster.stateFolder().resolve(RunningMaster.JOURNAL);
            try {
                JournalReader journal = new JournalReader(file);
                if (journal.files().isEmpty()) {
                    throw new CommandFailure(
                            ExitCode.BAD_INPUT,
                            "There is no journal at %s: no master of cluster %s has run with this state folder."
                                    .formatted(file, cluster.read().name()));
                }
                ExitCode code = read(journal);
                out().flush();
                return code.number();
            } catch (IOException e) {
                throw new CommandFailure(
                        ExitCode.BAD_INPUT,
                        "The journal %s cannot be read (%s).".formatted(file, FileTrouble.of(file, e)),
                        e);
            }
        }

        final ClusterOptions cluster() {
            return cluster;
        }

        final PrintWriter out() {
            return spec.commandLine().getOut();
        }

        /** Prints a sentence; what a host or an operator gave controls no terminal. */
        final void print(String sentence) {
            out().println(Printable.line(sentence));
        }

        final Times times() {
            return new Times(
                    ZoneId.systemDefault(),
                    SteadyClock.ofThisProcess()
                            .wallTime(SteadyClock.ofThisProcess().instant()));
        }
    }

    @Command(
            name = "verify",
            description =
                    "Checks that no line of the journal was changed, removed, inserted or moved, and names the first"
                            + " bad one as FILE:LINE.%nEnds with exit code 0 if there is none, and with 5 if there is"
                            + " one.",
            mixinStandardHelpOptions = true)
    static final class Verify extends Reading {
        @Override
        ExitCode read(JournalReader journal) throws IOException {
            Verification found = journal.verify();
            sentences(found).forEach(this::print);
            return found.fault().isPresent() ? ExitCode.UNFIT : ExitCode.DONE;
        }
    }

    /** What was found of the chain. */
    static List<String> sentences(Verification found) {
        List<String> sentences = new ArrayList<>(found.remarks());
        found.fault()
                .ifPresentOrElse(
                        fault ->
                                sentences.add("The journal is not as its masters wrote it. First bad record: " + fault),
                        () -> sentences.add(
                                found.chained() == 0
                                        ? "Nothing can be proven: none of the %d lines has a place in a chain."
                                                .formatted(found.lines())
                                        : "The chain of %d lines in %d files is whole. Its last line has the number %d and the SHA-256 %s: kept elsewhere, they prove later that nothing before was changed."
                                                .formatted(
                                                        found.chained(),
                                                        found.files().size(),
                                                        found.lastNumber(),
                                                        found.lastHash())));
        return sentences;
    }
}
