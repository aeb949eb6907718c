package dev.headroom.console.history;

import dev.headroom.backend.control.ProposalId;
import dev.headroom.console.fx.Badge;
import dev.headroom.console.fx.StepRow;
import java.time.Instant;
import java.util.List;

/** One ended proposal as a row, with its steps for the part below. */
record HistoryRow(
        ProposalId id,
        String title,
        Badge badge,
        double amount,
        String amountText,
        String progress,
        Instant endedAt,
        String age,
        String exactTime,
        String note,
        List<String> reasons,
        List<StepRow> steps) {
    HistoryRow {
        reasons = List.copyOf(reasons);
        steps = List.copyOf(steps);
    }

    String searched() {
        return id + " " + title + " " + badge.word() + " " + note;
    }
}
