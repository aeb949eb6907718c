package dev.headroom.console.history;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Proposal;
import dev.headroom.console.fx.KeyedRows;
import dev.headroom.console.status.Projection;
import dev.headroom.console.status.Since;
import dev.headroom.console.status.Standings;
import dev.headroom.console.status.StepRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Rows of the ended proposals, newest first. */
public final class HistoryViewModel implements Projection {
    private final ObservableList<HistoryRow> rows = FXCollections.observableArrayList();

    @Override
    public void show(ControlState state, Instant now) {
        KeyedRows.update(rows, rows(state, now), HistoryRow::id);
    }

    ObservableList<HistoryRow> rows() {
        return rows;
    }

    static List<HistoryRow> rows(ControlState state, Instant now) {
        return state.proposals().stream()
                .filter(proposal -> !proposal.status().live())
                .sorted(Comparator.comparing(Proposal::changedAt).reversed())
                .map(proposal -> row(proposal, now))
                .toList();
    }

    private static HistoryRow row(Proposal proposal, Instant now) {
        return new HistoryRow(
                proposal.id(),
                Standings.verb(proposal.plan().kind()) + " · " + proposal.plan().service(),
                Standings.of(proposal.status()),
                proposal.plan().amount(),
                "%d of %d".formatted(proposal.done(), proposal.steps().size()),
                Since.of(proposal.changedAt(), now),
                proposal.note(),
                new HistoryRow.Detail(proposal.plan().reasons(), StepRow.of(proposal.steps(), now)));
    }
}
