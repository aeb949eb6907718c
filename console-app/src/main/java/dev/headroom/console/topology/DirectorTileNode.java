package dev.headroom.console.topology;

import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.fx.States;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Tile of one director. */
final class DirectorTileNode extends VBox {
    private final Label name = Parts.name("", "name");
    private final Label badge = Parts.badge();
    private final Label rate = Parts.label("", "facts");
    private final Label age = Parts.label("", "facts");

    DirectorTileNode() {
        getStyleClass().addAll("tile", "director-tile");
        getChildren().addAll(name, badge, rate, age);
    }

    void show(DirectorTile tile) {
        setId(Ids.tile(tile.id()));
        name.setText(tile.id().name());
        Parts.badge(badge, tile.badge());
        rate.setText(tile.rate());
        age.setText(tile.age());
        Parts.hint(age, tile.exactTime());
        States.tone(this, tile.badge().tone());
        setAccessibleText(
                "Director %s, %s, %s, read %s".formatted(tile.id(), tile.badge().word(), tile.rate(), tile.age()));
    }
}
