package dev.headroom.console.loans;

import dev.headroom.backend.control.ControlState;
import dev.headroom.console.fx.KeyedRows;
import dev.headroom.console.status.Projection;
import dev.headroom.console.status.Since;
import dev.headroom.console.status.StateIndex;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.sharing.memory.Loan;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Rows of the running loans, newest first. */
public final class LoansViewModel implements Projection {
    private final ObservableList<LoansRow> rows = FXCollections.observableArrayList();

    @Override
    public void show(ControlState state, Instant now) {
        KeyedRows.update(rows, rows(state, now), LoansRow::container);
    }

    ObservableList<LoansRow> rows() {
        return rows;
    }

    static List<LoansRow> rows(ControlState state, Instant now) {
        StateIndex index = StateIndex.of(state);
        return state.memory().loans().stream()
                .sorted(Comparator.comparing(Loan::since).reversed())
                .map(loan -> new LoansRow(
                        loan.container(),
                        loan.borrower().name(),
                        rate(index, loan),
                        state.snapshot().countsEveryDirector(),
                        Since.of(loan.since(), now),
                        loan.reason()))
                .toList();
    }

    private static OptionalDouble rate(StateIndex index, Loan loan) {
        return index.isAnyTableRead()
                ? OptionalDouble.of(index.container(loan.container()).stream()
                        .flatMap(container -> index.destinations(container).stream())
                        .mapToDouble(Destination::connectionsPerSecond)
                        .sum())
                : OptionalDouble.empty();
    }
}
