package dev.headroom.console.fx;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.collections.transformation.SortedList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;

/**
 * Makes tables: sortable, without sideways scrolling, with right-aligned numbers, and with a placeholder that says
 * what to do.
 */
public final class Tables {
    /** Style class of a column of names: it is as wide as its longest name, up to a bound. */
    public static final String NAME = "names";

    /** Style class of a column of numbers or times: it is as wide as the longest of them. */
    public static final String NUMBER = "number";

    private static final double LEAST_WIDTH = 44;

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

    /** Divides the width again when it changes; a width that the operator dragged stays until then. */
    private static boolean fit(TableView.ResizeFeatures<?> features) {
        return ColumnWidths.fit(features);
    }

    public static <R> TableColumn<R, R> text(
            String title, double width, Function<R, String> text, String... styleClasses) {
        TableColumn<R, R> column = column(title, width, Comparator.comparing(text, NaturalOrder.NAMES));
        column.getStyleClass().addAll(styleClasses);
        column.setCellFactory(_ -> new TextCell<>(text, _ -> "", List.of(styleClasses)));
        column.setUserData(text);
        return column;
    }

    /** A column of text with a tooltip, sorted by {@code order}. */
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
        column.setUserData(text);
        return column;
    }

    /** A column of right-aligned numbers, sorted by value. */
    public static <R> TableColumn<R, R> number(
            String title, double width, ToDoubleFunction<R> value, Function<R, String> text) {
        TableColumn<R, R> column = column(title, width, Comparator.comparingDouble(value));
        column.getStyleClass().add(NUMBER);
        column.setCellFactory(_ -> new TextCell<>(text, _ -> "", List.of(NUMBER)));
        column.setUserData(text);
        return column;
    }

    /** Marks a column to be hidden where the window is too narrow for all; the heading says so. */
    public static <R> TableColumn<R, R> optional(TableColumn<R, R> column) {
        column.getStyleClass().add(ColumnRoom.OPTIONAL);
        return column;
    }

    public static <R> TableColumn<R, R> badge(String title, double width, Function<R, Badge> badge) {
        TableColumn<R, R> column = column(
                title, width, Comparator.comparing(row -> badge.apply(row).word()));
        column.getStyleClass().add("badges");
        column.setCellFactory(_ -> new BadgeCell<>(badge));
        return column;
    }

    /** A column of sentences that wrap instead of being cut. */
    public static <R> TableColumn<R, R> sentence(String title, double width, Function<R, String> text) {
        return sentence(title, width, text, _ -> Optional.empty());
    }

    /** A column of sentences, with a button below the sentence in each row that has an action. */
    public static <R> TableColumn<R, R> sentence(
            String title, double width, Function<R, String> text, Function<R, Optional<RowAction>> action) {
        TableColumn<R, R> column = column(title, width, Comparator.comparing(text, NaturalOrder.NAMES));
        column.setCellFactory(_ -> new SentenceCell<>(text, action, column));
        return column;
    }

    private static <R> TableColumn<R, R> column(String title, double width, Comparator<R> order) {
        TableColumn<R, R> column = new TableColumn<>(title);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setComparator(order);
        column.setPrefWidth(width);
        column.setMinWidth(Math.min(width, LEAST_WIDTH));
        column.setReorderable(false);
        return column;
    }

    private static final class TextCell<R> extends TableCell<R, R> {
        private final Function<R, String> text;
        private final Function<R, String> hint;

        TextCell(Function<R, String> text, Function<R, String> hint, List<String> styleClasses) {
            this.text = text;
            this.hint = hint;
            if (!styleClasses.contains(NUMBER)) {
                setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            }
            Parts.sayAllOnHover(this);
            getStyleClass().addAll(styleClasses);
        }

        @Override
        protected void updateItem(R row, boolean empty) {
            super.updateItem(row, empty);
            setText(empty || row == null ? "" : text.apply(row));
            Parts.hint(this, empty || row == null ? "" : hint.apply(row));
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
        private final Function<R, Optional<RowAction>> action;
        private final Text words = new Text();
        private final Button button = Parts.button("", () -> {}, "tiny");

        SentenceCell(Function<R, String> text, Function<R, Optional<RowAction>> action, TableColumn<R, R> column) {
            this.text = text;
            this.action = action;
            words.getStyleClass().add("cell-text");
            words.wrappingWidthProperty().bind(column.widthProperty().subtract(PADDING));
            VBox content = new VBox(4, words, button);
            content.setAlignment(Pos.CENTER_LEFT);
            setGraphic(content);
        }

        @Override
        protected void updateItem(R row, boolean empty) {
            super.updateItem(row, empty);
            words.setText(empty || row == null ? "" : NumberText.unbroken(text.apply(row)));
            setAccessibleText(words.getText());
            show(empty || row == null ? Optional.empty() : action.apply(row));
        }

        private void show(Optional<RowAction> offered) {
            Parts.show(button, offered.isPresent());
            // a cell that is kept for another row must not be found as the button of this one
            button.setId(offered.map(RowAction::id).orElse(""));
            offered.ifPresent(this::show);
        }

        private void show(RowAction now) {
            button.setText(now.label());
            button.setDisable(!now.enabled());
            button.setAccessibleText(now.meaning());
            button.setOnAction(_ -> now.action().run());
            Parts.hint(button, now.meaning());
        }
    }
}
