package dev.headroom.console.proposals;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Proposal;

/** Says why a question to the operator does not stand any more. Pure. */
final class Lapse {
    private Lapse() {}

    /** One sentence or two about the question {@code asked}, whose subject is another in {@code state}. */
    static String of(Ask asked, ControlState state) {
        return state.proposal(asked.proposal())
                .map(proposal -> of(asked, proposal))
                .orElseGet(() -> asked.proposal() + " is in this window no more, so there is nothing to decide.");
    }

    private static String of(Ask asked, Proposal proposal) {
        return switch (asked) {
            case Ask.ToApprove _ -> proposal.isAwaited() ? notNow(proposal) : ended(proposal);
            case Ask.ToReject _ -> proposal.isAwaited() ? changed(proposal) : ended(proposal);
            case Ask.ToUndo _ ->
                proposal.prospects()
                        .undo()
                        .map(why -> "%s cannot be undone now: %s".formatted(proposal.id(), why))
                        .orElseGet(() -> changed(proposal));
        };
    }

    private static String notNow(Proposal proposal) {
        return proposal.prospects()
                .approval()
                .map(why -> "%s cannot be approved now: %s".formatted(proposal.id(), why))
                .orElseGet(() -> changed(proposal));
    }

    private static String changed(Proposal proposal) {
        return proposal.id() + " changed while you were asked. Read it again, then decide.";
    }

    private static String ended(Proposal proposal) {
        String became = switch (proposal.status()) {
            case OPEN, INTERRUPTED -> "changed";
            case RUNNING -> "was started";
            case SUSPENDED -> "was started and gave way";
            case DONE -> "was run to its end";
            case FAILED -> "failed";
            case HALTED -> "was stopped before its end";
            case REJECTED -> "was rejected";
            case EXPIRED -> "expired";
            case SUPERSEDED -> "was withdrawn";
        };
        return "%s %s while you were asked, so there is nothing to decide. %s"
                .formatted(proposal.id(), became, proposal.note())
                .strip();
    }
}
