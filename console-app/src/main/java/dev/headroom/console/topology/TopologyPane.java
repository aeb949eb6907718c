package dev.headroom.console.topology;

import dev.headroom.console.fx.KeyedNodes;
import dev.headroom.console.fx.KeyedRows;
import dev.headroom.console.fx.Parts;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.ServerId;
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

/** Lays the tiles in three columns and draws the flows between them. */
final class TopologyPane extends Pane {
    private static final double DIRECTOR_WIDTH = 118;
    private static final double TITLE_HEIGHT = 24;
    private static final double GAP = 8;
    private static final int COMPACT_ABOVE = 12;

    private final FlowLayer flowLayer = new FlowLayer();
    private final List<Label> titles = List.of(title("DIRECTORS"), title("SERVICES"), title("REAL SERVERS"));
    private final KeyedNodes<DirectorId, DirectorTile, DirectorTileNode> directors =
            new KeyedNodes<>(DirectorTile::id, _ -> new DirectorTileNode(), DirectorTileNode::show);
    private final KeyedNodes<ServiceId, ServiceTile, ServiceTileNode> services =
            new KeyedNodes<>(ServiceTile::id, _ -> new ServiceTileNode(), ServiceTileNode::show);
    private final KeyedNodes<ServerId, ServerTile, ServerTileNode> servers =
            new KeyedNodes<>(ServerTile::id, _ -> new ServerTileNode(), this::showServer);
    private Picture picture = Picture.EMPTY;
    private List<? extends Region> directorNodes = List.of();
    private List<? extends Region> serviceNodes = List.of();
    private List<? extends Region> serverNodes = List.of();

    TopologyPane() {
        getStyleClass().add("topology");
        flowLayer.setManaged(false);
    }

    void show(Picture newPicture) {
        picture = newPicture;
        directorNodes = directors.show(picture.directors());
        serviceNodes = services.show(picture.services());
        serverNodes = servers.show(picture.servers());
        List<Node> wanted = new ArrayList<>();
        wanted.add(flowLayer);
        wanted.addAll(titles);
        wanted.addAll(directorNodes);
        wanted.addAll(serviceNodes);
        wanted.addAll(serverNodes);
        KeyedRows.update(getChildren(), wanted, Function.identity());
        requestLayout();
    }

    private void showServer(ServerTileNode node, ServerTile tile) {
        node.show(tile, picture.reserve(), compact());
    }

    private boolean compact() {
        return picture.servers().size() > COMPACT_ABOVE;
    }

    @Override
    protected double computePrefHeight(double width) {
        return TITLE_HEIGHT + tallest(Columns.of(width > 0 ? width : getWidth()));
    }

    private double tallest(Columns columns) {
        int across = compact() ? 2 : 1;
        return Math.max(
                height(serverNodes, columns.serverWidth() / across) / across,
                Math.max(height(serviceNodes, columns.serviceWidth()), height(directorNodes, DIRECTOR_WIDTH)));
    }

    @Override
    protected void layoutChildren() {
        Columns columns = Columns.of(getWidth());
        double height = getHeight();
        titles.get(0).resizeRelocate(0, 0, DIRECTOR_WIDTH, TITLE_HEIGHT);
        titles.get(1).resizeRelocate(columns.serviceX(), 0, columns.serviceWidth(), TITLE_HEIGHT);
        titles.get(2).resizeRelocate(columns.serverX(), 0, columns.serverWidth(), TITLE_HEIGHT);
        double shared = Math.min(height - TITLE_HEIGHT, tallest(columns) * 1.5);
        column(directorNodes, 0, DIRECTOR_WIDTH, shared, false);
        column(serviceNodes, columns.serviceX(), columns.serviceWidth(), shared, false);
        if (compact()) {
            double half = (columns.serverWidth() - GAP) / 2;
            int left = (serverNodes.size() + 1) / 2;
            column(serverNodes.subList(0, left), columns.serverX(), half, shared, true);
            column(serverNodes.subList(left, serverNodes.size()), columns.serverX() + half + GAP, half, shared, true);
        } else {
            column(serverNodes, columns.serverX(), columns.serverWidth(), shared, false);
        }
        flowLayer.resizeRelocate(0, 0, getWidth(), height);
        flowLayer.show(ribbons());
    }

    /** Spreads the tiles of a column over {@code height}, with the same room above, between and below. */
    private static void column(List<? extends Region> nodes, double x, double width, double height, boolean packed) {
        double free = Math.max(0, height - height(nodes, width));
        double gap = packed ? 0 : free / (nodes.size() + 1);
        double y = TITLE_HEIGHT + gap;
        for (Region node : nodes) {
            double tall = node.prefHeight(width);
            node.resizeRelocate(x, y, width, tall);
            y += tall + GAP + gap;
        }
    }

    private static double height(List<? extends Region> nodes, double width) {
        return nodes.stream().mapToDouble(node -> node.prefHeight(width) + GAP).sum();
    }

    private List<FlowLayer.Ribbon> ribbons() {
        Map<String, Region> byName = new HashMap<>();
        put(byName, "d:", picture.directors(), t -> t.id().name(), directorNodes);
        put(byName, "v:", picture.services(), t -> t.id().name(), serviceNodes);
        put(byName, "s:", picture.servers(), t -> t.id().name(), serverNodes);
        return Ribbons.between(picture.flows(), byName);
    }

    private static <T> void put(
            Map<String, Region> byName,
            String prefix,
            List<T> tiles,
            Function<T, String> name,
            List<? extends Region> nodes) {
        for (int i = 0; i < Math.min(tiles.size(), nodes.size()); i++) {
            byName.put(prefix + name.apply(tiles.get(i)), nodes.get(i));
        }
    }

    private static Label title(String text) {
        return Parts.label(text, "column-title");
    }

    /** Where the columns are: the room between them grows with the width. */
    private record Columns(double serviceX, double serviceWidth, double serverX, double serverWidth) {
        static Columns of(double width) {
            double room = Math.clamp(width * 0.075, 40, 110);
            double rest = width - DIRECTOR_WIDTH - 2 * room;
            double service = Math.clamp(rest * 0.44, 150, 320);
            return new Columns(DIRECTOR_WIDTH + room, service, DIRECTOR_WIDTH + 2 * room + service, rest - service);
        }
    }
}
