package dev.headroom.console.history;

import dev.headroom.backend.control.ProposalId;
import dev.headroom.console.fx.Badge;
import dev.headroom.console.fx.NumberText;
import dev.headroom.console.status.Since;
import dev.headroom.console.status.StepRow;
import java.util.List;

/**
 * One ended proposal as a row.
 *
 * @param amount connections a second that it moved; 0 for a plan that moves none
 * @param progress how many steps were done
 * @param detail for the part below the table
 */
record HistoryRow(
        ProposalId id,
        String title,
        Badge badge,
        double amount,
        String progress,
        Since ended,
        String note,
        Detail detail) {

    /** Why it was offered, and its steps. */
    record Detail(List<String> reasons, List<StepRow> steps) {
        Detail {
            reasons = List.copyOf(reasons);
            steps = List.copyOf(steps);
        }
    }

    String amountText() {
        return amount > 0 ? NumberText.rate(amount) : "";
    }

    String exactTime() {
        return ended.exact();
    }

    String searched() {
        return id + " " + title + " " + badge.word() + " " + note;
    }
}
