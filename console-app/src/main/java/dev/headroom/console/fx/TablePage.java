package dev.headroom.console.fx;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javafx.collections.ListChangeListener;
import javafx.collections.transformation.FilteredList;
import javafx.collections.transformation.SortedList;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.controlsfx.control.textfield.TextFields;

/**
 * A view with one table under a heading with a filter. The selection follows its key when rows change. On JavaFX's
 * application thread.
 *
 * @param <R> row
 */
public class TablePage<R> extends VBox {
    private final TableView<R> table;
    private final TextField filter = TextFields.createClearableTextField();
    private final Label count = Parts.label("", "muted");
    private final Label leftOut = Parts.label("", "muted", "small");
    private final Function<R, ?> key;
    private final ColumnRoom<R> room;
    private Optional<?> selected = Optional.empty();

    /**
     * Lays out a page.
     *
     * @param searched the text of a row that the filter searches
     */
    protected TablePage(
            String feature, String title, TableView<R> table, Function<R, ?> key, Function<R, String> searched) {
        this.table = table;
        this.key = key;
        getStyleClass().add("view");
        filter.setId(Ids.filter(feature));
        filter.setPromptText("Filter (/)");
        filter.setAccessibleText("Filter " + title.toLowerCase(Locale.ROOT));
        filter.textProperty()
                .subscribe(text -> filtered()
                        .ifPresent(rows -> rows.setPredicate(row -> searched.apply(row)
                                .toLowerCase(Locale.ROOT)
                                .contains(text.strip().toLowerCase(Locale.ROOT)))));
        getChildren()
                .addAll(Parts.row(10, Parts.label(title, "heading"), count, leftOut, Parts.spring(), filter), table);
        VBox.setVgrow(table, Priority.ALWAYS);
        table.setAccessibleText(title);
        room = ColumnRoom.of(table, leftOut);
        table.getItems().addListener((ListChangeListener<R>) _ -> {
            changed();
            requestLayout();
        });
        table.getSelectionModel().selectedItemProperty().subscribe(row -> {
            if (row != null) {
                selected = Optional.of(key.apply(row));
            }
        });
        changed();
    }

    @Override
    protected void layoutChildren() {
        room.share();
        super.layoutChildren();
    }

    @SuppressWarnings("unchecked")
    private Optional<FilteredList<R>> filtered() {
        return table.getItems() instanceof SortedList<R> sorted && sorted.getSource() instanceof FilteredList<?> rows
                ? Optional.of((FilteredList<R>) rows)
                : Optional.empty();
    }

    private void changed() {
        count.setText(NumberText.whole(table.getItems().size()));
        selected.flatMap(wanted -> table.getItems().stream()
                        .filter(row -> key.apply(row).equals(wanted))
                        .findFirst())
                .filter(row -> !row.equals(table.getSelectionModel().getSelectedItem()))
                .ifPresent(table.getSelectionModel()::select);
    }

    /** Adds a part below the table. */
    protected final void below(Node node) {
        getChildren().add(node);
    }

    public final TableView<R> table() {
        return table;
    }

    /** Moves the selection down (1) or up (-1). */
    public final void move(int by) {
        int size = table.getItems().size();
        if (size > 0) {
            int at = Math.clamp((long) table.getSelectionModel().getSelectedIndex() + by, 0, size - 1);
            table.getSelectionModel().select(at);
            table.scrollTo(at);
            table.requestFocus();
        }
    }

    public final void focusFilter() {
        filter.requestFocus();
        filter.selectAll();
    }

    /** Leaves or clears the filter; returns whether there was anything to do. */
    public final boolean back() {
        boolean used = filter.isFocused() || !filter.getText().isEmpty();
        filter.clear();
        if (filter.isFocused()) {
            table.requestFocus();
        }
        return used;
    }
}
