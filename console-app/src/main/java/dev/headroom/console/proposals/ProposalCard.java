package dev.headroom.console.proposals;

import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.console.fx.Badge;
import dev.headroom.console.fx.StepRow;
import dev.headroom.ma2scf.plan.Plan;
import java.util.List;

/**
 * A proposal as its card shows it.
 *
 * @param title verb and service
 * @param amount what it moves, with unit; empty where that is not the point
 * @param from the lenders, as words; empty if none
 * @param progress how many steps are done; empty before it runs
 * @param basis revision of the snapshot that its plan was computed from, which an approval names
 * @param approveRefusal why it cannot be approved now; empty when it can
 * @param stopNote which step stopped it and what that means; empty unless failed or halted
 * @param canUndo whether finished steps are left that an undo would take back
 */
record ProposalCard(
        ProposalId id,
        Proposal.Status status,
        Badge badge,
        String identity,
        String title,
        String amount,
        String from,
        String age,
        String exactTime,
        String progress,
        String note,
        List<String> reasons,
        List<StepRow> steps,
        List<Plan.Forecast> forecast,
        List<Plan.WhyNot> whyNot,
        long basis,
        String scope,
        String approveRefusal,
        String stopNote,
        boolean canUndo) {
    ProposalCard {
        reasons = List.copyOf(reasons);
        steps = List.copyOf(steps);
        forecast = List.copyOf(forecast);
        whyNot = List.copyOf(whyNot);
    }

    /** Whether it waits for an answer: offered, or left in the middle by a master that ended. */
    boolean isOpen() {
        return status == Proposal.Status.OPEN || isInterrupted();
    }

    boolean isInterrupted() {
        return status == Proposal.Status.INTERRUPTED;
    }
}
