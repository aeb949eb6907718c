package dev.headroom.console.topology;

import dev.headroom.console.fx.KeyedNodes;
import dev.headroom.console.fx.Parts;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/**
 * The real servers of the overview: one below the other, as a grid by zone, or as blocks. It measures and lays out
 * itself.
 */
final class ServerColumn {
    static final double GAP = 8;
    private static final double NARROW_GAP = 6;
    private static final double HEADING = 22;
    private static final double LEAST_COMPACT = 104;

    private final KeyedNodes<ServerId, ServerTile, ServerTileNode> tiles =
            new KeyedNodes<>(ServerTile::id, _ -> new ServerTileNode(), this::showTile);
    private final KeyedNodes<ZoneId, ZoneTile, ZoneTileNode> blocks =
            new KeyedNodes<>(ZoneTile::zone, _ -> new ZoneTileNode(), ZoneTileNode::show);
    private final KeyedNodes<ZoneId, ZoneTile, Label> headings = new KeyedNodes<>(
            ZoneTile::zone,
            _ -> Parts.label("", "zone-heading"),
            (label, zone) -> label.setText(zone.zone() + " · " + zone.facts()));
    private Picture picture = Picture.EMPTY;
    private Density density = Density.FULL;
    private Fitted fitted = Fitted.NOTHING;
    private List<ServerTileNode> tileNodes = List.of();
    private List<ZoneTileNode> blockNodes = List.of();
    private List<Label> headingNodes = List.of();

    /** Takes a picture; {@link #fit} then determines how much of each server is drawn. */
    List<Node> show(Picture newPicture) {
        picture = newPicture;
        List<Density> candidates = Density.candidates(picture.servers().size());
        density = candidates.contains(density) ? density : candidates.getFirst();
        boolean cells = density == Density.CELLS;
        tileNodes = tiles.show(cells ? List.of() : picture.servers());
        blockNodes = blocks.show(cells ? picture.zones() : List.of());
        headingNodes = headings.show(density == Density.COMPACT ? picture.zones() : List.of());
        List<Node> nodes = new ArrayList<>(headingNodes);
        nodes.addAll(tileNodes);
        nodes.addAll(blockNodes);
        return nodes;
    }

    /**
     * Draws as much of each server as fits. The tiles must be in a scene with its style sheets, since they are
     * measured.
     */
    void fit(double width, double height) {
        List<Density> candidates = Density.candidates(picture.servers().size());
        Fitted now = Fitted.of(picture, width, height);
        if (candidates.size() == 1 || now.equals(fitted)) {
            return;
        }
        fitted = now;
        for (Density candidate : candidates) {
            density = candidate;
            for (int i = 0; i < tileNodes.size(); i++) {
                showTile(tileNodes.get(i), picture.servers().get(i));
                tileNodes.get(i).applyCss();
            }
            if (height(width) <= height) {
                return;
            }
        }
    }

    /** The values on which the height of the tiles depends: while they are equal, no tile is measured again. */
    private record Fitted(double width, double height, List<List<?>> tiles) {
        static final Fitted NOTHING = new Fitted(0, 0, List.of());

        static Fitted of(Picture picture, double width, double height) {
            return new Fitted(
                    width,
                    height,
                    picture.servers().stream()
                            .<List<?>>map(
                                    tile -> List.of(tile.id(), tile.standing().standing(), tile.marks()))
                            .toList());
        }
    }

    private void showTile(ServerTileNode node, ServerTile tile) {
        node.show(tile, picture.reserve(), density);
    }

    /** The tiles by the keys of the flows. */
    Map<TileKey, Region> byKey() {
        Map<TileKey, Region> keys = new HashMap<>();
        for (int i = 0; i < tileNodes.size(); i++) {
            keys.put(key(picture.servers().get(i).id().name()), tileNodes.get(i));
        }
        for (int i = 0; i < headingNodes.size(); i++) {
            keys.put(key(picture.zones().get(i).zone().name()), headingNodes.get(i));
        }
        for (int i = 0; i < blockNodes.size(); i++) {
            keys.put(key(picture.zones().get(i).zone().name()), blockNodes.get(i));
        }
        return keys;
    }

    private static TileKey key(String name) {
        return new TileKey(TileKey.Column.SERVER, name);
    }

    double height(double width) {
        return switch (density) {
            case FULL, TIGHT, SLIM -> stacked(tileNodes, width);
            case CELLS -> stacked(blockNodes, width);
            case COMPACT -> {
                double height = 0;
                int at = 0;
                for (ZoneTile zone : picture.zones()) {
                    height += HEADING + rows(zone, width) * (tileHeight(at) + NARROW_GAP) + NARROW_GAP;
                    at += zone.servers().size();
                }
                yield height;
            }
        };
    }

    void layout(double x, double top, double width, double height) {
        switch (density) {
            case FULL, TIGHT, SLIM -> spread(tileNodes, x, top, width, height);
            case CELLS -> spread(blockNodes, x, top, width, height);
            case COMPACT -> grid(x, top, width);
        }
    }

    private void grid(double x, double top, double width) {
        int across = across(width);
        double each = (width - (across - 1) * NARROW_GAP) / across;
        double y = top;
        int at = 0;
        for (int z = 0; z < headingNodes.size(); z++) {
            ZoneTile zone = picture.zones().get(z);
            headingNodes.get(z).resizeRelocate(x, y, width, HEADING);
            y += HEADING;
            double tall = tileHeight(at);
            for (int i = 0; i < zone.servers().size(); i++) {
                double left = x + i % across * (each + NARROW_GAP);
                int row = i / across;
                tileNodes.get(at + i).resizeRelocate(left, y + row * (tall + NARROW_GAP), each, tall);
            }
            at += zone.servers().size();
            y += rows(zone, width) * (tall + NARROW_GAP) + NARROW_GAP;
        }
    }

    private double tileHeight(int at) {
        return at < tileNodes.size() ? tileNodes.get(at).prefHeight(-1) : 0;
    }

    private static int across(double width) {
        return Math.max(1, (int) ((width + NARROW_GAP) / (LEAST_COMPACT + NARROW_GAP)));
    }

    private static int rows(ZoneTile zone, double width) {
        int across = across(width);
        return (zone.servers().size() + across - 1) / across;
    }

    static double stacked(List<? extends Region> nodes, double width) {
        return nodes.stream().mapToDouble(node -> node.prefHeight(width) + GAP).sum();
    }

    /** Spreads the tiles of a column over {@code height}, with the same space above, between and below. */
    static void spread(List<? extends Region> nodes, double x, double top, double width, double height) {
        double gap = Math.max(0, height - stacked(nodes, width)) / (nodes.size() + 1);
        double y = top + gap;
        for (Region node : nodes) {
            double tall = node.prefHeight(width);
            node.resizeRelocate(x, y, width, tall);
            y += tall + GAP + gap;
        }
    }
}
