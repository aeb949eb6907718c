package dev.headroom.console.cli;

import dev.headroom.backend.link.Caller;
import dev.headroom.backend.link.MasterClient;
import dev.headroom.backend.link.MasterClient.Offer;
import dev.headroom.backend.link.MasterClient.Reply;
import java.io.Console;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the whole plan, then approves that plan and no other. */
@Command(
        name = "approve",
        description = "Prints a proposal of a running master with all its commands, then approves exactly that. "
                + "Without ID it asks first, so that no plan is approved that you have not seen.",
        mixinStandardHelpOptions = true)
final class ApproveCommand extends AnswerCommands.ProposalAnswer {
    @Option(
            names = "--revision",
            paramLabel = "N",
            description =
                    "The revision of the plan that you saw, as the command 'state' prints it; another one is refused.")
    private Optional<Long> revision = Optional.empty();

    @Option(
            names = "--basis",
            paramLabel = "HASH",
            description =
                    "The basis of the plan that you saw, as 'proposals' and 'state' print it; another one is refused.")
    private String basis = "";

    @Option(names = "--yes", description = "Approves without asking.")
    private boolean yes;

    @Override
    String verb() {
        return "approve";
    }

    @Override
    Optional<Reply> answer(MasterClient master) {
        return master.offer(proposal()).flatMap(offer -> {
            if (offer.proposal().isEmpty()) {
                return Optional.of(new Reply(false, offer.text()));
            }
            if (offer.answerable()) {
                print(shown(offer.text()));
                confirm(offer);
            }
            return master.approve(offer.proposal(), revision.orElseGet(offer::basis), seen(offer), by());
        });
    }

    private String seen(Offer offer) {
        return basis.isBlank() ? offer.plan() : basis.strip().toLowerCase(Locale.ROOT);
    }

    /** Asks at a terminal about a proposal that the operator has not named; without a yes this ends the command. */
    private void confirm(Offer offer) {
        if (yes || !proposal().isEmpty()) {
            return;
        }
        Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        if (terminal.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "Nothing was approved: no terminal is here to ask on. If the plan above is right, say so: %s approve %s --basis %s"
                            .formatted(Caller.command(), offer.proposal(), offer.plan()));
        }
        String answer = terminal.get().readLine("Run %s now? Type yes: ", offer.proposal());
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).equals("yes")) {
            throw new CommandFailure(ExitCode.REFUSED, "Nothing was approved.");
        }
    }
}
