package dev.headroom.backend.link;

import dev.headroom.backend.control.Continuity;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Notice;
import dev.headroom.backend.control.OtherMasters;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.Unanswered;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The state of a master in one or two sentences, for a terminal. */
final class StateText {
    private StateText() {}

    static String of(ControlState state) {
        List<Proposal> live =
                state.proposals().stream().filter(p -> p.status().live()).toList();
        String further = further(state).map(s -> " " + s).collect(Collectors.joining());
        return "Mode %s%s. %s%s"
                .formatted(
                        word(state.mode()),
                        state.halted() ? ", halted" : "",
                        live.isEmpty() ? "No open proposal." : lines(live),
                        further);
    }

    /** What an operator should know beside the plans, one sentence each. */
    static Stream<String> further(ControlState state) {
        return Stream.of(
                        state.haltedBecause().stream(),
                        state.notices().stream()
                                .filter(notice -> notice.topic().equals(Notice.Topic.ORDER))
                                .map(Notice::sentence),
                        state.proposals().stream().flatMap(p -> p.waitsForOperator(state.mode()).stream()),
                        state.continuity().look().sentence().stream(),
                        OtherMasters.in(state).stream(),
                        state.continuity().unanswered().stream()
                                .filter(u -> !isOnTheWay(state, u))
                                .map(Unanswered::sentence),
                        ModeText.orders(state),
                        MaintenanceText.orders(state),
                        BudgetText.spent(state),
                        rests(state),
                        ChangesText.newest(state))
                .flatMap(sentences -> sentences);
    }

    /** Whether the answer to the command is still waited for, as it is for a short while after each command. */
    static boolean isOnTheWay(ControlState state, Unanswered command) {
        return state.proposal(command.proposal())
                .filter(p -> p.steps().get(command.step()).state() == StepProgress.State.RUNNING)
                .isPresent();
    }

    /** Which kinds of plan rest after a rejection. */
    private static Stream<String> rests(ControlState state) {
        return ToldRests.of(state).stream().map(StateText::rest);
    }

    /** Why such a plan is not offered, and until when. */
    static String rest(Continuity.Rest rest) {
        return "%s for %s was rejected as %s and is not offered before %s."
                .formatted(
                        word(rest.kind()),
                        rest.service(),
                        rest.rejected(),
                        rest.until().truncatedTo(ChronoUnit.SECONDS));
    }

    static String of(ControlState state, ProposalId id) {
        return state.proposal(id).map(StateText::line).orElse("There is no proposal " + id + ".");
    }

    static String lines(List<Proposal> proposals) {
        return proposals.stream().map(StateText::line).collect(Collectors.joining(" "));
    }

    /** as {@code P7 borrow for web was stopped before its end. Left as it is by ann.}: two sentences where there is a note. */
    static String line(Proposal p) {
        String steps = p.status() == Proposal.Status.INTERRUPTED || wasLeft(p)
                ? " %d of %d steps are seen to be done."
                        .formatted(p.done(), p.steps().size())
                : "";
        // The note of a running plan names who approved it.
        String approved =
                p.status() == Proposal.Status.RUNNING || p.approvedBy().isEmpty()
                        ? ""
                        : ", approved by %s,".formatted(p.approvedBy());
        return "%s %s for %s%s %s.%s%s"
                .formatted(
                        p.id(),
                        word(p.plan().kind()),
                        p.plan().service(),
                        approved,
                        became(p.status()),
                        p.note().isEmpty() ? "" : " " + p.note(),
                        steps);
    }

    /** Whether another plan took its place although it was approved or begun: some of its steps may be done. */
    private static boolean wasLeft(Proposal p) {
        return p.status() == Proposal.Status.SUPERSEDED
                && (p.hasSent() || !p.approvedBy().isEmpty());
    }

    private static String became(Proposal.Status status) {
        return switch (status) {
            case OPEN -> "is open";
            case RUNNING -> "is running";
            case SUSPENDED -> "is suspended";
            case INTERRUPTED -> "is interrupted";
            case DONE -> "is done";
            case FAILED -> "has failed";
            case HALTED -> "was stopped before its end";
            case REJECTED -> "was rejected";
            case EXPIRED -> "has expired";
            case SUPERSEDED -> "was superseded";
        };
    }

    /** The constant as programs read it: a constant that is renamed changes an interface. {@code WrittenWordsTest} holds the words. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
