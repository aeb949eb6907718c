package dev.headroom.console.frame;

import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.fx.States;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The five figures; each opens its view. */
final class NumberStrip extends HBox {
    private final List<Tile> tiles = new ArrayList<>();
    private final FrameViewModel model;

    NumberStrip(FrameViewModel model) {
        this.model = model;
        getStyleClass().add("numbers");
        model.facts().subscribe(found -> found.ifPresent(facts -> show(facts.figures())));
    }

    private void show(List<Figures.Figure> figures) {
        while (tiles.size() < figures.size()) {
            Tile tile = new Tile(model);
            tiles.add(tile);
            getChildren().add(tile);
        }
        for (int i = 0; i < figures.size(); i++) {
            tiles.get(i).show(figures.get(i));
        }
    }

    private static final class Tile extends Button {
        private static final int LONG = 5;

        private final FrameViewModel model;
        private final Label name = Parts.label("", "name");
        private final Label value = Parts.label("", "value");
        private final Label unit = Parts.label("", "unit");

        Tile(FrameViewModel model) {
            this.model = model;
            getStyleClass().add("number-tile");
            HBox.setHgrow(this, Priority.ALWAYS);
            setPrefWidth(100);
            setMinWidth(0);
            value.setMinWidth(USE_PREF_SIZE);
            HBox amount = new HBox(5, value, unit);
            amount.setAlignment(Pos.BASELINE_LEFT);
            setGraphic(new VBox(1, name, amount));
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        }

        void show(Figures.Figure number) {
            setId(Ids.number(number.kind()));
            name.setText(number.name());
            value.setText(number.value());
            States.set(value, "long", number.value().length() > LONG);
            unit.setText(number.unit());
            States.tone(value, number.tone());
            setOnAction(_ -> model.place().set(number.place()));
            Parts.hint(this, number.explanation());
            setAccessibleText("%s: %s %s. %s. Opens %s"
                    .formatted(
                            number.name(),
                            number.value(),
                            number.unit(),
                            number.explanation(),
                            number.place().title()));
        }
    }
}
