package dev.headroom.console.rules.planted.loans;

import dev.headroom.console.rules.planted.history.PlantedView;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.paint.Color;

/** Breaks every rule on purpose. */
public final class PlantedViewModel {
    private final PlantedView other = new PlantedView();

    public Color colour(Node node) {
        Platform.runLater(() -> node.setStyle("-fx-opacity: 0"));
        return other.known() == null ? Color.web("red") : Color.rgb(1, 2, 3);
    }
}
