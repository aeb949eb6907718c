package dev.headroom.backend.link;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import java.util.Locale;
import java.util.stream.Collectors;

/** The state of a master in a sentence or two, for a terminal. */
final class StateText {
    private StateText() {}

    static String of(ControlState state) {
        String proposals = state.proposals().stream()
                .filter(p -> p.status().live())
                .map(StateText::line)
                .collect(Collectors.joining(" "));
        return "Mode %s%s. %s"
                .formatted(
                        state.mode().name().toLowerCase(Locale.ROOT),
                        state.halted() ? ", halted" : "",
                        proposals.isEmpty() ? "No open proposal." : proposals);
    }

    static String of(ControlState state, ProposalId id) {
        return state.proposal(id).map(StateText::line).orElse("There is no proposal " + id + ".");
    }

    private static String line(Proposal p) {
        return "%s %s for %s is %s%s"
                .formatted(
                        p.id(),
                        p.plan().kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        p.plan().service(),
                        p.status().name().toLowerCase(Locale.ROOT),
                        p.note().isEmpty() ? "." : ": " + p.note());
    }
}
