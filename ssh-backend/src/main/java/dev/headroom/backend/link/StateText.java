package dev.headroom.backend.link;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.OtherMasters;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.Unanswered;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The state of a master in one or two sentences, for a terminal. */
final class StateText {
    private StateText() {}

    static String of(ControlState state) {
        List<Proposal> live =
                state.proposals().stream().filter(p -> p.status().live()).toList();
        String rests = state.continuity().rests().stream()
                .map(r -> " %s for %s was rejected as %s and is not offered before %s."
                        .formatted(
                                word(r.kind()),
                                r.service(),
                                r.rejected(),
                                r.until().truncatedTo(ChronoUnit.SECONDS)))
                .collect(Collectors.joining());
        return "Mode %s%s. %s%s"
                .formatted(
                        word(state.mode()),
                        state.halted() ? ", halted" : "",
                        live.isEmpty() ? "No open proposal." : lines(live),
                        waiting(state)
                                + state.continuity()
                                        .look()
                                        .sentence()
                                        .map(" "::concat)
                                        .orElse("")
                                + OtherMasters.in(state.snapshot()).stream()
                                        .map(" "::concat)
                                        .collect(Collectors.joining())
                                + state.continuity().unanswered().stream()
                                        .filter(u -> !isOnTheWay(state, u))
                                        .map(u -> " " + u.sentence())
                                        .collect(Collectors.joining())
                                + rests);
    }

    /** Whether the answer to the command is still waited for, as it is for a short while after each command. */
    private static boolean isOnTheWay(ControlState state, Unanswered command) {
        return state.proposal(command.proposal())
                .filter(p -> p.steps().get(command.step()).state() == StepProgress.State.RUNNING)
                .isPresent();
    }

    private static String waiting(ControlState state) {
        return state.proposals().stream()
                .flatMap(p -> p.waitsForOperator(state.mode()).stream())
                .map(sentence -> " " + sentence)
                .collect(Collectors.joining());
    }

    static String of(ControlState state, ProposalId id) {
        return state.proposal(id).map(StateText::line).orElse("There is no proposal " + id + ".");
    }

    static String lines(List<Proposal> proposals) {
        return proposals.stream().map(StateText::line).collect(Collectors.joining(" "));
    }

    private static String line(Proposal p) {
        return "%s %s for %s is %s%s"
                .formatted(
                        p.id(),
                        word(p.plan().kind()),
                        p.plan().service(),
                        word(p.status()),
                        (p.note().isEmpty() ? "." : ": " + p.note())
                                + (p.status() == Proposal.Status.INTERRUPTED
                                        ? " %d of %d steps are seen to be done."
                                                .formatted(p.done(), p.steps().size())
                                        : ""));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
