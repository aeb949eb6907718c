package dev.headroom.console.fx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javafx.scene.Node;

/**
 * One node for each row, kept as long as its key is there, so that the focus and unfolded cards survive a new state.
 * On JavaFX's application thread.
 *
 * @param <K> identifies a row
 * @param <R> row
 * @param <N> node that shows it
 */
public final class KeyedNodes<K, R, N extends Node> {
    private final Map<K, N> nodes = new LinkedHashMap<>();
    private final Function<R, K> key;
    private final Function<R, N> create;
    private final BiConsumer<N, R> update;

    public KeyedNodes(Function<R, K> key, Function<R, N> create, BiConsumer<N, R> update) {
        this.key = key;
        this.create = create;
        this.update = update;
    }

    /** The nodes of {@code rows} in their order, updated; nodes of vanished rows are forgotten. */
    public List<N> show(List<? extends R> rows) {
        Map<K, N> old = new LinkedHashMap<>(nodes);
        nodes.clear();
        for (R row : rows) {
            N node = old.computeIfAbsent(key.apply(row), _ -> create.apply(row));
            update.accept(node, row);
            nodes.put(key.apply(row), node);
        }
        return List.copyOf(nodes.values());
    }

    /** Puts the nodes into {@code children}, which it touches only if a node was added, removed or moved. */
    public void showIn(List<Node> children, List<? extends R> rows) {
        List<N> wanted = show(rows);
        KeyedRows.update(children, List.<Node>copyOf(wanted), Function.identity());
    }
}
