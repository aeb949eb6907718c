package dev.headroom.console.proposals;

import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.console.fx.Badge;
import dev.headroom.console.status.Since;
import dev.headroom.console.status.StepRow;
import dev.headroom.ma2scf.plan.Plan;
import java.util.List;
import java.util.Optional;

/**
 * A proposal as its card shows it.
 *
 * @param since when it was offered, or ended
 */
record ProposalCard(
        ProposalId id,
        Proposal.Status status,
        Badge badge,
        Headline headline,
        Since since,
        Progress progress,
        Argument argument,
        Answers answers) {

    /**
     * The subject of the proposal.
     *
     * @param identity number and priority
     * @param title verb and service
     * @param amount what it moves, with unit; empty for a plan that moves no load
     * @param from the first lenders and how many more there are, as words; empty if none
     * @param fromAll all lenders, as words
     * @param offered when it was first offered, to the second
     */
    record Headline(String identity, String title, String amount, String from, String fromAll, String offered) {}

    /**
     * The progress of the proposal.
     *
     * @param done how many steps are done; empty before it runs
     * @param note who answered, or why it ended; may be empty
     * @param stopNote which step stopped it and what that means; empty unless it was stopped
     */
    record Progress(List<StepRow> steps, String done, String note, String stopNote) {
        Progress {
            steps = List.copyOf(steps);
        }
    }

    /** The reasons, the forecast, and why not other lenders. */
    record Argument(List<String> reasons, List<Plan.Forecast> forecast, List<Plan.WhyNot> whyNot) {
        Argument {
            reasons = List.copyOf(reasons);
            forecast = List.copyOf(forecast);
            whyNot = List.copyOf(whyNot);
        }
    }

    /**
     * The answers that the operator may give.
     *
     * @param basis revision of the snapshot that its plan was computed from, which an approval names
     * @param scope the extent of an approval
     * @param approveRefusal why it cannot be approved now; empty when it can
     * @param leftByAutomatic why automatic mode leaves it to an operator; empty when it does not
     * @param canUndo whether finished steps are left that an undo would take back
     */
    record Answers(
            long basis,
            String scope,
            Optional<String> approveRefusal,
            Optional<String> leftByAutomatic,
            boolean canUndo) {}

    /** Whether it waits for an answer: open, or interrupted by the end of an earlier master. */
    boolean isOpen() {
        return status == Proposal.Status.OPEN || isInterrupted();
    }

    boolean isInterrupted() {
        return status == Proposal.Status.INTERRUPTED;
    }
}
