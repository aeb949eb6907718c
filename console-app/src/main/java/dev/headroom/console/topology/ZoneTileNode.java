package dev.headroom.console.topology;

import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.KeyedNodes;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.fx.States;
import dev.headroom.ma2scf.model.ServerId;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Block of one zone: a cell for each server, its state by colour and shape, the rest on hover. */
final class ZoneTileNode extends VBox {
    private final Label name = Parts.label("", "name");
    private final Label facts = Parts.label("", "facts");
    private final FlowPane cells = new FlowPane();
    private final KeyedNodes<ServerId, ServerTile, Region> nodes =
            new KeyedNodes<>(ServerTile::id, _ -> Parts.region("server-cell"), ZoneTileNode::showCell);

    ZoneTileNode() {
        getStyleClass().addAll("tile", "zone-tile");
        cells.getStyleClass().add("cells");
        facts.setWrapText(true);
        getChildren().addAll(name, facts, cells);
    }

    void show(ZoneTile tile) {
        setId(Ids.tile(tile.zone()));
        name.setText(tile.zone().name());
        facts.setText(tile.facts());
        nodes.showIn(cells.getChildren(), tile.servers());
        setAccessibleText("Zone %s, %s".formatted(tile.zone(), tile.facts()));
    }

    private static void showCell(Region cell, ServerTile tile) {
        States.tone(cell, tile.standing().badge().tone());
        States.set(cell, "failed", tile.hasFailed());
        Parts.hint(cell, tile.summary());
    }
}
