package dev.headroom.console.cli;

import dev.headroom.backend.ClusterConnection;
import dev.headroom.backend.OrderByHosts;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.leasehold.HostOrder;
import dev.headroom.backend.control.leasehold.OrderStanding;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.inventory.LeaseKeeper;
import dev.headroom.backend.link.Caller;
import dev.headroom.backend.link.MasterClient;
import dev.headroom.backend.remote.Printable;
import dev.headroom.backend.time.TimeLimit;
import dev.headroom.ma2scf.policy.Mode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands that send an operator's answer to a master without a window, on the same machine. */
final class AnswerCommands {
    private AnswerCommands() {}

    static CommandFailure noMaster(ClusterOptions cluster) {
        return new CommandFailure(
                ExitCode.UNREACHABLE,
                "No master of cluster %s listens on this machine in the state folder %s. %s"
                        .formatted(cluster.read().name(), cluster.stateFolder(), cluster.start()));
    }

    /** Sends a request to the master of the cluster and prints its answer. */
    abstract static class Answer implements Callable<Integer> {
        @Mixin
        private ClusterOptions cluster = new ClusterOptions();

        @Option(
                names = "--by",
                paramLabel = "NAME",
                description =
                        "The operator's name, for the journal (default: who called sudo, else the user). The master"
                                + " adds the user of this process, if that is another, and from where the user is logged"
                                + " in by SSH.")
        private Optional<String> by = Optional.empty();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        abstract String verb();

        String proposal() {
            return "";
        }

        String text() {
            return "";
        }

        Optional<MasterClient.Reply> answer(MasterClient master) {
            return master.ask(verb(), proposal(), text(), by());
        }

        /** The answer where no master listens on this machine; empty where only a master could give one. */
        Optional<MasterClient.Reply> withoutMaster(ClusterOptions named, PrintWriter err) {
            return Optional.empty();
        }

        /** Options that the master tells other operators and keeps in its journal, with what was given. */
        Map<String, String> told() {
            return Map.of("--by", by());
        }

        final String by() {
            return by.map(name -> name + Caller.origin()).orElseGet(Caller::operator);
        }

        @Override
        public Integer call() {
            told().forEach((option, given) -> {
                if (!Printable.isOneLine(given)) {
                    throw new CommandFailure(
                            ExitCode.BAD_INPUT, "%s holds a control character; leave it out.".formatted(option));
                }
            });
            MasterClient.Reply reply = answer(new MasterClient(cluster.stateFolder()))
                    .or(() -> withoutMaster(cluster, spec.commandLine().getErr()))
                    .orElseThrow(() -> noMaster(cluster));
            if (!reply.accepted()) {
                throw new CommandFailure(reply.known() ? ExitCode.REFUSED : ExitCode.UNREACHABLE, reply.sentence());
            }
            print(shown(reply.sentence()));
            return ExitCode.DONE.number();
        }

        /** The answer as a terminal may show it: a journal may hold what an older master let pass. */
        String shown(String sentence) {
            return Printable.of(sentence);
        }

        final void print(String text) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(text);
            out.flush();
        }
    }

    /** An answer to one proposal. */
    abstract static class ProposalAnswer extends Answer {
        @Parameters(
                paramLabel = "ID",
                arity = "0..1",
                converter = ProposalNumber.class,
                description = "The proposal, as P7; may be left out while only one waits for an answer.")
        private Optional<ProposalId> id = Optional.empty();

        @Override
        String proposal() {
            return id.map(ProposalId::toString).orElse("");
        }
    }

    /** Reads a proposal's number; anything else is bad usage. */
    static final class ProposalNumber implements CommandLine.ITypeConverter<ProposalId> {
        @Override
        public ProposalId convert(String text) {
            try {
                return ProposalId.parse(text);
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(String.valueOf(e.getMessage()));
            }
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

        @Override
        Map<String, String> told() {
            return Map.of("--by", by(), "--reason", reason);
        }
    }

    @Command(
            name = "undo",
            description = "Offers the inverse of what an ended or interrupted proposal has changed as a new proposal, "
                    + "which runs only when it is approved. Ends a proposal that only waits for clients to go.",
            mixinStandardHelpOptions = true)
    static final class Undo extends Answer {
        @Parameters(
                paramLabel = "ID",
                arity = "0..1",
                converter = ProposalNumber.class,
                description = "The proposal, as P7; if it is left out, the newest one that has ended and has changed"
                        + " something.")
        private Optional<ProposalId> id = Optional.empty();

        @Override
        String proposal() {
            return id.map(ProposalId::toString).orElse("");
        }

        @Override
        String verb() {
            return "undo";
        }
    }

    @Command(
            name = "halt",
            description =
                    "Stops the running plans; no step begins until 'resume'. If another master holds the cluster's"
                            + " lease, also on another computer, that one is halted, too: the hosts tell it, and the"
                            + " command says whether it has taken note. Needs no master on this machine.",
            mixinStandardHelpOptions = true)
    static final class Halt extends Answer {
        @Override
        String verb() {
            return "halt";
        }

        @Override
        Optional<MasterClient.Reply> withoutMaster(ClusterOptions named, PrintWriter err) {
            return OrderFromHere.give(named, HostOrder.Verb.HALT, by(), err);
        }
    }

    @Command(
            name = "resume",
            description =
                    "Lets a halted master begin steps again. A master on another computer that was halted from here"
                            + " goes on, too, unless its own operator or a fault halted it.",
            mixinStandardHelpOptions = true)
    static final class Resume extends Answer {
        @Override
        String verb() {
            return "resume";
        }

        @Override
        Optional<MasterClient.Reply> withoutMaster(ClusterOptions named, PrintWriter err) {
            return OrderFromHere.give(named, HostOrder.Verb.RESUME, by(), err);
        }
    }

    @Command(
            name = "mode",
            description = "Sets at once how much a running master may do: watch (nothing), manual (what an operator"
                    + " approves) or automatic. With --service only for one service, at most as much as the cluster file"
                    + " allows. A more careful mode that was ordered so holds under the next master, too. Without MODE it"
                    + " prints the modes.",
            mixinStandardHelpOptions = true)
    static final class SetMode extends Answer {
        @Parameters(paramLabel = "MODE", arity = "0..1", description = "watch, manual or automatic.")
        private Optional<Mode> mode = Optional.empty();

        @Option(names = "--service", paramLabel = "NAME", description = "The service; without it the whole cluster.")
        private Optional<String> service = Optional.empty();

        @Override
        String verb() {
            return "mode";
        }

        @Override
        Map<String, String> told() {
            return Map.of("--by", by(), "--service", service.orElse(""));
        }

        @Override
        Optional<MasterClient.Reply> answer(MasterClient master) {
            if (mode.isEmpty() && service.isPresent()) {
                throw new CommandFailure(
                        ExitCode.BAD_INPUT,
                        "Say which mode %s shall have: watch, manual or automatic.".formatted(service.get()));
            }
            return master.mode(
                    mode.map(given -> given.name().toLowerCase(Locale.ROOT)).orElse(""), service.orElse(""), by());
        }
    }

    @Command(
            name = "maintenance",
            description = "Takes a real server out for maintenance: it lends nothing, loans on it end, and its home"
                    + " containers get no new clients once the rest can carry them, by proposals as any other"
                    + " change. Nothing on it is stopped that Headroom did not start. It lasts, also under the"
                    + " next master, until --end; then the weights come back. Without SERVER it prints which"
                    + " servers are in maintenance.",
            mixinStandardHelpOptions = true)
    static final class SetMaintenance extends Answer {
        @Parameters(
                paramLabel = "SERVER",
                arity = "0..1",
                description = "The real server, as the cluster file names it.")
        private Optional<String> server = Optional.empty();

        @Option(names = "--end", description = "Ends the maintenance.")
        private boolean end;

        @Override
        String verb() {
            return "maintenance";
        }

        @Override
        Map<String, String> told() {
            return Map.of("--by", by(), "SERVER", server.orElse(""));
        }

        @Override
        Optional<MasterClient.Reply> answer(MasterClient master) {
            if (end && server.isEmpty()) {
                throw new CommandFailure(ExitCode.BAD_INPUT, "Say the maintenance of which server shall end.");
            }
            return master.maintenance(server.orElse(""), !end, by());
        }
    }

    /** What a master tells of itself, for people or for programs. */
    abstract static class Printed extends Answer {
        abstract boolean json();

        @Override
        final String text() {
            return json() ? "json" : "";
        }

        /** JSON is for programs: it stays as it is. */
        @Override
        final String shown(String sentence) {
            return json() ? sentence : super.shown(sentence);
        }
    }

    @Command(
            name = "state",
            description =
                    "Prints where a running master stands: its mode, the hosts that are not connected or late and why, "
                            + "its services with the reasons where one gets no proposal, the loans that run, "
                            + "the live proposals with the commands that an approval would send, "
                            + "and how the last plans ended.",
            mixinStandardHelpOptions = true)
    static final class State extends Printed {
        @Option(
                names = "--json",
                description = "One JSON object for programs: the names of its fields, and the words of mode, state, "
                        + "condition, kind, status and stepStates, stay as they are; further ones may be added.")
        private boolean json;

        @Option(
                names = "--proposal",
                paramLabel = "ID",
                converter = ProposalNumber.class,
                description = "Prints only this proposal, as P7, with all its steps.")
        private Optional<ProposalId> proposal = Optional.empty();

        @Override
        String proposal() {
            return proposal.map(ProposalId::toString).orElse("");
        }

        @Override
        boolean json() {
            return json;
        }

        @Override
        String verb() {
            return "state";
        }
    }

    @Command(
            name = "proposals",
            description =
                    "Prints the proposals of a running master with reasons, forecast and all their commands, and the"
                            + " basis by which 'approve ID --basis HASH' approves exactly that plan.",
            mixinStandardHelpOptions = true)
    static final class Proposals extends Printed {
        @Option(names = "--json", description = "One JSON array, whose elements are as in 'state --json'.")
        private boolean json;

        @Override
        boolean json() {
            return json;
        }

        @Override
        String verb() {
            return "proposals";
        }
    }

    /** Gets a proposal, or what takes it back, as a script that a person can run without the console. */
    @Command(
            name = "script",
            description =
                    "Prints a proposal of a running master as a POSIX script for a machine that reaches the hosts by"
                            + " ssh. It has the exact commands, waits as Headroom waits, overwrites no weight that"
                            + " somebody else has set, and changes nothing while a master holds the cluster's lease"
                            + " (HEADROOM_LEASE=ignore in its environment runs it nevertheless).",
            mixinStandardHelpOptions = true)
    static final class Script implements Callable<Integer> {
        @Mixin
        private ClusterOptions cluster = new ClusterOptions();

        @Parameters(
                paramLabel = "ID",
                arity = "1",
                converter = ProposalNumber.class,
                description = "The proposal, as P7: one that lives, or one of the last that ended.")
        private Optional<ProposalId> id = Optional.empty();

        @Option(
                names = "--undo",
                description =
                        "Prints what takes the proposal back instead: of one that has ended what it did, of a live one"
                                + " all that it may do. The script leaves out what it finds as it was before.")
        private boolean undo;

        @Option(
                names = "--output",
                paramLabel = "FILE",
                description = "Writes the script to FILE, which only you can read and run, instead of printing it.")
        private Optional<Path> output = Optional.empty();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            MasterClient.Reply reply = new MasterClient(cluster.stateFolder())
                    .script(id.map(ProposalId::toString).orElseThrow(), undo)
                    .orElseThrow(() -> noMaster(cluster));
            if (!reply.accepted()) {
                throw new CommandFailure(ExitCode.REFUSED, reply.sentence());
            }
            if (output.isPresent()) {
                write(output.get().toAbsolutePath(), reply.sentence());
            } else {
                spec.commandLine().getOut().print(reply.sentence());
                spec.commandLine().getOut().flush();
            }
            return ExitCode.DONE.number();
        }

        /** Writes the whole file or none. */
        private static void write(Path file, String script) throws IOException {
            Path folder = Optional.ofNullable(file.getParent()).orElse(file);
            Path next = Files.createTempFile(folder, ".headroom-script", ".sh");
            try {
                Files.writeString(next, script);
                var _ = next.toFile().setExecutable(true, true);
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(next);
            }
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

    @Command(
            name = "take-over",
            description =
                    "Takes the right to change the cluster away from the master that holds it, also one on another"
                            + " computer; that master sends nothing more.",
            mixinStandardHelpOptions = true)
    static final class TakeOver extends Answer {
        @Override
        String verb() {
            return "take-over";
        }
    }

    /** Halts or resumes the master that acts, wherever it runs, from a computer on which no master of the cluster listens. */
    private static final class OrderFromHere {
        /** How long hosts and holder are waited for. */
        private static final Duration WITHIN = Duration.ofSeconds(40);

        private OrderFromHere() {}

        /** The answer; empty where the hosts keep no lease, and so no order. */
        static Optional<MasterClient.Reply> give(
                ClusterOptions named, HostOrder.Verb verb, String by, PrintWriter err) {
            ClusterFile file = named.read();
            if (file.lease() == LeaseKeeper.NONE) {
                return Optional.empty();
            }
            err.println(
                    "headroom: No master of cluster %s listens on this machine in the state folder %s, so the hosts are asked."
                            .formatted(file.name(), named.stateFolder()));
            err.flush();
            TimeLimit limit = TimeLimit.ofHosts(file.hosts().size());
            try (ClusterConnection cluster = Clusters.connectOnce(file, limit)) {
                return Optional.of(reply(OrderByHosts.give(cluster, verb, by, WITHIN)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.of(
                        new MasterClient.Reply(false, "The command was ended before the answer came.", false));
            }
        }

        private static MasterClient.Reply reply(OrderStanding standing) {
            return switch (standing.state()) {
                case NONE ->
                    new MasterClient.Reply(true, "There was nothing to resume: no order to halt is on the hosts.");
                case DONE -> new MasterClient.Reply(true, standing.sentence());
                case REFUSED -> new MasterClient.Reply(false, standing.sentence());
                case UNKNOWN -> new MasterClient.Reply(false, standing.sentence(), false);
            };
        }
    }
}
