package dev.headroom.console.topology;

import dev.headroom.console.fx.Parts;
import dev.headroom.console.status.ContainerMark;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The overview: where new connections go, how much of each capacity is in use, and which containers are on loan. */
public final class TopologyView extends VBox {
    private final TopologyPane pane = new TopologyPane();
    private final Node empty = Parts.empty(
            "No hosts yet", "The hosts of the cluster file appear here when they are asked for the first time.");
    private final Node waiting = Parts.empty(
            "Waiting for the first readings",
            "The hosts are being asked. Connections (6) shows how far each one is, and what to do where it is not.");

    public TopologyView(TopologyViewModel model) {
        getStyleClass().add("view");
        ScrollPane scroll = Parts.scroll(pane);
        scroll.setFitToHeight(true);
        scroll.viewportBoundsProperty().subscribe(seen -> pane.fit(seen.getWidth(), seen.getHeight()));
        StackPane stack = new StackPane(scroll, empty, waiting);
        VBox.setVgrow(stack, Priority.ALWAYS);
        FlowPane legend = legend();
        getChildren().addAll(stack, legend);
        model.picture().subscribe(picture -> {
            Parts.show(empty, picture.isEmpty() && !picture.hostsKnown());
            Parts.show(waiting, picture.isEmpty() && picture.hostsKnown());
            Parts.show(scroll, !picture.isEmpty());
            Parts.show(legend, !picture.isEmpty());
            pane.show(picture);
        });
    }

    private static FlowPane legend() {
        FlowPane legend = new FlowPane(
                ServerTileNode.legend(ContainerMark.Kind.SERVING),
                ServerTileNode.legend(ContainerMark.Kind.STANDBY),
                ServerTileNode.legend(ContainerMark.Kind.LOAN),
                ServerTileNode.legend(ContainerMark.Kind.CHANGING),
                ServerTileNode.legend(ContainerMark.Kind.BROKEN),
                ServerTileNode.legend(ContainerMark.Kind.UNKNOWN),
                Parts.label("hatched: reserve"),
                Parts.label("flow: share of connections"));
        legend.getStyleClass().add("legend");
        return legend;
    }
}
