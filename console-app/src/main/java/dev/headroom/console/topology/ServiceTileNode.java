package dev.headroom.console.topology;

import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.NumberText;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.fx.States;
import dev.headroom.console.fx.UtilizationBar;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Tile of one virtual service. */
final class ServiceTileNode extends VBox {
    private final Label name = Parts.name("", "name");
    private final Label priority = Parts.label("", "facts");
    private final Label badge = Parts.badge();
    private final UtilizationBar bar = new UtilizationBar();
    private final Label value = Parts.label("", "value");
    private final Label facts = Parts.sentence("", "facts");

    ServiceTileNode() {
        getStyleClass().addAll("tile", "service-tile");
        value.setMinWidth(USE_PREF_SIZE);
        name.setMinWidth(28);
        priority.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(Parts.row(6, name, priority, Parts.spring(), value), bar, Parts.row(6, badge), facts);
    }

    void show(ServiceTile tile) {
        setId(Ids.tile(tile.id()));
        name.setText(tile.id().name());
        priority.setText("P" + tile.priority());
        Parts.hint(priority, "Priority %d; 1 is served first".formatted(tile.priority()));
        Parts.badge(badge, tile.badge());
        bar.show(tile.fraction(), 0, tile.badge().tone());
        value.setText(tile.percent());
        facts.setText(NumberText.unbroken(tile.facts()));
        Parts.hint(facts, "Demand, and containers that serve; clients connect to " + tile.address());
        States.tone(this, tile.badge().tone());
        setAccessibleText("Service %s, priority %d, %s, %s used, %s"
                .formatted(tile.id(), tile.priority(), tile.badge().word(), tile.percent(), tile.facts()));
    }
}
