package dev.headroom.console.fx;

import java.util.List;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/**
 * Divides the width of a table: each column gets the width that it needs, half of the rest makes columns of names
 * wider, and the last column, the sentences, gets the other half. A column that the operator drags takes width from
 * the columns to its right; a table never scrolls sideways.
 */
final class ColumnWidths {
    private static final double LEAST_LAST = 60;
    /** The width in pixels down to which the sentences shrink before names and numbers are cut. */
    private static final double LAST_ENOUGH = 120;
    /** The greatest width in pixels that a column of names may gain; columns of numbers gain none. */
    private static final double GROWS_AT_MOST = 260;

    private ColumnWidths() {}

    static <R> boolean fit(TableView.ResizeFeatures<R> features) {
        List<TableColumn<R, ?>> columns = features.getTable().getVisibleLeafColumns();
        if (columns.isEmpty()) {
            return true;
        }
        TableColumn<R, ?> dragged = features.getColumn();
        return dragged == null ? shareOut(features, columns) : drag(features, columns, dragged);
    }

    private static <R> boolean shareOut(TableView.ResizeFeatures<R> features, List<TableColumn<R, ?>> columns) {
        TableColumn<R, ?> last = columns.getLast();
        List<TableColumn<R, ?>> others = columns.subList(0, columns.size() - 1);
        double needed = columns.stream().mapToDouble(TableColumn::getPrefWidth).sum();
        double spare = Math.max(0, features.getContentWidth() - needed);
        long texts = others.stream().filter(ColumnWidths::isText).count();
        double more = texts == 0 ? 0 : spare / 2 / texts;
        double first = needed - last.getPrefWidth();
        double room = features.getContentWidth() - Math.min(last.getPrefWidth(), LAST_ENOUGH);
        double squeeze = Math.min(1, room / first);
        double left = features.getContentWidth();
        for (TableColumn<R, ?> column : others) {
            double wanted = column.getPrefWidth() * squeeze + (isText(column) ? Math.clamp(more, 0, GROWS_AT_MOST) : 0);
            double width = Math.floor(Math.max(column.getMinWidth(), wanted));
            features.setColumnWidth(column, width);
            left -= width;
        }
        features.setColumnWidth(last, Math.max(last.getMinWidth(), left));
        return true;
    }

    /**
     * Takes width from the columns right of the dragged one, or gives it to them: the last one first, since it is the
     * widest.
     */
    private static <R> boolean drag(
            TableView.ResizeFeatures<R> features, List<TableColumn<R, ?>> columns, TableColumn<R, ?> dragged) {
        int at = columns.indexOf(dragged);
        if (at < 0 || at == columns.size() - 1) {
            return false;
        }
        double wanted = Math.max(dragged.getMinWidth() - dragged.getWidth(), features.getDelta());
        double open = wanted;
        for (int i = columns.size() - 1; i > at && open > 0; i--) {
            TableColumn<R, ?> giver = columns.get(i);
            double least = i == columns.size() - 1 ? LEAST_LAST : giver.getMinWidth();
            double gives = Math.clamp(giver.getWidth() - least, 0, open);
            features.setColumnWidth(giver, giver.getWidth() - gives);
            open -= gives;
        }
        if (wanted < 0) {
            features.setColumnWidth(columns.getLast(), columns.getLast().getWidth() - wanted);
            open = 0;
        }
        features.setColumnWidth(dragged, dragged.getWidth() + wanted - open);
        return true;
    }

    private static boolean isText(TableColumn<?, ?> column) {
        return !column.getStyleClass().contains("number")
                && !column.getStyleClass().contains("badges");
    }
}
