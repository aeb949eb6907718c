package dev.headroom.console.cli;

import dev.headroom.backend.link.MasterClient;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands that send an operator's answer to a master without a window, on the same machine. */
final class AnswerCommands {
    private AnswerCommands() {}

    /** Sends a request to the master of the cluster and prints its answer. */
    abstract static class Answer implements Callable<Integer> {
        @Mixin
        private ClusterOptions cluster = new ClusterOptions();

        @Option(
                names = "--by",
                paramLabel = "NAME",
                description = "The operator's name, for the journal (default: ${user.name}).")
        private String by = System.getProperty("user.name", "operator");

        @Spec
        private CommandSpec spec = CommandSpec.create();

        abstract String verb();

        String proposal() {
            return "";
        }

        String text() {
            return "";
        }

        @Override
        public Integer call() {
            MasterClient.Reply reply = new MasterClient(cluster.stateFolder())
                    .ask(verb(), proposal(), text(), by)
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.UNREACHABLE,
                            "No master of cluster %s listens on this machine. Start one: headroom master --cluster %s --mode manual"
                                    .formatted(cluster.read().name(), cluster.file())));
            if (!reply.accepted()) {
                throw new CommandFailure(ExitCode.REFUSED, reply.sentence());
            }
            PrintWriter out = spec.commandLine().getOut();
            out.println(reply.sentence());
            out.flush();
            return ExitCode.DONE.number();
        }
    }

    /** An answer to one proposal. */
    abstract static class ProposalAnswer extends Answer {
        @Parameters(
                paramLabel = "ID",
                arity = "0..1",
                description = "The proposal, as P7; may be left out while only one is open.")
        private String id = "";

        @Override
        String proposal() {
            return id;
        }
    }

    @Command(
            name = "approve",
            description = "Approves a proposal of a running master.",
            mixinStandardHelpOptions = true)
    static final class Approve extends ProposalAnswer {
        @Override
        String verb() {
            return "approve";
        }
    }

    @Command(name = "reject", description = "Rejects a proposal of a running master.", mixinStandardHelpOptions = true)
    static final class Reject extends ProposalAnswer {
        @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the journal.")
        private String reason = "";

        @Override
        String verb() {
            return "reject";
        }

        @Override
        String text() {
            return reason;
        }
    }

    @Command(
            name = "undo",
            description = "Offers the inverse of an ended proposal as a new one.",
            mixinStandardHelpOptions = true)
    static final class Undo extends ProposalAnswer {
        @Override
        String verb() {
            return "undo";
        }
    }

    @Command(
            name = "halt",
            description = "Stops the running plans; no step begins until 'resume'.",
            mixinStandardHelpOptions = true)
    static final class Halt extends Answer {
        @Override
        String verb() {
            return "halt";
        }
    }

    @Command(name = "resume", description = "Lets a halted master begin steps again.", mixinStandardHelpOptions = true)
    static final class Resume extends Answer {
        @Override
        String verb() {
            return "resume";
        }
    }

    @Command(
            name = "state",
            description = "Prints where a running master stands: its mode, the hosts that are not connected and why, "
                    + "the loans that run, the live proposals, and how the last plans ended.",
            mixinStandardHelpOptions = true)
    static final class State extends Answer {
        @Option(names = "--json", description = "One JSON object.")
        private boolean json;

        @Override
        String text() {
            return json ? "json" : "";
        }

        @Override
        String verb() {
            return "state";
        }
    }

    @Command(
            name = "connect",
            description =
                    "Tries again at once to reach every host that is not connected, also where a login was refused.",
            mixinStandardHelpOptions = true)
    static final class Connect extends Answer {
        @Override
        String verb() {
            return "connect";
        }
    }
}
