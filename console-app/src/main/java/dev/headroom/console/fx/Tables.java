package dev.headroom.console.fx;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.collections.transformation.SortedList;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.text.Text;

/** Tables spelled once: sortable, no sideways scroll, right-aligned numbers, a placeholder that says what to do. */
public final class Tables {
    /** The last column gets this much more than it needs before the others grow. */
    private static final double SENTENCE_FIRST = 200;

    private Tables() {}

    /** A table over {@code rows}, which it never changes. */
    public static <R> TableView<R> table(
            String feature, ObservableList<R> rows, Node placeholder, List<TableColumn<R, R>> columns) {
        TableView<R> table = new TableView<>();
        table.setId(Ids.table(feature));
        table.setPlaceholder(placeholder);
        table.setColumnResizePolicy(Tables::fit);
        table.getColumns().setAll(columns);
        SortedList<R> sorted = new SortedList<>(new FilteredList<>(rows));
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        return table;
    }

    /** Each column gets what it needs; a quarter more where there is room, and the last one, the sentences, the rest. */
    private static boolean fit(TableView.ResizeFeatures<?> features) {
        return fitted(features);
    }

    private static <R> boolean fitted(TableView.ResizeFeatures<R> features) {
        List<TableColumn<R, ?>> columns = features.getTable().getVisibleLeafColumns();
        if (columns.isEmpty()) {
            return true;
        }
        TableColumn<R, ?> last = columns.getLast();
        double needed = columns.stream().mapToDouble(TableColumn::getPrefWidth).sum() - last.getPrefWidth();
        double spare = features.getContentWidth() - needed - last.getPrefWidth();
        double growth = needed > 0 ? Math.clamp((spare - SENTENCE_FIRST) / needed / 2, 0, 0.25) : 0;
        double left = features.getContentWidth();
        for (TableColumn<R, ?> column : columns.subList(0, columns.size() - 1)) {
            double width = Math.floor(column.getPrefWidth() * (1 + growth));
            features.setColumnWidth(column, width);
            left -= width;
        }
        features.setColumnWidth(last, Math.max(last.getMinWidth(), left));
        return true;
    }

    public static <R> TableColumn<R, R> text(
            String title, double width, Function<R, String> text, String... styleClasses) {
        TableColumn<R, R> column = column(title, width, Comparator.comparing(text));
        column.getStyleClass().addAll(styleClasses);
        column.setCellFactory(_ -> new TextCell<>(text, _ -> "", List.of(styleClasses)));
        return column;
    }

    /** A text that has more to say on hover, sorted by {@code order}. */
    public static <R> TableColumn<R, R> hinted(
            String title,
            double width,
            Comparator<R> order,
            Function<R, String> text,
            Function<R, String> hint,
            String... styleClasses) {
        TableColumn<R, R> column = column(title, width, order);
        column.getStyleClass().addAll(styleClasses);
        column.setCellFactory(_ -> new TextCell<>(text, hint, List.of(styleClasses)));
        return column;
    }

    /** Right-aligned, sorted by value. */
    public static <R> TableColumn<R, R> number(
            String title, double width, ToDoubleFunction<R> value, Function<R, String> text) {
        TableColumn<R, R> column = column(title, width, Comparator.comparingDouble(value));
        column.getStyleClass().add("number");
        column.setCellFactory(_ -> new TextCell<>(text, _ -> "", List.of("number")));
        return column;
    }

    public static <R> TableColumn<R, R> badge(String title, double width, Function<R, Badge> badge) {
        TableColumn<R, R> column = column(
                title, width, Comparator.comparing(row -> badge.apply(row).word()));
        column.setCellFactory(_ -> new BadgeCell<>(badge));
        return column;
    }

    /** Sentences that break instead of being cut. */
    public static <R> TableColumn<R, R> sentence(String title, double width, Function<R, String> text) {
        TableColumn<R, R> column = column(title, width, Comparator.comparing(text));
        column.setCellFactory(_ -> new SentenceCell<>(text, column));
        return column;
    }

    private static <R> TableColumn<R, R> column(String title, double width, Comparator<R> order) {
        TableColumn<R, R> column = new TableColumn<>(title);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setComparator(order);
        column.setPrefWidth(width);
        column.setResizable(false);
        column.setReorderable(false);
        return column;
    }

    private static final class TextCell<R> extends TableCell<R, R> {
        private final Function<R, String> text;
        private final Function<R, String> hint;

        TextCell(Function<R, String> text, Function<R, String> hint, List<String> styleClasses) {
            this.text = text;
            this.hint = hint;
            getStyleClass().addAll(styleClasses);
        }

        @Override
        protected void updateItem(R row, boolean empty) {
            super.updateItem(row, empty);
            setText(empty || row == null ? "" : text.apply(row));
            String more = empty || row == null ? "" : hint.apply(row);
            if (!more.isEmpty()) {
                Parts.hint(this, more);
            }
        }
    }

    private static final class BadgeCell<R> extends TableCell<R, R> {
        private final Function<R, Badge> badge;
        private final Label label = Parts.badge();

        BadgeCell(Function<R, Badge> badge) {
            this.badge = badge;
        }

        @Override
        protected void updateItem(R row, boolean empty) {
            super.updateItem(row, empty);
            boolean filled = !empty && row != null;
            if (filled) {
                Parts.badge(label, badge.apply(row));
                setAccessibleText(label.getText());
            }
            setGraphic(filled ? label : null);
        }
    }

    private static final class SentenceCell<R> extends TableCell<R, R> {
        private static final double PADDING = 18;
        private final Function<R, String> text;
        private final Text words = new Text();

        SentenceCell(Function<R, String> text, TableColumn<R, R> column) {
            this.text = text;
            words.getStyleClass().add("cell-text");
            words.wrappingWidthProperty().bind(column.widthProperty().subtract(PADDING));
            setGraphic(words);
        }

        @Override
        protected void updateItem(R row, boolean empty) {
            super.updateItem(row, empty);
            words.setText(empty || row == null ? "" : NumberText.unbroken(text.apply(row)));
            setAccessibleText(words.getText());
        }
    }
}
