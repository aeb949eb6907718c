package dev.headroom.console.fx;

import java.util.List;
import java.util.function.Function;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/**
 * Makes columns of names as wide as their names up to a bound, and columns of numbers and times as wide as the longest
 * of them; hides optional columns that do not fit, and says how many.
 */
final class ColumnRoom<R> {
    static final String OPTIONAL = "optional";

    private static final double LETTER = 7.4;
    /** The width of a character of a number with its unit, which is not bold. */
    private static final double DIGIT = 8;

    private static final double AROUND = 24;
    private static final double NAME_AT_MOST = 190;
    private static final double NAME_SHARE = 0.25;
    private static final double SCROLL_BAR = 16;

    private final TableView<R> table;
    private final Label note;
    private final List<TableColumn<R, ?>> columns;
    private final List<Double> least;
    private boolean changed = true;

    private ColumnRoom(TableView<R> table, Label note) {
        this.table = table;
        this.note = note;
        columns = List.copyOf(table.getColumns());
        least = columns.stream().map(TableColumn::getPrefWidth).toList();
    }

    /** Shares the room again whenever the width of the table changes; its rows wait for {@link #share}. */
    static <R> ColumnRoom<R> of(TableView<R> table, Label note) {
        ColumnRoom<R> room = new ColumnRoom<>(table, note);
        table.getItems().addListener((ListChangeListener<R>) _ -> room.changed = true);
        table.widthProperty().subscribe(_ -> room.shareNow());
        return room;
    }

    /** Shares the room again if a row has changed. Once a layout: a frame of 1,000 rows changes each of them. */
    void share() {
        if (changed) {
            shareNow();
        }
    }

    private void shareNow() {
        changed = false;
        widen();
        int hidden = leaveOut();
        note.setText(hidden == 0 ? "" : NumberText.count(hidden, "column") + " left out here");
        Parts.show(note, hidden > 0);
        Parts.hint(
                note, "The window is too narrow for all columns. Hover over a name for the rest, or widen the window.");
    }

    private void widen() {
        for (int i = 0; i < columns.size(); i++) {
            TableColumn<R, ?> column = columns.get(i);
            boolean name = column.getStyleClass().contains(Tables.NAME);
            if (name || column.getStyleClass().contains(Tables.NUMBER)) {
                double most = name ? Math.min(NAME_AT_MOST, table.getWidth() * NAME_SHARE) : Double.MAX_VALUE;
                double wanted =
                        Math.max(least.get(i), Math.min(longest(column) * (name ? LETTER : DIGIT) + AROUND, most));
                if (Math.abs(column.getPrefWidth() - wanted) > 1) {
                    column.setPrefWidth(wanted);
                }
            }
        }
    }

    /** Hides the optional columns that do not fit; returns their number. */
    private int leaveOut() {
        double needed = columns.stream().mapToDouble(TableColumn::getPrefWidth).sum();
        int hidden = 0;
        for (TableColumn<R, ?> column : columns) {
            if (column.getStyleClass().contains(OPTIONAL)) {
                boolean fits = table.getWidth() <= 0 || needed <= table.getWidth() - SCROLL_BAR;
                if (column.isVisible() != fits) {
                    column.setVisible(fits);
                }
                needed -= fits ? 0 : column.getPrefWidth();
                hidden += fits ? 0 : 1;
            }
        }
        return hidden;
    }

    @SuppressWarnings("unchecked")
    private int longest(TableColumn<R, ?> column) {
        return column.getUserData() instanceof Function<?, ?> text
                ? table.getItems().stream()
                        .mapToInt(row -> ((Function<R, String>) text).apply(row).length())
                        .max()
                        .orElse(0)
                : 0;
    }
}
