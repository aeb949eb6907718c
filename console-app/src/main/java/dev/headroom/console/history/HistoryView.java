package dev.headroom.console.history;

import dev.headroom.console.fx.NumberText;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.fx.TablePage;
import dev.headroom.console.fx.Tables;
import dev.headroom.console.status.ScriptBar;
import dev.headroom.console.status.Scripts;
import dev.headroom.console.status.StepsView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Table of the ended proposals; below it the steps of the selected one. */
public final class HistoryView extends TablePage<HistoryRow> {
    private static final String FEATURE = "history";
    private final Label title = Parts.label("", "strong");
    private final Label reasons = Parts.sentence("", "muted");
    private final StepsView steps = new StepsView();
    private final VBox detail;

    public HistoryView(HistoryViewModel model, Scripts scripts) {
        super(
                FEATURE,
                "History",
                Tables.table(
                        FEATURE,
                        model.rows(),
                        Parts.empty(
                                "Nothing has ended yet",
                                "Proposals that ran, failed, were rejected or expired are listed here with every step"
                                        + " and what was read back."),
                        List.of(
                                Tables.hinted(
                                        "No.",
                                        48,
                                        Comparator.comparing(HistoryRow::id),
                                        row -> row.id().toString(),
                                        HistoryRow::exactTime,
                                        "strong"),
                                Tables.text("What", 138, HistoryRow::title, Tables.NAME),
                                Tables.badge("State", 114, HistoryRow::badge),
                                Tables.number("Amount", 96, HistoryRow::amount, HistoryRow::amountText),
                                Tables.optional(Tables.text("Steps", 66, HistoryRow::progress, "number")),
                                Tables.hinted(
                                        "Ended",
                                        104,
                                        Comparator.comparing(row -> row.ended().at()),
                                        row -> row.ended().age(),
                                        HistoryRow::exactTime,
                                        "number"),
                                Tables.sentence("Note", 210, HistoryRow::note))),
                HistoryRow::id,
                HistoryRow::searched);
        VBox content = new VBox(8, reasons, steps);
        detail = new VBox(
                new ScriptBar(
                        title, scripts, () -> Optional.ofNullable(detailed()).map(HistoryRow::id)),
                Parts.scroll(content));
        detail.getStyleClass().add("detail");
        detail.setMinHeight(0);
        detail.setPrefHeight(290);
        below(detail);
        table().getSelectionModel().selectedItemProperty().subscribe(_ -> showDetail());
        table().getItems().addListener((ListChangeListener<HistoryRow>) _ -> showDetail());
    }

    private @Nullable HistoryRow shown() {
        return table().getSelectionModel().getSelectedItem();
    }

    /** The row whose steps are shown: the selected one, else the first. */
    private @Nullable HistoryRow detailed() {
        HistoryRow row = shown();
        return row == null && !table().getItems().isEmpty() ? table().getItems().getFirst() : row;
    }

    private void showDetail() {
        HistoryRow row = detailed();
        Parts.show(detail, row != null);
        if (row != null) {
            title.setText(row.id() + " · " + row.title() + " · " + row.badge().word());
            reasons.setText(NumberText.unbroken(String.join(" ", row.detail().reasons())));
            Parts.show(reasons, !row.detail().reasons().isEmpty());
            steps.show(row.detail().steps(), false);
        }
    }
}
