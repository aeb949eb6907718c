package dev.headroom.console.topology;

import dev.headroom.console.fx.KeyedNodes;
import dev.headroom.console.fx.KeyedRows;
import dev.headroom.console.fx.Parts;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.ServiceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.stage.Window;

/**
 * Lays the tiles out in three columns and draws the flows between them. It is never lower than its tiles: the rest
 * scrolls.
 */
final class TopologyPane extends Pane {
    static final double TITLE_HEIGHT = 24;

    private final FlowLayer flowLayer = new FlowLayer();
    private final List<Label> titles = List.of(title("DIRECTORS"), title("SERVICES"), title("REAL SERVERS"));
    private final KeyedNodes<DirectorId, DirectorTile, DirectorTileNode> directors =
            new KeyedNodes<>(DirectorTile::id, _ -> new DirectorTileNode(), DirectorTileNode::show);
    private final KeyedNodes<ServiceId, ServiceTile, ServiceTileNode> services =
            new KeyedNodes<>(ServiceTile::id, _ -> new ServiceTileNode(), ServiceTileNode::show);
    private final ServerColumn servers = new ServerColumn();
    private Picture picture = Picture.EMPTY;
    private double room = Double.MAX_VALUE;
    private double roomWidth;
    private List<DirectorTileNode> directorNodes = List.of();
    private List<ServiceTileNode> serviceNodes = List.of();

    TopologyPane() {
        getStyleClass().add("topology");
        flowLayer.setManaged(false);
    }

    void show(Picture newPicture) {
        picture = newPicture;
        directorNodes = directors.show(picture.directors());
        serviceNodes = services.show(picture.services());
        List<Node> wanted = new ArrayList<>();
        wanted.add(flowLayer);
        wanted.addAll(titles);
        wanted.addAll(directorNodes);
        wanted.addAll(serviceNodes);
        wanted.addAll(servers.show(picture));
        KeyedRows.update(getChildren(), wanted, Function.identity());
        fit();
        requestLayout();
    }

    /** Sets the size of the visible part, which determines how much of each server is drawn. */
    void fit(double width, double height) {
        roomWidth = width;
        room = height;
        fit();
    }

    private void fit() {
        if (getScene() != null && roomWidth > 0 && !isClosed()) {
            applyCss();
            servers.fit(columns(roomWidth).serverWidth(), room - TITLE_HEIGHT);
        }
    }

    /** Whether the window was closed: it then has no style sheets any more. A scene without a window is a picture. */
    private boolean isClosed() {
        Window window = getScene().getWindow();
        return window != null && !window.isShowing();
    }

    private Columns columns(double width) {
        return Columns.of(width, Density.groups(picture.servers().size()));
    }

    @Override
    protected double computePrefHeight(double width) {
        return TITLE_HEIGHT + tallest(columns(width > 0 ? width : getWidth()));
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    private double tallest(Columns columns) {
        return Math.max(
                servers.height(columns.serverWidth()),
                Math.max(
                        ServerColumn.stacked(serviceNodes, columns.serviceWidth()),
                        ServerColumn.stacked(directorNodes, columns.directorWidth())));
    }

    @Override
    protected void layoutChildren() {
        Columns columns = columns(getWidth());
        double height = getHeight();
        titles.get(0).resizeRelocate(0, 0, columns.directorWidth(), TITLE_HEIGHT);
        titles.get(1).resizeRelocate(columns.serviceX(), 0, columns.serviceWidth(), TITLE_HEIGHT);
        titles.get(2).resizeRelocate(columns.serverX(), 0, columns.serverWidth(), TITLE_HEIGHT);
        double shared = Math.min(height - TITLE_HEIGHT, tallest(columns) * 1.5);
        // Beside many servers the few directors and services stay where they are visible without scrolling.
        double seen = Math.min(shared, Math.max(room - TITLE_HEIGHT, 1));
        ServerColumn.spread(directorNodes, 0, TITLE_HEIGHT, columns.directorWidth(), seen);
        ServerColumn.spread(serviceNodes, columns.serviceX(), TITLE_HEIGHT, columns.serviceWidth(), seen);
        servers.layout(columns.serverX(), TITLE_HEIGHT, columns.serverWidth(), shared);
        flowLayer.resizeRelocate(0, 0, getWidth(), height);
        flowLayer.show(ribbons());
    }

    private List<FlowLayer.Ribbon> ribbons() {
        Map<TileKey, Region> tiles = new HashMap<>();
        for (int i = 0; i < directorNodes.size(); i++) {
            tiles.put(
                    new TileKey(
                            TileKey.Column.DIRECTOR,
                            picture.directors().get(i).id().name()),
                    directorNodes.get(i));
        }
        for (int i = 0; i < serviceNodes.size(); i++) {
            tiles.put(
                    new TileKey(
                            TileKey.Column.SERVICE,
                            picture.services().get(i).id().name()),
                    serviceNodes.get(i));
        }
        tiles.putAll(servers.byKey());
        return Ribbons.between(picture.flows(), tiles);
    }

    private static Label title(String text) {
        return Parts.label(text, "column-title");
    }
}
