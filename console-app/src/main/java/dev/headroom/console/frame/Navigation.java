package dev.headroom.console.frame;

import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.Parts;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Where am I: the six views. */
final class Navigation extends VBox {
    private final Map<Place, ToggleButton> entries = new EnumMap<>(Place.class);

    Navigation(FrameViewModel model) {
        getStyleClass().add("navigation");
        for (Place place : Place.values()) {
            entries.put(place, entry(model, place));
        }
        Region spring = new Region();
        VBox.setVgrow(spring, Priority.ALWAYS);
        Label keys = Parts.sentence(
                "1–6 views · j k move\nEnter open · / filter\na approve · r reject\nEsc back · Ctrl+. halt", "keys");
        getChildren().addAll(entries.values());
        getChildren().addAll(spring, keys);
        model.place().subscribe(place -> entries.forEach((each, entry) -> entry.setSelected(each == place)));
    }

    private static ToggleButton entry(FrameViewModel model, Place place) {
        ToggleButton entry = new ToggleButton(place.title());
        entry.setId(Ids.go(place));
        entry.setGraphic(Parts.region("icon", "icon-" + place.name().toLowerCase(Locale.ROOT)));
        entry.setOnAction(_ -> {
            model.place().set(place);
            entry.setSelected(true);
        });
        return entry;
    }
}
