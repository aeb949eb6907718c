package dev.headroom.backend.link;

import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.json.PlanJson;
import dev.headroom.ma2scf.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A proposal for a terminal, with all that an operator needs to approve it: why, the steps with their exact commands,
 * the forecast. The window's card says the same. Pure.
 */
public final class ProposalText {
    /** A plan with so many steps is printed whole. */
    private static final int SHORT = 12;
    /** How many steps of a longer plan are printed. */
    private static final int SHOWN = 6;

    private ProposalText() {}

    /** The proposal without the steps that make it long. */
    public static List<String> folded(Proposal proposal) {
        int steps = proposal.steps().size();
        return steps <= SHORT
                ? whole(proposal)
                : lines(
                        proposal,
                        SHOWN,
                        Stream.of("  … and %d more steps; '%s state --proposal %s' prints all."
                                .formatted(steps - SHOWN, Caller.command(), proposal.id())));
    }

    /** The proposal with all its steps. */
    public static List<String> whole(Proposal proposal) {
        return lines(proposal, proposal.steps().size(), Stream.of());
    }

    private static List<String> lines(Proposal proposal, int shown, Stream<String> fold) {
        Plan plan = proposal.plan();
        List<String> lines = new ArrayList<>();
        plan.reasons().forEach(reason -> lines.add("  why    " + reason));
        proposal.prospects().risks().forEach(risk -> lines.add("  risk   " + risk));
        lines.add("  what   " + OfferWords.scope(plan)
                + OfferWords.amount(plan).map(amount -> ", " + amount).orElse(""));
        IntStream.range(0, shown)
                .forEach(i -> lines.addAll(step(i + 1, proposal.steps().get(i))));
        fold.forEach(lines::add);
        plan.forecast()
                .forEach(forecast ->
                        lines.add("  then   %s: %s".formatted(forecast.subject(), OfferWords.change(forecast))));
        if (proposal.isAwaited()) {
            lines.add(proposal.prospects()
                    .approval()
                    .map(why -> "  It cannot be approved now: " + why)
                    .orElseGet(() -> "  Its basis is %s: '%s approve %s --basis %1$s' approves this plan and no other."
                            .formatted(PlanJson.basis(plan), Caller.command(), proposal.id())));
            proposal.prospects().automatic().ifPresent(why -> lines.add("  Automatic mode leaves it to you: " + why));
            proposal.prospects().announced().ifPresent(when -> lines.add("  " + when));
        }
        return lines;
    }

    /** As {@code 1. Start web-3 on rs3}, with the commands below. */
    static List<String> step(int number, StepProgress step) {
        String state = step.state() == StepProgress.State.PENDING ? "" : " (" + StateText.word(step.state()) + ")";
        return Stream.concat(
                        Stream.of("  %3d. %s%s"
                                .formatted(number, OfferWords.step(step.step().action()), state)),
                        step.commands().stream().map(ProposalText::command))
                .toList();
    }

    private static String command(ExactCommand command) {
        return "       %s $ %s".formatted(command.host().name(), command.text());
    }
}
