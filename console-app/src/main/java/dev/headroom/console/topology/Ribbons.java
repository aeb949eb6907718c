package dev.headroom.console.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.scene.layout.Region;

/**
 * Finds the ends of the flows on the edges of the tiles: in the order of the height of their other ends, so that they
 * do not cross there.
 */
final class Ribbons {
    private static final double SPACE = 4;

    private Ribbons() {}

    static List<FlowLayer.Ribbon> between(List<Flow> flows, Map<TileKey, Region> tiles) {
        List<Flow> drawn = flows.stream()
                .filter(flow -> tiles.containsKey(TileKey.from(flow)) && tiles.containsKey(TileKey.to(flow)))
                .toList();
        Map<Flow, Double> starts = stack(drawn, tiles, true);
        Map<Flow, Double> ends = stack(drawn, tiles, false);
        List<FlowLayer.Ribbon> ribbons = new ArrayList<>();
        for (Flow flow : drawn) {
            Region left = tiles.getOrDefault(TileKey.from(flow), new Region());
            Region right = tiles.getOrDefault(TileKey.to(flow), new Region());
            ribbons.add(new FlowLayer.Ribbon(
                    left.getLayoutX() + left.getWidth(),
                    starts.getOrDefault(flow, 0.0),
                    right.getLayoutX(),
                    ends.getOrDefault(flow, 0.0),
                    flow.share(),
                    flow.kind()));
        }
        return ribbons;
    }

    private static Map<Flow, Double> stack(List<Flow> flows, Map<TileKey, Region> tiles, boolean leaving) {
        Map<Flow, Double> positions = new HashMap<>();
        Map<TileKey, List<Flow>> byTile =
                flows.stream().collect(Collectors.groupingBy(flow -> leaving ? TileKey.from(flow) : TileKey.to(flow)));
        byTile.forEach((tile, group) -> {
            List<Flow> ordered = group.stream()
                    .sorted(Comparator.comparingDouble(flow ->
                            middle(tiles.getOrDefault(leaving ? TileKey.to(flow) : TileKey.from(flow), new Region()))))
                    .toList();
            double total = ordered.stream()
                            .mapToDouble(flow -> FlowLayer.width(flow.share()) + SPACE)
                            .sum()
                    - SPACE;
            double y = middle(tiles.getOrDefault(tile, new Region())) - total / 2;
            for (Flow flow : ordered) {
                double width = FlowLayer.width(flow.share());
                positions.put(flow, y + width / 2);
                y += width + SPACE;
            }
        });
        return positions;
    }

    private static double middle(Region tile) {
        return tile.getLayoutY() + tile.getHeight() / 2;
    }
}
