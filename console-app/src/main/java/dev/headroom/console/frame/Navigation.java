package dev.headroom.console.frame;

import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.fx.States;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The six views, with the present one marked. */
final class Navigation extends VBox {
    private final Map<Place, ToggleButton> entries = new EnumMap<>(Place.class);

    private final Label keys;

    Navigation(FrameViewModel model) {
        getStyleClass().add("navigation");
        for (Place place : Place.values()) {
            entries.put(place, entry(model, place));
        }
        Region spring = new Region();
        VBox.setVgrow(spring, Priority.ALWAYS);
        keys = Parts.sentence(
                "1–6 views · / filter\nj k move\nEnter open\np proposals; in them:\na approve · r reject\nCtrl+Enter yes\nEsc back · Ctrl+. halt",
                "keys");
        getChildren().addAll(entries.values());
        getChildren().addAll(spring, keys);
        model.place().subscribe(place -> entries.forEach((each, entry) -> entry.setSelected(each == place)));
    }

    /** Shows only icons in a narrow window; the names come on hover. */
    void narrow(boolean narrow) {
        States.set(this, "narrow", narrow);
        entries.forEach((place, entry) -> entry.setText(narrow ? "" : place.title()));
        Parts.show(keys, !narrow);
    }

    private static ToggleButton entry(FrameViewModel model, Place place) {
        ToggleButton entry = new ToggleButton(place.title());
        entry.setId(Ids.go(place));
        entry.setAccessibleText(place.title());
        entry.setGraphic(Parts.region("icon", "icon-" + place.name().toLowerCase(Locale.ROOT)));
        Parts.hint(entry, place.title());
        entry.setOnAction(_ -> {
            model.place().set(place);
            entry.setSelected(true);
        });
        return entry;
    }
}
